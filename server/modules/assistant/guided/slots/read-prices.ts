import { readNumberAt } from './number-words.ts';
import type { NumberRead } from './number-words.ts';
import type { Found, Said } from './said.ts';
import { wordSet } from './said.ts';

export interface Prices {
  minPrice: number | null;
  maxPrice: number | null;
}

const upTo = /(?:^| )(?:menos de|menos que|hasta|no mas de|no mayor a|menor a|maximo|max|maxima|por debajo de|debajo de|abajo de|que no pase de|que no pasen de|que no supere|que no superen|ate|ate no maximo|no maximo|abaixo de|que nao passe de|que custe ate|under|below|less than|up to|max of|maximum|maximum of|at most|no more than|not more than|cheaper than|within|presupuesto(?: es)?(?: de)?(?: hasta)?|presu(?: de)?|orcamento(?: e)?(?: de)?(?: ate)?|budget(?: is)?(?: of)?|tope(?: de)?|dispongo de|puedo gastar|posso gastar|can spend|gastar)$/u;
const atLeast = /(?:^| )(?:mas de|mas que|desde|a partir de|arriba de|por encima de|minimo|minimo de|mais de|acima de|no minimo|over|more than|above|at least|from|starting at|min)$/u;
const around = /(?:^| )(?:alrededor de|cerca de|unos|unas|uns|tipo|aprox|aproximadamente|mas o menos|mais ou menos|em torno de|por volta de|na faixa de|around|about|approximately|roughly|de unos|de uns)$/u;
const between = wordSet('entre between de from');
const money = wordSet('$ pesos peso reais real reales dolares dolar dollars bucks usd ars brl mxn cop clp soles sol quetzales mangos contos conto pila pilas varos baros euros lucas luca mil k palos s/');
const notMoney = wordSet('dias dia days day horas hora hs hours hour minutos cuotas cuota vezes veces x parcelas unidades pares pares kg kilos gramos cm mm metros litros ml anos anios years meses months semanas weeks % por personas productos talle size puntos estrelas estrellas km am pm de');
const notBefore = wordSet('talle talla tamanho size numero nro dia las calzo uso cp cep pedido orden order');
const joiner = wordSet('y e and a to hasta ate');
const words19xx = 12;

/** Bounds of a price, in major units as said. A bare number counts only after words such as "menos de", and not before a unit. */
export function readPrices(said: Pick<Said, 'words' | 'expects' | 'language'>): Found<Prices> | null {
  const { words } = said;
  for (let index = 0; index < words.length; index += 1) {
    const read = readNumberAt(words, index);
    if (!read) continue;
    const found = readBetween(words, read) ?? readBound(words, read) ?? readAsked(said, read);
    if (found) return found;
    index = read.to - 1;
  }
  return null;
}

/** "entre 20 y 30 lucas", "from 50 to 80 dollars", "$20-30": a scale behind the second holds for the first. */
function readBetween(words: readonly string[], first: NumberRead): Found<Prices> | null {
  const start = skipSigns(words, first.from);
  const opener = words[start - 1] ?? '';
  const afterFirst = skipMoney(words, first.to);
  if (!joiner.has(words[afterFirst] ?? '')) return null;
  const second = readNumberAt(words, skipSignsForward(words, afterFirst + 1));
  if (!second || second.value <= 0) return null;
  const end = skipMoney(words, second.to);
  const isMoney = end > second.to || afterFirst > first.to || second.hasScale || first.hasScale || (words[first.from] ?? '').startsWith('$') || start < first.from;
  const isOpened = opener === 'entre' || opener === 'between' || (between.has(opener) && isMoney);
  if ((!isOpened && !(isMoney && second.hasScale)) || isUnit(words, end, isMoney) || (!isMoney && second.value < words19xx)) return null;
  const scale = second.hasScale && !first.hasScale && first.value < 1000 ? scaleOf(second) : 1;
  const low = first.value * scale;
  return { value: { minPrice: Math.min(low, second.value), maxPrice: Math.max(low, second.value) }, from: isOpened ? start - 1 : start, to: end };
}

const scaleOf = ({ value }: NumberRead) => (value >= 1e6 ? 1e6 : 1000);

function readBound(words: readonly string[], read: NumberRead): Found<Prices> | null {
  const start = skipSigns(words, read.from);
  const before = words.slice(Math.max(0, start - 4), start).filter((word) => !/^(?:los|las|os|as|the|de los)$/.test(word)).join(' ');
  const end = skipMoney(words, read.to);
  const isMoney = end > read.to || start < read.from || read.hasScale || (words[read.from] ?? '').startsWith('$');
  if (read.value <= 0 || isUnit(words, end, isMoney) || (!isMoney && (notBefore.has(words[start - 2] ?? '') || /[:/-]/.test(words[read.from] ?? '') || read.value < words19xx))) return null;
  // "Calza 37, tope 80 lucas": the number before the limit is none of its words.
  const span = { from: Math.max(0, start - (start > 1 && readNumberAt(words, start - 2) ? 1 : 2)), to: end };
  // "más o menos 50" is about 50, not "menos".
  if (around.test(before) && isMoney) return { value: { minPrice: roundTo(read.value * 0.75), maxPrice: roundTo(read.value * 1.25) }, ...span };
  if (upTo.test(before)) return { value: { minPrice: null, maxPrice: read.value }, ...span };
  if (atLeast.test(before) && isMoney && !/desde|from/.test(before)) return { value: { minPrice: read.value, maxPrice: null }, ...span };
  const isAfter = /^(?:o menos|ou menos|or less|or under|max|maximo|no maximo|como mucho|tops|para abajo|pra baixo)\b/u.test(words.slice(end, end + 3).join(' '));
  return isAfter ? { value: { minPrice: null, maxPrice: read.value }, from: start, to: end + 2 } : null;
}

/** We asked how much it may cost. */
function readAsked({ words, expects }: Pick<Said, 'words' | 'expects'>, read: NumberRead): Found<Prices> | null {
  return expects === 'maxPrice' && read.value > 0 ? { value: { minPrice: null, maxPrice: read.value }, from: read.from, to: skipMoney(words, read.to) } : null;
}

const isUnit = (words: readonly string[], at: number, isMoney: boolean) => !isMoney && notMoney.has(words[at] ?? '');
const roundTo = (value: number) => Math.round(value * 100) / 100;

function skipMoney(words: readonly string[], at: number): number {
  let to = at;
  while (money.has(words[to] ?? '')) to += 1;
  return to;
}

function skipSigns(words: readonly string[], at: number): number {
  let from = at;
  while (/^(?:\$|r\$|us\$|usd|ars|s\/|mxn|r|u\$s)$/.test(words[from - 1] ?? '') && from > 0) from -= 1;
  return from;
}

function skipSignsForward(words: readonly string[], at: number): number {
  let to = at;
  while (/^(?:\$|r\$|us\$|usd|ars|los|las|os|the)$/.test(words[to] ?? '')) to += 1;
  return to;
}
