/** How far apart two `#rrggbb` colours are for the eye: 1 (the same) to 21 (black on white), as WCAG 2 measures it. */
export function contrastRatio(first: string, second: string): number {
  const [low, high] = [relativeLuminance(first), relativeLuminance(second)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function relativeLuminance(colour: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
