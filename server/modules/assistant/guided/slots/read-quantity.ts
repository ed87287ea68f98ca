import { readNumberAt } from './number-words.ts';
import type { Found, Said } from './said.ts';
import { wordSet } from './said.ts';

export interface Quantity {
  count: number;
  /** "dos más" adds to what is there, "sacá uno" takes away; null: simply so many. */
  change: 'more' | 'fewer' | null;
}

/** A pair of these is one thing of the shop. */
const paired = /^(?:zapat\w*|medias?|meias?|calcetin\w*|tenis|guantes?|luvas?|botas?|botin\w*|sandalia\w*|ojota\w*|chinelo\w*|sneaker\w*|shoes?|socks?|gloves?|boots?|pants|jeans|aros|aretes|brincos|earrings?|anteojos|lentes|oculos|glasses|sunglasses|championes|alpargata\w*|pantuflas?|slippers?)$/u;
const only = wordSet('solo solamente so apenas somente just only nomas unicamente');
const notCounts = wordSet('dias dia days day horas hora hs hours hour minutos cuotas cuota vezes veces parcelas pesos reais dolares dollars bucks mil k lucas % kg kilos gramos cm mm metros litros ml anos anios years year meses months month semanas semana weeks week am pm porciento off us eu uk br ar mx km talle de');
const wantsMore = /^(?:mas|mais|more|extra|adicional|adicionales)$/u;
const takeOut = /^(?:saca|sacame|sacale|quita|quitame|quitale|resta|tira|tirar|remove|drop|take|retira|elimina|borra)$/u;

/** How many; null: not said. Articles ("una remera") count nothing. `taken` are words that sizes, prices and places already hold. */
export function readQuantity(said: Said, taken: (index: number) => boolean): Found<Quantity> | null {
  const { words, expects } = said;
  const corrected = readCorrected(words, taken);
  if (corrected) return corrected;
  for (let index = 0; index < words.length; index += 1) {
    if (taken(index)) continue;
    const found = readPair(said, index) ?? readTimes(words, index) ?? readCount(words, index, expects);
    if (found) return found;
  }
  return null;
}

/** "Puse 5 y eran 3": the number after the correction counts. */
function readCorrected(words: readonly string[], taken: (index: number) => boolean): Found<Quantity> | null {
  for (let index = words.length - 2; index > 0; index -= 1) {
    const isMarked = /^(?:eran|eram|meant)$/.test(words[index] ?? '') || (words[index] === 'be' && /^(?:should|supposed|to)$/.test(words[index - 1] ?? '')) || (words[index] === 'ser' && /^(?:debian|deberian|deviam|pra|para)$/.test(words[index - 1] ?? ''));
    const read = isMarked && !taken(index + 1) ? readNumberAt(words, index + 1) : null;
    if (read && read.to === words.length && Number.isInteger(read.value) && read.value >= 1 && read.value <= 99) return { value: { count: read.value, change: null }, from: index, to: read.to };
  }
  return null;
}

function readPair({ words, language }: Said, index: number): Found<Quantity> | null {
  const word = words[index] ?? '';
  if (!/^(?:par|pares|pair|pairs|couple|docena|docenas|duzia|duzias|dozen)$/u.test(word)) return null;
  const before = readNumberEndingAt(words, index);
  const isDozen = /^(?:do[cz]en|duzia)/.test(word);
  const noun = words[/^(?:de|of)$/.test(words[index + 1] ?? '') ? index + 2 : index + 1] ?? '';
  const each = isDozen ? 12 : paired.test(noun) || (before !== null && before > 1) || (language !== 'es' && word !== 'couple') ? 1 : 2;
  const isHalf = isDozen && /(?:^| )(?:media|meia|half|half an?)$/.test(words.slice(Math.max(0, index - 2), index).join(' '));
  const isTold = before !== null || isHalf || /^(?:un|um|a|one|otro|outro|another|el|o)$/.test(words[index - 1] ?? '') || words.length <= 2;
  if (!isTold) return null;
  return { value: { count: isHalf ? 6 : each * (before ?? 1), change: changeAround(words, index - 1, index + 1) }, from: Math.max(0, index - 1), to: index + 1 };
}

