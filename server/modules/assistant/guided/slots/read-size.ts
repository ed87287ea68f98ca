import type { Slots } from '../understanding.ts';
import { readNumberAt } from './number-words.ts';
import type { Found, Said } from './said.ts';
import { wordSet } from './said.ts';

type Size = NonNullable<Slots['size']>;
type System = Size['system'];

const sizeWords = wordSet('talle talles talla tallas tamanho tamanhos tam size sizes sz nro numero num numeracao numeracion calzo calzas calco calza calca calce uso visto wear wears medida n');
/** "el número 42" is a size in a shop of shoes, "número de pedido" is not. */
const notSizes = wordSet('pedido orden order compra seguimiento rastreo tracking telefono telefone phone guia cep cp postal tarjeta cartao card factura opcion opcao');
const letters: Record<string, string> = {
  xxs: 'XXS', xs: 'XS', xxl: 'XXL', xxxl: 'XXXL', xl: 'XL', '2xl': 'XXL', '3xl': 'XXXL', '4xl': '4XL', '5xl': '5XL', gg: 'GG', xg: 'XG', xgg: 'XGG', pp: 'PP', eg: 'EG', '2x': 'XXL', '3x': 'XXXL',
};
/** Only after a word about sizes, or "en M": alone they are ordinary words. */
const shyLetters: Record<string, string> = { s: 'S', m: 'M', l: 'L', p: 'P', g: 'G', u: 'U', unico: 'U', unica: 'U' };
const named: Record<string, Record<string, string>> = {
  es: { chico: 'S', chica: 'S', pequeno: 'S', pequena: 'S', mediano: 'M', mediana: 'M', grande: 'L' },
  pt: { pequeno: 'P', pequena: 'P', medio: 'M', media: 'M', grande: 'G' },
  en: { small: 'S', medium: 'M', large: 'L' },
};
const systems: Record<string, System> = {
  us: 'US', usa: 'US', eeuu: 'US', eua: 'US', american: 'US', americano: 'US', americana: 'US', americanos: 'US', gringo: 'US', gringa: 'US', eu: 'EU', eur: 'EU', europeo: 'EU', europea: 'EU', europeu: 'EU', european: 'EU', europa: 'EU', uk: 'UK', ingles: 'UK', inglesa: 'UK', british: 'UK',
  ar: 'AR', arg: 'AR', argentino: 'AR', argentina: 'AR', br: 'BR', bra: 'BR', brasil: 'BR', brasilero: 'BR', brasileiro: 'BR', brasileira: 'BR', brasileno: 'BR', brazil: 'BR', brazilian: 'BR', mx: 'MX', mex: 'MX', mexico: 'MX', mexicano: 'MX', mexicana: 'MX', mexican: 'MX', cm: 'CM', cms: 'CM', centimetros: 'CM', centimeters: 'CM',
};
/** "The tee, medium black". */
const colourWord = /^(?:black|white|blue|red|green|pink|gr[ae]y|yellow|navy|brown|beige|purple|orange)$/u;
const fillers = wordSet('de del el la o a en no do da numero nro number es e is in the um un una uma eh em');
/** What follows a number that is no size. */
const units = wordSet('dias dia days day horas hs hrs hours minutos cuotas cuota vezes veces x parcelas pesos reais dolares mil k lucas % unidades pares anos months meses semanas semana weeks kg kilos gramos g am pm personas productos items pulgadas porciento ciento off');

/** The size and its system, as said; null: none. "42" alone counts when we asked for a size, or when it can be nothing else. */
export function readSize(said: Said): Found<Size> | null {
  const { words } = said;
  for (let index = 0; index < words.length; index += 1) {
    const found = readSizeAt(said, index);
    if (found) return found;
  }
  return null;
}

function readSizeAt(said: Said, index: number): Found<Size> | null {
  const { words } = said;
  const word = words[index] ?? '';
  const glued = /^(us|eu|eur|uk|br|ar|mx|t)(\d{1,2}(?:[.,]5)?)$|^(\d{1,2}(?:[.,]5)?)(us|eu|eur|uk|br|ar|mx|cm)$/u.exec(word);
  if (glued) return { value: { value: plain(glued[2] ?? glued[3] ?? ''), system: systems[glued[1] ?? glued[4] ?? ''] ?? null }, from: index, to: index + 1 };
  if (Object.hasOwn(letters, word) && !(word.endsWith('x') && !isAfterSizeWord(words, index))) return { value: { value: letters[word] ?? word, system: null }, from: spanStart(words, index), to: index + 1 };
  return readLetters(said, index) ?? readNumber(said, index);
}

function readLetters({ words, language, expects }: Said, index: number): Found<Size> | null {
  const word = words[index] ?? '';
  const byName = named[language]?.[word];
  const isExtra = words[index - 1] === 'extra' || words[index - 1] === 'x';
  const isTold = isAfterSizeWord(words, index) || (expects === 'size' && words.length <= 4) || (language === 'en' && (words[index + 1] === 'size' || /^(?:meant|mean)$/.test(words[index - 1] ?? '') || colourWord.test(words[index + 1] ?? '') || colourWord.test(words[index - 1] ?? '') || (words[index - 1] === 'in' && !/^(?:quantit\w*|amounts?|numbers?|part|bags?|box\w*)$/.test(words[index + 1] ?? ''))));
  if (byName && (isTold || isExtra || (language === 'en' && /^(?:a|in|the)$/.test(words[index - 1] ?? '') && word !== 'large' && words.length <= 8))) {
    const value = isExtra ? (byName === 'S' || byName === 'P' ? 'XS' : 'XL') : byName;
    return { value: { value, system: null }, from: spanStart(words, isExtra ? index - 1 : index), to: index + 1 };
  }
  const shy = Object.hasOwn(shyLetters, word) ? shyLetters[word] : undefined;
  const isAfterIn = /^(?:en|no|in|em|el|la|un|uma?|numa?|the|pra|pro|para|por)$/.test(words[index - 1] ?? '') && word.length === 1;
  const isNear = isTold || isAfterIn || (words.length === 1 && expects === 'size') || isListed(words, index);
  return shy && isNear ? { value: { value: shy, system: null }, from: spanStart(words, index), to: index + 1 } : null;
}

