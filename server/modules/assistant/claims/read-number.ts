/** One number in digits with its separators, as people write it in any of our countries. */
export const numberPattern = String.raw`\d+(?:[.,'’]\d{3})*(?:[.,]\d{1,2})?(?![\d])`;

/** What the digits may mean: "1.299" is 1299 or 1.299; "1.299,90" and "1,299.90" are one thing only. */
export function readNumber(token: string): number[] {
  const text = token.replaceAll(/['’\s]/g, '');
  const [dots, commas] = [count(text, '.'), count(text, ',')];
  if (dots === 0 && commas === 0) return [Number(text)];
  if (dots > 0 && commas > 0) {
    const decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    return [toNumber(text, decimal)];
  }
  const separator = dots > 0 ? '.' : ',';
  const grouped = Number(text.replaceAll(separator, ''));
  if (dots + commas > 1) return [grouped];
  const isAmbiguous = /[.,]\d{3}$/.test(text);
  return isAmbiguous ? [grouped, toNumber(text, separator)] : [toNumber(text, separator)];
}

const count = (text: string, sign: string) => text.split(sign).length - 1;

function toNumber(text: string, decimal: string): number {
  const group = decimal === '.' ? ',' : '.';
  return Number(text.replaceAll(group, '').replace(decimal, '.'));
}
