/** Counted as people see them: an emoji is one. */
export const lengthOf = (text: string) => [...text].length;

/** At most so many characters, cut between words and shown as cut. */
export function cutText(text: string, most: number): string {
  const signs = [...text.trim()];
  if (signs.length <= most) return text.trim();
  const short = signs.slice(0, most - 1).join('');
  const atWord = short.replace(/\s+\S*$/, '');
  // A single long word is cut inside; half of the room is the least a cut between words may leave.
  return `${(lengthOf(atWord) >= most / 2 ? atWord : short).replace(/[\s,;:·–-]+$/, '')}…`;
}
