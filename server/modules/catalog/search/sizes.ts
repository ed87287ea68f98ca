import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ForWhom, SizeSystem } from '#contract/catalog-search';
import { foldText } from './fold-text.ts';

/** A size as printed or said. A range is one size that fits several ("36-40"). */
export type Size = { kind: 'number'; from: number; to: number; system: SizeSystem | null; forWhom: 'women' | 'men' | null } | { kind: 'letter'; letter: string };

export type SizedThing = 'shoe' | 'clothes';

const ShoeRow = z.object({ cm: z.number(), EU: z.number(), AR: z.number(), BR: z.number(), MX: z.number(), US_men: z.number().optional(), US_women: z.number().optional(), UK: z.number().optional() });
type ShoeRow = z.infer<typeof ShoeRow>;
const numbers = z.array(z.coerce.number());
const ClothesRow = z.object({ letter: z.string(), letters: z.array(z.string()), EU: numbers, AR: numbers, BR: numbers, US: numbers, UK: numbers, men: numbers });

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`./sizes/${name}.json`, import.meta.url), 'utf8'));
const shoes = z.object({ rows: z.array(ShoeRow) }).parse(read('shoes')).rows;
const clothes = z.object({ rows: z.array(ClothesRow) }).parse(read('clothes')).rows;

const systemWords: Record<string, SizeSystem> = {
  ar: 'AR', arg: 'AR', argentina: 'AR', argentino: 'AR', br: 'BR', bra: 'BR', brasil: 'BR', brasileiro: 'BR', mx: 'MX', mex: 'MX', mexico: 'MX', mexicano: 'MX', us: 'US', usa: 'US', eua: 'US', americano: 'US',
  eu: 'EU', eur: 'EU', europa: 'EU', europeo: 'EU', europeu: 'EU', uk: 'UK', gb: 'UK', cm: 'CM', cms: 'CM',
};
const systemPattern = Object.keys(systemWords).join('|');
const letterPattern = 'xxxl|xxl|xxs|xxg|xgg|xl|xs|xg|pp|gg|eeg|eg|xch|ch|[smlpg]|[2-5]xl';
const numberPattern = String.raw`\d{1,2}(?:[.,]5)?`;
const womenWords = /\b(w|women|womens|mujer|dama|feminino|femenino)\b/;
const menWords = /\b(m|men|mens|hombre|masculino)\b/;

/** Sizes that a label of the shop gives: "42", "42 AR / 9 US", "36-40", "38 · S", "M". Empty when it is none. */
export function readSizeLabel(label: string): Size[] {
  const text = withHalves(foldText(label)).replace(/^(talle|talla|size|tamanho|tam|numero|nro|no)\.?\s+/, '');
  const letter = new RegExp(`^(${letterPattern})$`).exec(text)?.[1];
  if (letter) return [{ kind: 'letter', letter: canonicalLetter(letter) }];
  return text.split(/\s*[/·|()]\s*|,\s+/).flatMap((part) => readPart(part.trim()));
}

function readPart(part: string): Size[] {
  const letter = new RegExp(`^(${letterPattern})$`).exec(part)?.[1];
  if (letter) return [{ kind: 'letter', letter: canonicalLetter(letter) }];
  const found = new RegExp(`^(?:(${systemPattern})\\s*)?(${numberPattern})(?:\\s*(?:-|–|a|to)\\s*(${numberPattern}))?\\s*(?:(${systemPattern}))?(?:\\s+(?:w|m|women|men|mujer|hombre))?$`).exec(part);
  if (!found?.[2]) return [];
  const from = readNumber(found[2]);
  const forWhom = womenWords.test(part) ? 'women' : menWords.test(part) ? 'men' : null;
  return [{ kind: 'number', from, to: found[3] ? readNumber(found[3]) : from, system: systemWords[found[1] ?? found[4] ?? ''] ?? null, forWhom }];
}

export interface SaidSize {
  size: string;
  system: SizeSystem | null;
  /** Centimetres that no word calls a size: of anything but shoes they are a measure. */
  mayBeMeasure: boolean;
  /** The words without it. */
  rest: string;
}

