import { foldWords } from './features/fold-text.ts';

const fillers = new Set(
  (
    'a al algo ante con como cual cuales cuando cuanto cuanta de del desde donde el ella en es esa ese eso esta estas este esto estos fue ha hay he la las le les lo los mas me mi mis muy no nos o para pero por porque puede puedo que se si sin sobre son su sus tal te tiene tienen tengo tu un una uno unos y ya yo quiero quisiera busco hola gracias favor ' +
    'ao aos as com da das do dos e ela ele em essa esse isso isto mais mas meu minha na nas nao nem no nos ou para pela pelo pode posso qual quais quando quanto quanta que quem se sem ser sobre sua seu tem tenho um uma voce voces quero queria oi ola obrigado ' +
    'an and any are at be but by can could do does for from had has have how i if in is it its me my of on or our please so some that the their them then there these they this to was we what when where which who will with would you your hi hello thanks want need looking'
  ).split(' '),
);

/** The words that carry meaning, cut to a stem that plurals and genders share: "zapatillas" and "zapatilla" meet. */
export function stems(text: string): string[] {
  const words = foldWords(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => !fillers.has(word) && (word.length > 1 || /\d/.test(word))).map(stem))];
}

function stem(word: string): string {
  if (/\d/.test(word) || word.length < 4) return word;
  return word.replace(/(oes|aes|es|s)$/, '').replace(/[aoe]$/, '').slice(0, 8);
}

/** How many of the wanted stems the text has. */
export function countShared(wanted: readonly string[], text: string): number {
  if (wanted.length === 0) return 0;
  const has = new Set(stems(text));
  return wanted.filter((one) => has.has(one)).length;
}

/** At most `most` characters, ended at a word. */
export function shorten(text: string, most: number): string {
  const tidy = text.replaceAll(/\s+/g, ' ').trim();
  if (tidy.length <= most) return tidy;
  const cut = tidy.slice(0, most - 1);
  const end = cut.lastIndexOf(' ');
  return `${(end > most / 2 ? cut.slice(0, end) : cut).replace(/[\s,.;:]+$/, '').replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/u)
    .map((sentence) => sentence.replace(/^[\s#*\-•>]+/u, '').replaceAll(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length > 1);
}

/** Sums, percentages, lengths of time, long numbers: what only a field of its own may state. */
const figures = /\d{3,}|\d\s*(?:%|d[ií]as?|horas?|hs|mes(?:es)?|a[ñn]os?|semanas?|days?|hours?|months?|years?|weeks?|unidades?|units?|pares?)|[$€£]/iu;

/** Sentences of a product's description that state no such figures. Anybody may have written the rest into it. */
export const plainSentences = (description: string) => sentencesOf(description).filter((sentence) => !figures.test(sentence));

/** The sentences that answer, beginning with the best and going on while there is room. */
export function quoteBest(text: string, question: string, most: number): string {
  const sentences = sentencesOf(text);
  const wanted = stems(question);
  let best = 0;
  let bestShared = 0;
  for (const [index, sentence] of sentences.entries()) {
    const shared = countShared(wanted, sentence);
    if (shared > bestShared) [best, bestShared] = [index, shared];
  }
  let quote = shorten(sentences[best] ?? text, most);
  for (const sentence of sentences.slice(best + 1)) {
    if (quote.length + 1 + sentence.length > most) break;
    quote += ` ${sentence}`;
  }
  return quote;
}

/** The shopper's own words as they may be said back: short, and without figures, which only tools may state. '' when they may not. */
export function quotable(words: string): string {
  const tidy = words.replaceAll(/\s+/g, ' ').trim();
  return /^[\p{L}][\p{L}\s'’-]{1,38}$/u.test(tidy) ? tidy : '';
}

/** A small stable number for choosing among phrasings and recognising repeats (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
