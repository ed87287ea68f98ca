import type { Claim } from './claim.ts';
import { numberPattern, readNumber } from './read-number.ts';
import type { Reading } from './reading.ts';

type Amount = Extract<Claim, { kind: 'amount' }>;

/** Which currencies a sign or word can stand for. `$` and "pesos" are many things. */
const pesos = ['ARS', 'MXN', 'CLP', 'COP', 'UYU', 'DOP', 'CUP', 'PHP'];
const currenciesOf: [pattern: RegExp, currencies: string[] | null][] = [
  [/^(us\$|u\$s|u\$d|usd|dolar(es)?|dollars?|bucks?)$/, ['USD']],
  [/^(r\$|brl|reais|real)$/, ['BRL']],
  [/^(s\/\.?|pen|sol(es)?)$/, ['PEN']],
  [/^(€|eur|euros?)$/, ['EUR']],
  [/^(£|gbp|libras?|pounds?)$/, ['GBP']],
  [/^(pesos?|mangos?|lucas?|palos?)$/, pesos],
  [/^(guaranies|pyg)$/, ['PYG']],
  [/^(bolivianos|bob|bs\.?)$/, ['BOB']],
  [/^(colones|crc|₡)$/, ['CRC']],
  [/^(quetzales|gtq)$/, ['GTQ']],
];

const signs = String.raw`us\$|u\$s|u\$d|r\$|mx\$|col\$|clp\$|ar\$|s\/\.?|\$|€|£|₡|\b(?:usd|ars|brl|mxn|cop|clp|pen|uyu|eur|gbp|bob|pyg|crc|gtq|dop)\b`;
const words = String.raw`pesos?|reais|real|soles|sol|dolares|dolar|dollars?|bucks?|euros?|libras|pounds?|mangos?|guaranies|bolivianos|colones|quetzales|usd|ars|brl|mxn|cop|clp|pen|uyu|eur|gbp`;
const times = String.raw`mil(?![a-z])|k(?![a-z])|lucas?|palos?|millones|millon|milhoes|milhao|million`;
/** Words after which a number is a price, whatever its form. */
const priceWords = String.raw`cuestan?|valen?|precio(?: es| final| total)?(?: de)?|salen?(?: a| por)?|quedan? en|quedaria en|total(?: es| de)?|costo(?: es| de)?|por solo|a solo|por apenas|custam?|valem?|preco(?: e| final)?(?: de)?|sai(?:em)?(?: por)?|fica(?:m)? (?:em|por)|costs?|priced? (?:at|is)|the price is|total is|only for|for just|for only|pagas|pagarias|ahorras|economiza|save`;
const bounds = /(menos de|hasta|debajo de|por debajo de|maximo(?: de)?|no mas de|entre|desde|a partir de|mas de|arriba de|abaixo de|ate|acima de|under|below|up to|less than|over|between|from|or less|and)\s*$/;

const spaced = String.raw`\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?!\d)|${numberPattern}`;
const marked = new RegExp(String.raw`(?<sign>${signs})\s*(?<number>${spaced})\s*(?<times>${times})?`, 'g');
const named = new RegExp(String.raw`(?<![\d.,])(?<number>${spaced})\s*(?<times>${times})?\s*(?:de\s+)?(?<word>(?:${words})(?![a-z])|[$€£₡])`, 'g');
const priced = new RegExp(String.raw`\b(?:${priceWords})\s*:?\s*(?<number>${numberPattern})\s*(?<times>${times})?(?!\s*(?:%|por ?ciento|por cento|percent|dias?|horas?|hs\b|unidades?|pares?|cuotas|parcelas|talles?))`, 'g');
const multiplied = new RegExp(String.raw`(?<![\d.,])(?<number>${numberPattern})\s*(?<times>${times})`, 'g');

/** Every sum of money, in any of the writings: "$ 1.299,90", "R$1.299", "1299 pesos", "cuesta 1299", "50 mil", "20k". Takes its places out of the reading. */
export function readAmounts(reading: Reading): Amount[] {
  return [marked, named, priced, multiplied].flatMap((pattern) =>
    reading.take(pattern, (match, before, after) => {
      const { number = '', times: factor, sign, word } = match.groups ?? {};
      const mark = (sign ?? word ?? (/^(lucas?|palos?)$/.test(factor ?? '') ? factor : undefined))?.trim();
      return { kind: 'amount', values: readNumber(number).map((value) => value * timesOf(factor)), currencies: mark === undefined ? null : currencyOf(mark), isBound: bounds.test(before), around: `${before} ${after}`, text: match[0].trim() };
    }),
  );
}

function timesOf(factor: string | undefined): number {
  if (!factor) return 1;
  return /^(mill|milh|palo)/.test(factor) ? 1_000_000 : 1000;
}

function currencyOf(mark: string): string[] | null {
  const known = currenciesOf.find(([pattern]) => pattern.test(mark))?.[1];
  if (known) return known;
  const code = mark.toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? [code] : null;
}
