import type { Language } from '#contract/language';
import type { Claim, DurationUnit } from './claim.ts';
import { digitsForWords } from './number-words.ts';
import { foldedText, plainText } from './plain-text.ts';
import { readAmounts } from './read-amounts.ts';
import { readDays } from './read-days.ts';
import { numberPattern, readNumber } from './read-number.ts';
import { makeReading } from './reading.ts';
import type { Reading } from './reading.ts';

export interface ReadContext {
  language: Language;
  /** The day of the shop's clock, such as 2026-12-01. */
  todayOn: string;
  /** Names that may be quoted with the figures in them: "iPhone 13", "Pack x3". */
  titles: readonly string[];
}

/** Everything checkable that a text states. What cannot be told apart counts as the stricter thing. Pure. */
export function readClaims(text: string, context: ReadContext): Claim[] {
  const plain = plainText(text);
  const links = readLinks(plain);
  const withoutLinks = links.reduce((rest, { text: link }) => rest.replace(link, ' '.repeat(link.length)), plain);
  const quiet = blankTitles(withoutLinks, context.titles);
  const codes = readCodes(quiet);
  const withoutCodes = codes.reduce((rest, { text: code }) => rest.replaceAll(code, ' '.repeat(code.length)), quiet);
  const reading = makeReading(digitsForWords(foldedText(withoutCodes), context.language));
  return [
    ...links,
    ...codes,
    ...readReferences(reading),
    ...readPercents(reading),
    ...readDays(reading, context.todayOn),
    ...readInstallments(reading),
    ...readDurations(reading),
    ...readStock(reading),
    ...readAmounts(reading),
    ...readTimes(reading),
    ...readRest(reading),
  ];
}

/** A title with figures in it is a name; one that states a sum of money is not let through with it. */
function blankTitles(plain: string, titles: readonly string[]): string {
  const folded = foldedText(plain);
  let [result, shadow] = [plain, folded];
  for (const title of titles.toSorted((left, right) => right.length - left.length)) {
    const name = foldedText(plainText(title)).trim();
    if (name.length < 2 || !/\d/.test(name) || /[$€£]|\b(pesos|reais|usd|mil)\b/.test(name)) continue;
    for (let at = shadow.indexOf(name); at >= 0; at = shadow.indexOf(name, at + name.length)) {
      if (isInsideWord(shadow, at, at + name.length)) continue;
      result = result.slice(0, at) + ' '.repeat(name.length) + result.slice(at + name.length);
      shadow = shadow.slice(0, at) + ' '.repeat(name.length) + shadow.slice(at + name.length);
    }
  }
  return result;
}

/** "42" is no quotation where the text says "1.429" or "42%". */
function isInsideWord(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 4), start);
  const after = text.slice(end, end + 12);
  return /[\p{L}\p{N}]$|\d[.,]$|[$€£]\s*$/u.test(before) || /^[\p{L}\p{N}]|^[.,]\d|^\s*(%|por ?ciento|por cento|percent|pesos|reais|mil\b|unidades|dias|horas)/u.test(after);
}

const linkPattern = /\b(?:https?:\/\/|www\.)[^\s<>"']+|\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|app|shop|store|link|me|co|ly|page|site|online|info|biz|xyz|dev|ar|br|mx|cl|pe|uy|es|pt|us|eu)(?:\/[^\s<>"']*)?(?![\p{L}\p{N}])/giu;

function readLinks(plain: string): Extract<Claim, { kind: 'link' }>[] {
  return [...plain.matchAll(linkPattern)]
    .filter((match) => plain[match.index - 1] !== '@')
    .map(([text]) => text.replace(/[.,;:!?)\]]+$/, ''))
    .map((text) => ({ kind: 'link', url: text, text }));
}

