import type { Slots } from '../understanding.ts';
import { readNumberAt } from './number-words.ts';
import type { Found, Said } from './said.ts';
import { wordSet } from './said.ts';

type Reference = NonNullable<Slots['reference']>;

const places: Record<string, number> = {};
for (const [place, words] of [
  [1, 'primero primera primer primeiro primeira first 1ro 1ra 1er 1o 1a 1st'],
  [2, 'segundo segunda second 2do 2da 2o 2a 2nd'],
  [3, 'tercero tercera tercer terceiro terceira third 3ro 3ra 3er 3o 3a 3rd'],
  [4, 'cuarto cuarta quarto quarta fourth 4to 4ta 4th'],
  [5, 'quinto quinta fifth 5to 5ta 5th'],
  [-1, 'ultimo ultima ultimos ultimas last'],
  [-2, 'penultimo penultima anteultimo anteultima'],
] as const) for (const word of words.split(' ')) places[word] = place;

const articles = wordSet('el la los las o a os as the lo');
/** "mi primera compra", "segunda feira", "primera vez": no place in a list. */
const notPlaces = wordSet('compra compras vez veces vezes feira purchase order time mano mao hand semana week mes month dia day cuota parcela pedido media cosa coisa thing all of');
const notBefore = wordSet('mi minha meu my ultima');
const optionWords = wordSet('opcion opcao option numero num nro number item modelo opc foto');
const cheapest = /\b(?:(?:mas|mais) (?:barat[oa]s?|economic[oa]s?|acessiv\w*|accesibles?|en cuenta|em conta)|menor preco|cheapest|lowest price|least expensive|the cheaper (?:one|option)|cheaper one)\b/u;
const dearest = /\b(?:(?:mas|mais) car[oa]s?|most expensive|priciest|dearest|the more expensive one|pricier one|mayor precio|maior preco)\b/u;
/** "algo más barato" asks for others; "el más barato" points at one. */
const others = /\b(?:algo|algun[oa]?|alguna cosa|otr[oa]s?|outr[oa]s?|something|anything|any|unas?|unos|umas?|uns?|opciones|opcoes|options|a) (?:\w+ )?(?:mas|mais|que sea mas|que seja mais|cheaper|more)\b/u;
const that = wordSet('ese esa eso esos esas este esta esto estos estas esse essa isso esses essas isto aquel aquella aquello aquele aquela aquilo');
const thatEnglish = /\b(?:that one|this one|that|those|these ones?|the same one|this|the one (?:in|from|you|i|on))\b/u;
/** "esta noche", "esta bien", "este finde": a time or a state. */
const notThings = wordSet('noche noite tarde manana manha semana mes finde momento vez bien bem tonight week month weekend way morning ok mal demorado tienda loja dia lejos disponible disponivel en no todo tudo muy muito caro cara tipo lado website site pagina numero pedido dia');

/** What the words point at among things shown before; null: nothing. */
export function readReference({ words, expects }: Pick<Said, 'words' | 'expects'>): Found<Reference> | null {
  const text = words.join(' ');
  return readPlace(words, expects) ?? readByPrice(text, words) ?? readThat(words, text);
}

function readPlace(words: readonly string[], expects: Said['expects']): Found<Reference> | null {
  for (const [index, word] of words.entries()) {
    const before = words[index - 1] ?? '';
    const after = words[index + 1] ?? '';
    const place = places[word];
    if (place !== undefined && isPlace(words, index)) {
      const from = articles.has(before) ? index - 1 : index;
      return { value: { kind: 'place', place }, from, to: index + 1 };
    }
    const number = readNumberAt(words, index);
    const small = number && number.value >= 1 && number.value <= 10 && Number.isInteger(number.value) && number.to === index + 1 && !/[.,:/$]/.test(word) ? number.value : null;
    if (small === null) continue;
    const isOnly = words.length === 1 && expects === 'reference';
    // "la 2", "opción 3", "el número dos"; not "la 2 en talle", which names a place too, nor "las 2 remeras".
    const isArticle = /^(?:el|la|o|a)$/.test(before) && !unitWords.has(after) && (word.length <= 2 ? /\d/.test(word) : true) && !(before === 'a' && words[index - 2] !== undefined && /^(?:de|cp|hasta|entre)$/.test(words[index - 2] ?? ''));
    if (isOnly || optionWords.has(before) || (isArticle && !/^(?:una?|um|uma|one)$/.test(word)) || (before === '#' && small <= 10)) {
      return { value: { kind: 'place', place: small }, from: Math.max(0, index - 1), to: index + 1 };
    }
  }
  return null;
}

