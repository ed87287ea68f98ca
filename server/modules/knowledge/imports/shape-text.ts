/** Plain text as Markdown: lines that stand as headings become headings, so that passages can be cut at them. */
export function shapeText(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll('\f', '\n\n').replaceAll('\u00a0', ' ').split('\n').map((line) => line.trimEnd());
  return lines
    .map((line, index) => (isHeading(line, lines[index - 1] ?? '', lines[index + 1] ?? '') ? `\n## ${headingWords(line)}\n` : line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

const maxHeading = 90;

/** Short, apart from what is before it, followed by text, and either a question, in capitals, numbered, or ending with a colon. */
function isHeading(line: string, before: string, after: string): boolean {
  const words = line.trim();
  if (words === '' || words.length > maxHeading || before.trim() !== '' || words.startsWith('#') || /^[-*•]/.test(words)) return false;
  const isCapitals = words === words.toUpperCase() && /\p{Lu}{3}/u.test(words);
  const isNumbered = /^\d{1,2}([.)]|\.\d{1,2}\.?)\s+\p{Lu}/u.test(words) && !/[.;,]$/.test(words);
  const isQuestion = /^[¿\p{Lu}].{4,}\?$/u.test(words);
  const isIntroduced = words.endsWith(':') && after.trim() !== '' && words.split(' ').length <= 8;
  const standsAlone = after.trim() === '' && !/[.,;]$/.test(words) && words.split(' ').length <= 7 && /^[¿\p{Lu}]/u.test(words);
  return isCapitals || isNumbered || isQuestion || isIntroduced || standsAlone;
}

function headingWords(line: string): string {
  const words = line.trim().replace(/^\d{1,2}([.)]|\.\d{1,2}\.?)\s+/, '').replace(/:$/, '');
  if (words !== words.toUpperCase()) return words;
  return words.slice(0, 1) + words.slice(1).toLowerCase();
}