const saidWith = new RegExp(`\\b(?:talle|talla|size|tamanho|tam|numero|numeracao|nro|num|calzo|calco|n[o°]|n\\.)\\.?\\s*(?:(?:el|o|un|um|de|es)\\s+)?(${numberPattern}|${letterPattern})(?:\\s*(${systemPattern}))?\\b`);
const saidSystem = new RegExp(`\\b(${numberPattern})\\s*(${systemPattern})\\b`);
const systemFirst = new RegExp(`\\b(us|eu|uk|mx|br|ar)\\s+(${numberPattern})\\b`);
const bareShoe = /\b(?:en|el|del|do|no|na|in)\s+(3[3-9]|4[0-8])(?:[.,]5)?\b(?!\s*(?:cm|mm|l|pesos|reais|usd|%))/;

/** A size in a shopper's words: "talle 42", "size 9", "9 US", "en el 38"; null when none was said. */
export function readSaidSize(query: string): SaidSize | null {
  const text = withHalves(foldText(query));
  const named = saidWith.exec(text);
  const found = named ?? saidSystem.exec(text);
  const said = ([whole]: RegExpExecArray, size: string, system = '', mayBeMeasure = false): SaidSize => ({ size, system: systemWords[system] ?? null, mayBeMeasure, rest: text.replace(whole, ' ') });
  if (found?.[1]) {
    const isLength = systemWords[found[2] ?? ''] === 'CM';
    return isLength && !/^(1\d|2\d|3[0-2])/.test(found[1]) ? null : said(found, found[1], found[2], isLength && !named);
  }
  const first = systemFirst.exec(text);
  if (first?.[2]) return said(first, first[2], first[1]);
  const bare = bareShoe.exec(text);
  return bare?.[1] ? said(bare, bare[1]) : null;
}

function readNumber(text: string): number {
  return Number(text.replace(',', '.'));
}

/** "24 1/2" as 24.5. */
const withHalves = (text: string) => text.replaceAll(/(\d)\s*1\/2\b/g, '$1.5');

function canonicalLetter(letter: string): string {
  const upper = letter.toUpperCase().replace(/^([2-5])XL$/, (_, times: string) => `${'X'.repeat(Number(times))}L`);
  return clothes.find((row) => row.letter === upper || row.letters.includes(upper))?.letter ?? upper;
}

/** The system of a number that names none, by its range: nobody prints 9 for an Argentine shoe. */
function systemOf({ from, system }: Extract<Size, { kind: 'number' }>, home: SizeSystem, thing: SizedThing): SizeSystem {
  if (system !== null) return system === 'CM' ? 'MX' : system;
  if (thing === 'clothes') return home;
  if (from >= 33) return home === 'BR' || home === 'EU' ? home : 'AR';
  return from >= 16 ? 'MX' : 'US';
}

/** Lengths of foot in cm that a shoe size may mean, likeliest first. */
function footLengths(size: Extract<Size, { kind: 'number' }>, number: number, forWhom: ForWhom | null, home: SizeSystem): number[] {
  const system = systemOf(size, home, 'shoe');
  const columns: (keyof ShoeRow)[] = system === 'US' ? usColumns(forWhom) : system === 'MX' || system === 'CM' ? ['cm'] : [system];
  return columns.flatMap((column) => lengthAt(column, number) ?? []);
}

const usColumns = (forWhom: ForWhom | null): (keyof ShoeRow)[] => (forWhom === 'women' ? ['US_women'] : forWhom === 'men' ? ['US_men'] : ['US_men', 'US_women']);

/** Between the rows of the table by a straight line; null outside it. */
function lengthAt(column: keyof ShoeRow, value: number): number | null {
  for (const [at, row] of shoes.entries()) {
    const [here, next] = [row[column], shoes[at + 1]];
    if (here === undefined) continue;
    if (here === value) return row.cm;
    const after = next?.[column];
    if (next && after !== undefined && here < value && value < after) return row.cm + ((value - here) / (after - here)) * (next.cm - row.cm);
  }
  return null;
}

/** Half the step between two whole sizes of Paris points, and a hair. */
const tolerance = 0.34;

export interface SizeWish {
  size: string;
  system: SizeSystem | null;
  forWhom: ForWhom | null;
  /** The system of the shop's own labels, by its country. */
  home: SizeSystem;
}

/**
 * How well a label of the shop meets a wish, 0 (not) to 1 (the very size). What is printed counts before what is converted, and a nearer
 * conversion before a farther one.
 */
export function matchSize(labels: readonly Size[], wish: SizeWish, thing: SizedThing): number {
  const [wanted] = readSizeLabel(`${wish.size}${wish.system && /\d/.test(wish.size) ? ` ${wish.system}` : ''}`);
  if (!wanted) return 0;
  return Math.max(0, ...labels.map((label) => matchOne(label, wanted, wish, thing)));
}