function readNumberEndingAt(words: readonly string[], index: number): number | null {
  const read = index > 0 ? readNumberAt(words, index - 1) : null;
  return read && read.to === index && read.value >= 1 && read.value <= 99 && Number.isInteger(read.value) ? read.value : null;
}

/** "x2", "2x" (before a noun, not "12x sem juros"). */
function readTimes(words: readonly string[], index: number): Found<Quantity> | null {
  const match = /^x(\d{1,2})$|^(\d{1,2})x$/u.exec(words[index] ?? '');
  if (!match) return null;
  const count = Number(match[1] ?? match[2]);
  const isInstalments = words.some((word) => /^(?:juros|cuotas|parcel\w*|interes|cartao|tarjeta)$/.test(word)) || /^(?:em|en|de|in|ate|hasta)$/.test(words[index - 1] ?? '');
  return count >= 1 && !isInstalments ? { value: { count, change: null }, from: index, to: index + 1 } : null;
}

function readCount(words: readonly string[], index: number, expects: Said['expects']): Found<Quantity> | null {
  const read = readNumberAt(words, index);
  if (!read || read.hasScale || !Number.isInteger(read.value) || read.value < 1 || read.value > 500 || /[$#%:/.,-]/.test(words[index] ?? '')) return null;
  const after = words[read.to] ?? '';
  const before = words[index - 1] ?? '';
  const change = changeAround(words, index, read.to);
  if (notCounts.has(after) && !/^(?:de)$/.test(after)) return null;
  const isAsked = (expects === 'quantity' && words.length <= 8) || (words.length === 1 && expects !== 'size' && read.value <= 20 && read.value > 1 && expects === null);
  const isArticle = /^(?:un|uno|una|um|uma|one)$/.test(words[index] ?? '') && read.to === index + 1;
  if (isArticle && !isAsked && !only.has(before) && !only.has(after) && change === null && !/^(?:unidad|unidade|unit|sola|solo|so|only|solamente|nomas)$/.test(after)) return null;
  const isCounted = isAsked || read.value <= 99 || /^(?:unidad|unidade|piezas?|pecas?|units?|pcs|pieces)/u.test(after);
  const isPlaceBefore = /^(?:opcion|opcao|option|numero|nro|number|iphone|modelo|galaxy|pegasus|air|version|cp|cep|pedido|orden|order|calle|rua|dia|el|la|o|the|a)$/.test(before) && read.isDigits && !isAsked && !(before === 'a' && /^(?:cantidad|quantidade|quantity|sumalo|cambia\w*|muda|subi\w*|baja\w*|sube|change|it)$/.test(words.slice(Math.max(0, index - 4), index - 1).at(-1) ?? ''));
  return isCounted && !isPlaceBefore ? { value: { count: read.value, change }, from: index, to: read.to } : null;
}

function changeAround(words: readonly string[], from: number, to: number): Quantity['change'] {
  if (wantsMore.test(words[to] ?? '') || wantsMore.test(words[from - 1] ?? '') || /^(?:otro|otra|outro|outra|another|otros|otras)$/.test(words[from] ?? '') || /^(?:otro|otra|otros|otras|outros|outras|another)$/.test(words[from - 1] ?? '')) return 'more';
  if (/^(?:menos|less|fewer)$/.test(words[to] ?? '')) return 'fewer';
  return words.slice(Math.max(0, from - 2), from).some((word) => takeOut.test(word)) && /^(?:un|uno|una|um|uma|one|dos|duas|dois|two|\d)$/.test(words[from] ?? '') && (words.length <= 5 || /^(?:de|of)$/.test(words[to] ?? '')) ? 'fewer' : null;
}