/** "talle S o M": the first of them is taken; "s/m" stays whole words apart. */
const isListed = (words: readonly string[], index: number) => /^(?:o|ou|or|u)$/.test(words[index + 1] ?? '') && Object.hasOwn(shyLetters, words[index + 2] ?? '') && isAfterSizeWord(words, index);

function readNumber(said: Said, index: number): Found<Size> | null {
  const { words, expects } = said;
  const range = /^(\d{2})[x/-](\d{2})$/.exec(words[index] ?? '');
  if (range && isAfterSizeWord(words, index)) return { value: { value: `${range[1]}x${range[2]}`, system: null }, from: spanStart(words, index), to: index + 1 };
  const read = readNumberAt(words, index);
  if (!read || read.hasScale || /[$:/#%]/.test(words[index] ?? '')) return null;
  const half = readHalf(words, read.to);
  const value = read.value + (half ? 0.5 : 0);
  const end = half ?? read.to;
  const after = readSystem(words, end, said.language);
  const before = readSystemBefore(words, index, said.language);
  const system = after?.system ?? before ?? null;
  if (value < 1 || value > 60 || (value * 2) % 1 !== 0) return null;
  const isUnit = units.has(words[end] ?? '') && !after;
  const isTold = system !== null || isAfterSizeWord(words, index);
  const isAsked = expects === 'size' && words.length <= 6;
  if (!isTold && (isUnit || (!isAsked && !isSizeByPlace(said, index, value, read.isDigits)))) return null;
  if (isTold && isUnit && system === null) return null;
  return { value: { value: String(value), system }, from: spanStart(words, index), to: after?.to ?? end };
}

/** "y medio", "e meio", "and a half", "1/2"; gives the place after it. */
function readHalf(words: readonly string[], at: number): number | null {
  if (words[at] === '1/2') return at + 1;
  if (/^(?:y|e|and|con)$/.test(words[at] ?? '') && /^(?:medio|media|meio|meia|half)$/.test(words[at + 1] ?? '')) return at + 2;
  return words[at] === 'and' && words[at + 1] === 'a' && words[at + 2] === 'half' ? at + 3 : null;
}

function readSystem(words: readonly string[], at: number, language: string): { system: System; to: number } | null {
  for (let skip = 0; skip <= 2; skip += 1) {
    const word = words[at + skip] ?? '';
    // "eu" is "I" in Portuguese.
    const isPronoun = language === 'pt' && word === 'eu' && skip > 0;
    const system = Object.hasOwn(systems, word) && !isPronoun ? systems[word] : undefined;
    if (system) return { system, to: at + skip + 1 };
    if (!/^(?:de|da|do|en|talle|size|numeracion|numeracao|medida)$/.test(word)) return null;
  }
  return null;
}

const readSystemBefore = (words: readonly string[], at: number, language: string): System => {
  const word = words[at - 1] ?? '';
  return Object.hasOwn(systems, word) && !(language === 'pt' && word === 'eu') && word.length <= 4 && word !== 'cm' ? (systems[word] ?? null) : null;
};

function isAfterSizeWord(words: readonly string[], index: number): boolean {
  for (let back = 1; back <= 4; back += 1) {
    const word = words[index - back];
    if (word === undefined) return false;
    if (sizeWords.has(word)) return !words.slice(Math.max(0, index - back - 2), index).some((near) => notSizes.has(near));
    if (!fillers.has(word) && !Object.hasOwn(systems, word) && !Object.hasOwn(letters, word) && !/^(?:or|ou|soy|sou)$/.test(word)) return false;
  }
  return false;
}

/** Numbers that shoes and clothes go by, where a size stands: "en 42", "el 38", "soy 40", a lone "41". */
function isSizeByPlace({ words, language }: Said, index: number, value: number, isDigits: boolean): boolean {
  const before = words[index - 1] ?? '';
  const isShoe = value >= 33 && value <= 47;
  if (words.length === 1) return isShoe && isDigits;
  const isClothing = isShoe || (value >= 20 && value <= 60 && value % 2 === 0);
  if (/^(?:en|no|em|in|soy|sou|calzo|numa|num|im)$/.test(before)) return isClothing || (language === 'en' && before !== 'no' && value >= 4 && value <= 16) || (before === 'en' && (value * 2) % 2 === 1);
  if (/^(?:el|la|o|los|del|al|the|hay|tem|tenes|tienen)$/.test(before)) return isShoe && isDigits;
  return before === 'a' && language === 'en' && /^(?:im|am|wear|usually|normally|need)$/.test(words[index - 2] ?? '') && value >= 3 && value <= 47;
}

function spanStart(words: readonly string[], index: number): number {
  let from = index;
  while (from > 0 && index - from < 4 && (sizeWords.has(words[from - 1] ?? '') || (fillers.has(words[from - 1] ?? '') && index - from < 3) || Object.hasOwn(systems, words[from - 1] ?? ''))) from -= 1;
  return from;
}

const plain = (value: string) => value.replace(',', '.');