const codeWord = /\b(?:c[oó]digo|cup[oó]n|cupom|code|coupon|voucher|promo)(?:\s+(?:de\s+descuento|de\s+desconto|promocional|es|é|is|de|:))*\s*[:"“'«]*\s*([\p{L}\p{N}][\p{L}\p{N}_-]{2,39})/giu;
const codeShape = /(?<![\p{L}\p{N}#])(?=[A-Z0-9_-]*[A-Z])(?=[A-Z0-9_-]*\d)[A-Z0-9][A-Z0-9_-]{3,39}(?![\p{L}\p{N}])/gu;
const noCode = /^(de|que|del|para|por|postal|qr|con|no|y|el|la|un|una|es|sin|is|the|to|you|at|in|for|your|do|da|e|o|a|em|seu|tu|su|this|este|esse|ese|descuento|desconto|promocional|válido|valido|se|lo|te|me|si|ya|já)$/iu;

function readCodes(plain: string): Extract<Claim, { kind: 'code' }>[] {
  const named = [...plain.matchAll(codeWord)].flatMap(([, value = '']) => (noCode.test(value) || (/^\p{Ll}+$/u.test(value) && value.length < 16) ? [] : [value]));
  const shaped = [...plain.matchAll(codeShape)].map(([value]) => value);
  return [...new Set([...named, ...shaped])].map((value) => ({ kind: 'code', value, text: value }));
}

function readReferences(reading: Reading): Extract<Claim, { kind: 'reference' }>[] {
  const claim = ([text, value = '']: RegExpMatchArray) => ({ kind: 'reference' as const, value, text: text.trim() });
  return [
    ...reading.take(/#\s?([a-z0-9][a-z0-9-]{1,30})/g, claim),
    ...reading.take(/\b(?:pedido|orden|compra|order|seguimiento|rastreio|rastreo|tracking|guia)\s*(?:numero|n[º°ro]*\.?|number|no\.?|es|e|is|:)*\s*:?\s*(\d[a-z0-9-]{2,30})(?![.,]\d)/g, claim),
    // As long as only numbers of parcels are.
    ...reading.take(/(?<![\d.,])(\d{9,30})(?![.,]?\d)/g, claim),
  ];
}

function readPercents(reading: Reading): Extract<Claim, { kind: 'percent' }>[] {
  const number = String.raw`(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)`;
  const claim = ([text, value = '']: RegExpMatchArray) => ({ kind: 'percent' as const, value: Number(value.replace(',', '.')), text: text.trim() });
  return [
    ...reading.take(new RegExp(String.raw`${number}\s*(?:%|por ?ciento|por cento|per ?cent|porciento|pct)`, 'g'), claim),
    ...reading.take(new RegExp(String.raw`${number}\s*(?:off|de descuento|de desconto|de rebaja|discount)\b`, 'g'), claim),
    ...reading.take(/\b(?:mitad de precio|a mitad de|metade do preco|half price|half off)\b/g, ([text]) => ({ kind: 'percent' as const, value: 50, text })),
    ...reading.take(/\b2\s?x\s?1\b/g, ([text]) => ({ kind: 'percent' as const, value: 50, text })),
  ];
}

const units: [pattern: string, unit: DurationUnit][] = [
  [String.raw`minutos?|minutes?|min\b`, 'minute'],
  [String.raw`horas?|hours?|hs\b|hrs?\b`, 'hour'],
  [String.raw`dias?|days?|jornadas?|(?:business|working) days?`, 'day'],
  [String.raw`semanas?|weeks?`, 'week'],
  [String.raw`meses|mes\b|months?`, 'month'],
  [String.raw`anos?|years?`, 'year'],
];

function readDurations(reading: Reading): Extract<Claim, { kind: 'duration' }>[] {
  return units.flatMap(([pattern, unit]) =>
    reading.take(new RegExp(String.raw`(?<![\d.,])(\d{1,4})(?:\s*(?:a|o|y|e|ou|to|or|-|–|and|hasta|ate)\s*(\d{1,4}))?\s*(?:a |an )?(?:${pattern})`, 'g'), ([text, from = '', until]) => ({
      kind: 'duration' as const,
      from: Number(from),
      until: Number(until ?? from),
      unit,
      text: text.trim(),
    })),
  );
}

function readInstallments(reading: Reading): Extract<Claim, { kind: 'installments' }>[] {
  return reading.take(/(?<![\d.,])(\d{1,2})\s*(?:cuotas?|pagos?|parcelas?|vezes|installments?|msi\b|meses sin)/g, ([text, count = '']) => ({ kind: 'installments', count: Number(count), text: text.trim() }));
}

const stockThings = String.raw`unidad(?:es)?|unidades?|pares?|pzas?|piezas?|pecas?|units?|pieces?|pairs?|articulos?|items?`;

function readStock(reading: Reading): Extract<Claim, { kind: 'stock' }>[] {
  const claim = ([text, count = '']: RegExpMatchArray) => ({ kind: 'stock' as const, count: /^\d+$/.test(count) ? Number(count) : 1, text: text.trim() });
  const number = String.raw`(\d{1,6}(?![\d.,]\d)|un[oa]?|uma?|one)`;
  return [
    ...reading.take(new RegExp(String.raw`\b(?:quedan?|queda solo|restam?|sobram?|only|hay|ha|tenemos|temos|we have|there (?:is|are)|stock(?: de| :|:)?|disponibles?:?)\s*(?:solo|apenas|solamente|so|just|only|unicamente|ya|mas de)?\s*${number}\s*(?:${stockThings}|en stock|em estoque|in stock|left|disponibles?|disponiveis|available)`, 'g'), claim),
    ...reading.take(new RegExp(String.raw`\b(?:quedan?|restam?|sobram?)\s*(?:solo|apenas|solamente|so)?\s*${number}\b(?!\s*(?:dias?|horas?|minutos?|talles?|opciones|opcoes))`, 'g'), claim),
    ...reading.take(new RegExp(String.raw`\b${number}\s*(?:${stockThings})?\s*(?:en stock|em estoque|in stock|left\b|disponibles\b|disponiveis\b)`, 'g'), claim),
    ...reading.take(new RegExp(String.raw`\b(?:ultim[oa]s|last|only)\s*${number}\b(?:\s*(?:${stockThings}))?`, 'g'), (match, _before, after) => (/^\s*(dias|horas|days|hours|semanas|weeks|meses)/.test(after) ? null : claim(match))),
  ];
}

function readTimes(reading: Reading): Extract<Claim, { kind: 'time' }>[] {
  const claim = ([text, hour = '', minute]: RegExpMatchArray) => (Number(hour) > 24 ? null : { kind: 'time' as const, minutes: Number(hour) * 60 + Number(minute ?? 0), text: text.trim() });
  return [...reading.take(/(?<![\d.,])(\d{1,2})[:h](\d{2})(?!\d)/g, claim), ...reading.take(/(?<![\d.,])(\d{1,2})()\s*(?:hs|am|pm|a\.m\.|p\.m\.)(?![a-z])/g, ([text, hour]) => claim([text, hour ?? ''] as unknown as RegExpMatchArray))];
}

/** Whatever else is long or has decimals: no count of things is, so it states something. */
function readRest(reading: Reading): Extract<Claim, { kind: 'number' }>[] {
  return reading.take(new RegExp(String.raw`(?<![\d])${numberPattern}`, 'g'), ([text]) => (/^\d{1,2}$/.test(text) ? null : { kind: 'number' as const, values: readNumber(text), text }));
}