function matchOne(label: Size, wanted: Size, wish: SizeWish, thing: SizedThing): number {
  if (label.kind === 'letter' || wanted.kind === 'letter') return matchLetters(label, wanted, wish);
  if (systemOf(wanted, wish.home, thing) === systemOf(label, wish.home, thing)) return wanted.from >= label.from && wanted.from <= label.to ? 1 : 0;
  if (thing === 'clothes') return lettersOf(wanted, wish).some((letter) => lettersOf(label, wish).includes(letter)) ? 0.7 : 0;
  const [likeliest] = footLengths(wanted, wanted.from, wish.forWhom ?? wanted.forWhom, wish.home);
  const from = footLengths(label, label.from, label.forWhom ?? wish.forWhom, wish.home)[0];
  const to = footLengths(label, label.to, label.forWhom ?? wish.forWhom, wish.home)[0];
  if (likeliest === undefined || from === undefined || to === undefined) return 0;
  const away = Math.max(0, from - likeliest, likeliest - to);
  // Of two as near, the larger: a shoe that is a little long can be worn.
  return away <= tolerance ? 0.89 - away / 2 + (from >= likeliest ? 0.01 : 0) : 0;
}

function matchLetters(label: Size, wanted: Size, wish: SizeWish): number {
  if (label.kind === 'letter' && wanted.kind === 'letter') return label.letter === wanted.letter ? 1 : 0;
  const [letter, number] = label.kind === 'letter' ? [label.letter, wanted] : [(wanted as { letter: string }).letter, label];
  return lettersOf(number, wish).includes(letter) ? 0.7 : 0;
}

/** Letters that a number of clothes stands for. */
function lettersOf(size: Size, { home, forWhom }: SizeWish): string[] {
  if (size.kind === 'letter') return [size.letter];
  const system = size.system ?? home;
  if (system === 'CM') return [];
  const column = system === 'MX' ? 'US' : system;
  return clothes.filter((row) => (forWhom === 'men' && row.men.length > 0 && system !== 'US' ? row.men : row[column]).some((number) => number >= size.from && number <= size.to)).map(({ letter }) => letter);
}

export interface Conversion {
  system: SizeSystem;
  size: string;
}

/** The same size in every other system, to the half; empty when the size is not in the table. Letters are given in the numbers of each country. */
export function convertSize(wish: SizeWish, thing: SizedThing): Conversion[] {
  const [wanted] = readSizeLabel(`${wish.size}${wish.system && /\d/.test(wish.size) ? ` ${wish.system}` : ''}`);
  if (!wanted) return [];
  if (wanted.kind === 'letter' || thing === 'clothes') return convertClothes(wanted, wish);
  const [length] = footLengths(wanted, wanted.from, wish.forWhom ?? wanted.forWhom, wish.home);
  if (length === undefined) return [];
  const us = wish.forWhom === 'women' ? 'US_women' : 'US_men';
  const columns: [SizeSystem, keyof ShoeRow][] = [['AR', 'AR'], ['BR', 'BR'], ['MX', 'MX'], ['US', us], ['EU', 'EU'], ['UK', 'UK'], ['CM', 'cm']];
  return columns.flatMap(([system, column]) => {
    const value = valueAt(column, length);
    return value === null ? [] : [{ system, size: String(Math.round(value * 2) / 2) }];
  });
}

function valueAt(column: keyof ShoeRow, length: number): number | null {
  for (const [at, row] of shoes.entries()) {
    const [here, next] = [row[column], shoes[at + 1]];
    if (here === undefined) continue;
    if (row.cm === length) return here;
    const after = next?.[column];
    if (next && after !== undefined && row.cm < length && length < next.cm) return here + ((length - row.cm) / (next.cm - row.cm)) * (after - here);
  }
  return null;
}

function convertClothes(wanted: Size, wish: SizeWish): Conversion[] {
  const [letter] = lettersOf(wanted, wish);
  const row = clothes.find((each) => each.letter === letter);
  if (!row) return [];
  return (['AR', 'BR', 'US', 'EU', 'UK'] as const).map((system) => ({ system, size: `${row.letter} (${row[system].join('-')})` }));
}

/** The system of a country's labels. */
export function homeSystem(country: string): SizeSystem {
  if (country === 'BR' || country === 'MX' || country === 'US') return country;
  if (country === 'GB') return 'UK';
  return ['AR', 'UY', 'PY', 'BO', 'PE', 'CO', 'CL', 'EC', 'VE'].includes(country) ? 'AR' : 'EU';
}