const unitWords = wordSet('dias dia horas hs hrs cuotas x vezes veces pares unidades remeras am pm de reais pesos mil');

function isPlace(words: readonly string[], index: number): boolean {
  const before = words[index - 1] ?? '';
  const after = words[index + 1] ?? '';
  if (notPlaces.has(after) || notBefore.has(before)) return false;
  // "quarta" and "segunda" are days too, "second" a moment, "last" a verb.
  if (/^(?:segunda|terca|quarta|quinta)$/.test(words[index] ?? '') && /^(?:na|ate|de|toda|para)$/.test(before) && !/^(?:opcao|opcion)$/.test(after)) return false;
  if (words[index] === 'last' && before !== 'the') return words.length <= 2;
  if (words[index] === 'second' && /^(?:a|one|per)$/.test(before)) return false;
  if (words[index] === 'primero' || words[index] === 'primeiro' || words[index] === 'first') return articles.has(before) || words.length <= 3;
  return articles.has(before) || words.length <= 4 || /^(?:esa|ese|opcion|opcao|option|agrega|suma|saca|quiero|quero|del|al|do|da|pra|con)$/.test(before);
}

function readByPrice(text: string, words: readonly string[]): Found<Reference> | null {
  if (others.test(text)) return null;
  const kind = cheapest.test(text) ? 'cheapest' : dearest.test(text) ? 'dearest' : null;
  if (!kind) return null;
  const from = words.findIndex((word) => /^(?:mas|mais|menor|mayor|maior|cheap\w*|lowest|least|most|pric\w*|dearest|more)$/.test(word));
  // "O mais barato dos dois", "the cheaper one of the two": how many there are says no more than that.
  const of = /^(?:de (?:los|las|esos|esas|estos|estas)|d[oae]s?(?: dos)?|dess[ea]s|of the(?:se)?|of) (?:dos|dois|duas|2|tres|3|two|three)\b/u.exec(words.slice(from + 2).join(' ').replace(/^one /u, ''))?.[0];
  const length = of ? of.split(' ').length + (words[from + 2] === 'one' ? 1 : 0) : 0;
  return { value: { kind }, from: Math.max(0, from), to: Math.min(words.length, from + 2 + length) };
}

function readThat(words: readonly string[], text: string): Found<Reference> | null {
  const index = words.findIndex((word, at) => that.has(word) && !notThings.has(words[at + 1] ?? '') && !(word === 'esta' && isVerb(words, at)) && !(word === 'eso' && /^(?:por|para)$/.test(words[at - 1] ?? '') && words.length > 3));
  if (index >= 0) return { value: { kind: 'that' }, from: index, to: index + 1 };
  const match = thatEnglish.exec(text);
  if (!match || /\b(?:is that|that is|thats|that i|so that|say that|that the|that you|this (?:week|month|site|website|store|order|weekend))\b/u.test(text)) return null;
  const from = text.slice(0, match.index).split(' ').filter(Boolean).length;
  return { value: { kind: 'that' }, from, to: from + match[0].split(' ').length };
}

/** "esta" without its accent: "está roto", "dónde está", "está disponible". */
function isVerb(words: readonly string[], at: number): boolean {
  return /^(?:donde|onde|como|cuando|que|ya|no|me|pedido|producto|tarjeta|pago|envio|cuanto|a|codigo|cupon|se|lo)$/.test(words[at - 1] ?? '') || /(?:ado|ada|ido|ida|roto|rota|bien|mal|muy|en|disponible|ahi|todo|listo|buen[oa]?|lind[oa]|de|fall\w*)$/.test(words[at + 1] ?? '') || at === words.length - 1 && at > 1;
}
