import { withoutStreets } from './place-names.ts';

/** How a country writes its postal codes. Codes are compared by their digits. */
interface PostalRule {
  length: number;
  /** Finds a code in a text; the first group, without anything but digits, is the code. */
  pattern: RegExp;
  /** A street's number looks the same. */
  isShort: boolean;
}

const rules: Record<string, PostalRule> = {
  // The old code (1425), or the new one with the province's letter and the block's three (C1425ABC).
  AR: { length: 4, isShort: true, pattern: /(?<![\p{L}\d])[A-HJ-NP-Z]?\s?(\d{4})(?:\s?[A-Z]{3})?(?![\p{L}\d])/iu },
  BR: { length: 8, isShort: false, pattern: /(?<!\d)(\d{5}[-.\s]?\d{3}|\d{2}\.\d{3}-?\d{3})(?!\d)/ },
  MX: { length: 5, isShort: false, pattern: /(?<!\d)(\d{5})(?!\d)/ },
  CO: { length: 6, isShort: false, pattern: /(?<!\d)(\d{6})(?!\d)/ },
  CL: { length: 7, isShort: false, pattern: /(?<!\d)(\d{3}[-\s]?\d{4})(?!\d)/ },
  PE: { length: 5, isShort: false, pattern: /(?<!\d)(?:lima\s)?(\d{5})(?!\d)/i },
};
// Of a country that we have no rule for, whatever holds a digit.
const anyRule: PostalRule = { length: 0, isShort: true, pattern: /(?<![\p{L}\d])((?=\p{L}*\d)[\p{L}\d]{3,10})(?![\p{L}\d])/u };

const ruleOf = (country: string) => rules[country] ?? anyRule;

/** The digits of the postal code in a text ("es 1425", "C1425ABC", "CEP 01310-100"); null when there is none of this country. */
export function readPostalCode(country: string, text: string): string | null {
  const found = ruleOf(country).pattern.exec(text.trim())?.[1];
  if (found === undefined) return null;
  return country in rules ? found.replaceAll(/\D/g, '') : found.toUpperCase();
}

// At the beginning, or after a word that says so: "Quilmes, cp 1878", "vivo en el 1425"; not "Corrientes 1234", and not "Corrientes al 1200".
const introduced = /(?:^|(?<![\p{L}\d])(?:c\.?\s?p\.?|codigo|postal|cep|zip|code|es|el|en|de))[\s.:]*$/u;

/** The postal code in words about a place; null when there is none, or when the number may as well be a street's. */
export function readCodeInPlace(country: string, place: string): string | null {
  const rule = ruleOf(country);
  const text = withoutStreets(place);
  for (const found of text.matchAll(new RegExp(rule.pattern, `${rule.pattern.flags}g`))) {
    const isCertain = !rule.isShort || (country === 'AR' && /^[a-z]\d{4}/.test(found[0]));
    if (isCertain || introduced.test(text.slice(0, found.index))) return readPostalCode(country, found[0]);
  }
  return null;
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
