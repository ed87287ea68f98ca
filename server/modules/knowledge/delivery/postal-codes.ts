import { fold } from '../retrieval/fold-words.ts';

/** How a country writes its postal codes. Codes are compared by their digits. */
interface PostalRule {
  length: number;
  /** Finds a code in a text; the first group, without anything but digits, is the code. */
  pattern: RegExp;
}

const rules: Record<string, PostalRule> = {
  // The old code (1425), or the new one with the province's letter and the block's three (C1425ABC).
  AR: { length: 4, pattern: /(?<![\p{L}\d])[A-HJ-NP-Z]?\s?(\d{4})(?:\s?[A-Z]{3})?(?![\p{L}\d])/iu },
  BR: { length: 8, pattern: /(?<!\d)(\d{5}[-.\s]?\d{3}|\d{2}\.\d{3}-?\d{3})(?!\d)/ },
  MX: { length: 5, pattern: /(?<!\d)(\d{5})(?!\d)/ },
  CO: { length: 6, pattern: /(?<!\d)(\d{6})(?!\d)/ },
  CL: { length: 7, pattern: /(?<!\d)(\d{3}[-\s]?\d{4})(?!\d)/ },
  PE: { length: 5, pattern: /(?<!\d)(?:lima\s)?(\d{5})(?!\d)/i },
};
const anyRule: PostalRule = { length: 0, pattern: /(?<![\p{L}\d])([\p{L}\d]{3,10})(?![\p{L}\d])/u };

const ruleOf = (country: string) => rules[country] ?? anyRule;

/** The digits of the postal code in a text ("es 1425", "C1425ABC", "CEP 01310-100"); null when there is none of this country. */
export function readPostalCode(country: string, text: string): string | null {
  const found = ruleOf(country).pattern.exec(text.trim())?.[1];
  if (found === undefined) return null;
  return country in rules ? found.replaceAll(/\D/g, '') : found.toUpperCase();
}

/** A rule of a shipping table as the lowest and the highest code that fall under it; null: it cannot be read. */
export interface CodeRange {
  from: string;
  until: string;
}

/** "1425" one code; "14" or "14*" all that begin so; "1600-1899", "1600 a 1899", "01000-000 a 05999-999" a range. */
export function readCodeRange(country: string, text: string): CodeRange | null {
  const rule = ruleOf(country);
  if (rule === anyRule) {
    const prefix = text.replaceAll(/[\s*]/g, '').toUpperCase();
    return prefix === '' ? null : { from: prefix, until: `${prefix}\uffff` };
  }
  const parts = splitRange(text).map((part) => readBound(country, part, rule));
  const [from, until = from] = parts;
  if (!from || !until || parts.length > 2) return null;
  const range = { from: from.padEnd(rule.length, '0'), until: until.padEnd(rule.length, '9') };
  return range.from <= range.until ? range : null;
}

function splitRange(text: string): string[] {
  const byWord = text.split(/\s+(?:a|al|ate|até|to|hasta|-|–|—)\s+|\.\.|–|—/i);
  if (byWord.length > 1) return byWord;
  const [left = '', right = '', ...more] = text.split('-').map((part) => part.trim());
  // "01310-100" is one code; "1600-1899" and "01000-05999" are ranges.
  return more.length === 0 && right !== '' && left.length === right.length ? [left, right] : [text];
}

function readBound(country: string, text: string, { length }: PostalRule): string | null {
  const bare = text.replaceAll('*', '').trim();
  const digits = country === 'AR' ? (/^[A-Z]?\s?(\d{1,4})(?:\s?[A-Z]{3})?$/i.exec(bare)?.[1] ?? '') : bare.replaceAll(country === 'BR' || country === 'CL' ? /[-.\s]/g : /\s/g, '');
  return /^\d+$/.test(digits) && digits.length <= length ? digits : null;
}

/** How exactly a range meets a code: the more digits both bounds share, the closer; null: it does not. */
export function closeness(range: CodeRange, code: string): number | null {
  if (code < range.from || code > range.until) return null;
  const from = [...range.from];
  const same = from.findIndex((digit, place) => digit !== range.until[place]);
  return same < 0 ? from.length : same;
}

/** Names that people use for the same place. The first is how the others are compared. */
const alike = [
  ['ciudad de buenos aires', 'ciudad autonoma de buenos aires', 'caba', 'capital federal', 'capital', 'c a b a'],
  ['gran buenos aires', 'gba', 'conurbano', 'conurbano bonaerense'],
  ['ciudad de mexico', 'cdmx', 'mexico df', 'distrito federal', 'df', 'd f'],
  ['sao paulo', 'sp', 'sampa'],
  ['rio de janeiro', 'rj'],
  ['minas gerais', 'mg'],
  ['belo horizonte', 'bh'],
  ['rio grande do sul', 'rs'],
  ['santa catarina', 'sc'],
  ['parana', 'pr'],
  ['bahia', 'ba'],
  ['pernambuco', 'pe'],
  ['ceara', 'ce'],
  ['distrito federal', 'brasilia'],
  ['region metropolitana', 'rm', 'santiago', 'santiago de chile', 'gran santiago'],
  ['bogota', 'bogota dc', 'bogota d c'],
  ['ciudad de guatemala', 'guatemala'],
  ['nuevo leon', 'nl'],
  ['estado de mexico', 'edomex', 'edo mex'],
];
const mainNames = new Map(alike.flatMap(([main = '', ...others]) => others.map((other) => [other, main] as const)));

const plain = (place: string) => fold(place).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
const mainOf = (place: string) => mainNames.get(place) ?? place;

/** Whether a place as said ("vivo en san isidro, provincia") is one that a table names. Whole words only. */
export function isPlace(said: string, named: string): boolean {
  const own = plain(named);
  const text = plain(said);
  if (own === '' || text === '') return false;
  const names = [own, mainOf(own), ...alike.filter(([main]) => main === mainOf(own)).flat()];
  return names.some((name) => (name.length <= 2 ? text === name : ` ${text} `.includes(` ${name} `)));
}
