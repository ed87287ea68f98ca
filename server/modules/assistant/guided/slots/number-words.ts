/** Numbers as people write and say them in three languages: "42", "1.299,90", "cincuenta mil", "duzentos", "two hundred", "8 y medio". */

export interface NumberRead {
  value: number;
  from: number;
  to: number;
  /** Written with digits. */
  isDigits: boolean;
  /** "mil", "k", "lucas" … stood behind it, so it is money or a crowd. */
  hasScale: boolean;
}

const small: Record<string, number> = {
  cero: 0, zero: 0, un: 1, uno: 1, una: 1, um: 1, uma: 1, one: 1, dos: 2, dois: 2, duas: 2, two: 2, tres: 3, three: 3, cuatro: 4, quatro: 4, four: 4, cinco: 5, five: 5, seis: 6, six: 6,
  siete: 7, sete: 7, seven: 7, ocho: 8, oito: 8, eight: 8, nueve: 9, nove: 9, nine: 9, diez: 10, dez: 10, ten: 10, once: 11, onze: 11, eleven: 11, doce: 12, doze: 12, twelve: 12,
  trece: 13, treze: 13, thirteen: 13, catorce: 14, quatorze: 14, catorze: 14, fourteen: 14, quince: 15, quinze: 15, fifteen: 15, dieciseis: 16, dezesseis: 16, sixteen: 16,
  diecisiete: 17, dezessete: 17, seventeen: 17, dieciocho: 18, dezoito: 18, eighteen: 18, diecinueve: 19, dezenove: 19, nineteen: 19, veintiuno: 21, veintiun: 21, veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25,
  veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29,
};
const tens: Record<string, number> = {
  veinte: 20, vinte: 20, twenty: 20, treinta: 30, trinta: 30, thirty: 30, cuarenta: 40, quarenta: 40, forty: 40, fourty: 40, cincuenta: 50, cinquenta: 50, fifty: 50, sesenta: 60, sessenta: 60, sixty: 60,
  setenta: 70, seventy: 70, ochenta: 80, oitenta: 80, eighty: 80, noventa: 90, ninety: 90,
};
const hundreds: Record<string, number> = {
  cien: 100, ciento: 100, cem: 100, cento: 100, doscientos: 200, doscientas: 200, duzentos: 200, trescientos: 300, trezentos: 300, cuatrocientos: 400, quatrocentos: 400, quinientos: 500, quinhentos: 500,
  seiscientos: 600, seiscentos: 600, setecientos: 700, setecentos: 700, ochocientos: 800, oitocentos: 800, novecientos: 900, novecentos: 900,
};
const scales: Record<string, number> = {
  mil: 1000, k: 1000, lucas: 1000, luca: 1000, thousand: 1000, grand: 1000, palo: 1e6, palos: 1e6, millon: 1e6, millones: 1e6, milhao: 1e6, milhoes: 1e6, million: 1e6, mi: 1e6,
};
const joins = new Set(['y', 'e', 'and']);

export function readNumberAt(words: readonly string[], from: number): NumberRead | null {
  const word = words[from] ?? '';
  const digits = readDigits(word);
  if (digits) return withScale(words, { value: digits.value, from, to: from + 1, isDigits: true, hasScale: digits.hasScale });
  const spoken = readSpoken(words, from);
  if (spoken) return withScale(words, { ...spoken, from, isDigits: false, hasScale: false });
  // "mil pesos": the scale alone; "k" and "mi" alone are other words.
  const scale = word === 'mil' || word === 'luca' ? scales[word] : undefined;
  return scale === undefined ? null : continueSum(words, { value: scale, from, to: from + 1, isDigits: false, hasScale: true });
}

/** "50", "$50", "1.299,90", "30k", "1,5k"; null: no number. */
function readDigits(word: string): { value: number; hasScale: boolean } | null {
  const match = /^(?:[a-z]{0,3}\$|\$)?(\d[\d.,]*)(k|mil|lucas|luca)?$/u.exec(word);
  if (!match?.[1]) return null;
  const value = parseAmount(match[1]);
  return value === null ? null : { value: value * (match[2] ? 1000 : 1), hasScale: match[2] !== undefined };
}

/** A point or comma before exactly three last digits groups thousands; the last one before other digits is the decimal sign. */
export function parseAmount(text: string): number | null {
  const marks = [...text.matchAll(/[.,]/g)];
  const last = marks.at(-1);
  if (!last) return toNumber(text);
  const decimals = text.length - last.index - 1;
  const isOneKind = marks.every(([mark]) => mark === last[0]);
  const isGrouping = decimals === 3 && (isOneKind || marks.length > 1) && !text.startsWith('0');
  if (isGrouping) return toNumber(text.replace(/[.,]/g, ''));
  return toNumber(`${text.slice(0, last.index).replace(/[.,]/g, '')}.${text.slice(last.index + 1)}`);
}

const toNumber = (text: string): number | null => (text.length <= 12 && Number.isFinite(Number(text)) ? Number(text) : null);

function readSpoken(words: readonly string[], from: number): { value: number; to: number } | null {
  let value = 0;
  let to = from;
  const take = (table: Record<string, number>): boolean => {
    const part = Object.hasOwn(table, words[to] ?? '') ? table[words[to] ?? ''] : undefined;
    if (part === undefined) return false;
    value += part;
    to += 1;
    return true;
  };
  const skipJoin = (...tables: Record<string, number>[]) => {
    if (to > from && joins.has(words[to] ?? '') && tables.some((table) => Object.hasOwn(table, words[to + 1] ?? ''))) to += 1;
  };
  if (!take(hundreds) && (words[from + 1] === 'hundred') && take(small)) {
    value *= 100;
    to += 1;
  }
  if (value === 0 || value >= 100) {
    skipJoin(tens, small);
    if (take(tens)) {
      skipJoin(small);
      if (Object.hasOwn(small, words[to] ?? '') && (small[words[to] ?? ''] ?? 99) < 10) take(small);
    } else if (value === 0 || to > from) take(small);
  }
  return to > from ? { value, to } : null;
}

function withScale(words: readonly string[], read: NumberRead): NumberRead {
  const scale = Object.hasOwn(scales, words[read.to] ?? '') ? scales[words[read.to] ?? ''] : undefined;
  if (scale === undefined || read.hasScale) return read;
  return continueSum(words, { ...read, value: read.value * scale, to: read.to + 1, hasScale: true });
}

/** "dos mil quinientos": what follows a thousand and is less is added. */
function continueSum(words: readonly string[], read: NumberRead): NumberRead {
  if (read.isDigits) return read;
  const from = joins.has(words[read.to] ?? '') ? read.to + 1 : read.to;
  const rest = readSpoken(words, from);
  return rest && rest.value >= 10 && rest.value < 1000 ? { ...read, value: read.value + rest.value, to: rest.to } : read;
}
