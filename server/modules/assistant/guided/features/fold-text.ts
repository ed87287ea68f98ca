/** What a message looks like once accents, case, stretched letters and noise are gone. Everything that reads words reads this. */
export interface Folded {
  /** Lower case, without accents, one space between words; "#", "%" and "$" stay, and ".", ",", ":", "/", "-" between digits. Addresses are "0email" and "0url". */
  text: string;
  words: string[];
  /** What is said beside the words. */
  signals: Signal[];
}

export type Signal = 'question' | 'many_questions' | 'exclaiming' | 'shouting' | 'stretched' | 'emoji_yes' | 'emoji_no' | 'emoji_happy' | 'emoji_angry' | 'emoji_sad' | 'emoji_thanks' | 'emoji_wave' | 'emoji_laugh' | 'emoji_other';

/** Nobody types more in one breath, and a voice note of two minutes fits; the rest is not read. */
export const mostCharacters = 2000;

const emoji: [Signal, RegExp][] = [
  ['emoji_yes', /[👍👌✅✔☑💯🆗]/u],
  ['emoji_no', /[👎❌✖🚫🙅]/u],
  ['emoji_happy', /[😀😃😄😁😊🙂😍🥰😘🤩😎🥳🎉❤💛💚💙💜🖤🤍💕💖✨🔥🙌👏☺😻💪🤗]/u],
  ['emoji_angry', /[😡😠🤬👿😤🖕💢]/u],
  ['emoji_sad', /[😢😭😞😔☹🙁😟😥😩😫💔😿🥺]/u],
  ['emoji_thanks', /[🙏]/u],
  ['emoji_wave', /[👋🖐✋]/u],
  ['emoji_laugh', /[😂🤣😆😅😹]/u],
];
export const emailPattern = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/gu;
const urlPattern = /\b(?:https?:\/\/|www\.)\S+/giu;
const anyEmoji = /\p{Extended_Pictographic}/u;

/** How people shorten and misspell in a chat, where it can mean nothing else. */
const shorthand: Record<string, string> = {
  qnt: 'quanto', qto: 'quanto', qnto: 'quanto', qtos: 'quantos', qts: 'quantos', qro: 'quero', vdd: 'verdade', hj: 'hoje', dps: 'depois', pgto: 'pagamento', gnt: 'gente', oq: 'o que', msm: 'mesmo', td: 'tudo', tds: 'todos',
  cto: 'cuanto', cnto: 'cuanto', kiero: 'quiero', qiero: 'quiero', kero: 'quero', dnd: 'donde', dde: 'donde', xq: 'porque', pa: 'para', hla: 'hola', nesecito: 'necesito', nesesito: 'necesito', nececito: 'necesito', necesto: 'necesito', msj: 'mensaje',
  teh: 'the', hav: 'have', wats: 'whats', thx: 'thanks', ur: 'your', wnat: 'want', gimme: 'give me', waht: 'what',
};
const plusWord = /(?<=^|\s)\+(?=\s*\p{Letter})/gu;
const shorthandPattern = new RegExp(`(?<![^ ])(?:${Object.keys(shorthand).join('|')})(?![^ ])`, 'gu');

/** @param fold how its words are read: `foldAsTyped` for what is learnt. */
export function foldText(raw: string, fold = foldWords): Folded {
  const cut = raw.slice(0, mostCharacters);
  const text = fold(cut);
  return { text, words: text === '' ? [] : text.split(' '), signals: readSignals(cut) };
}

/** Words only, shorthand spelled out ("kiero", "la + barata"): also for texts of ours that are compared with folded ones. */
export function foldWords(raw: string): string {
  return foldAsTyped(raw.replaceAll(plusWord, ' mas ')).replace(shorthandPattern, (word) => shorthand[word] ?? word);
}

/** The words as they were typed: examples are learnt so, since they hold the shorthand of other people too. */
export function foldAsTyped(raw: string): string {
  return raw
    .replace(emailPattern, ' 0email ')
    .replace(urlPattern, ' 0url ')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{Mark}\u200b-\u200f\u2060\ufeff'’`´]+/gu, '')
    // "XXXL" is a size, not a stretched "xl".
    .replace(/(?<!\p{Letter})x{3,5}[slg](?!\p{Letter})|(\p{Letter})\1{2,}/gu, (found: string, letter: string | undefined) => letter ?? found)
    .replace(/(?<!\d)[.,:/-]|[.,:/-](?!\d)|[^\p{Letter}\p{Number}#%$.,:/-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function readSignals(raw: string): Signal[] {
  const found: Signal[] = [];
  const questions = raw.match(/[?¿]/g)?.length ?? 0;
  if (questions > 0) found.push('question');
  if (/\?\s*\?/.test(raw)) found.push('many_questions');
  if (/!\s*!/.test(raw)) found.push('exclaiming');
  if (isShouting(raw)) found.push('shouting');
  if (/(\p{Letter})\1{2,}/iu.test(raw)) found.push('stretched');
  if (!anyEmoji.test(raw)) return found;
  for (const [signal, pattern] of emoji) if (pattern.test(raw)) found.push(signal);
  if (!found.some((signal) => signal.startsWith('emoji_'))) found.push('emoji_other');
  return found;
}

/** At least two words of four letters in capitals, and hardly any small letter. */
function isShouting(raw: string): boolean {
  const capitals = raw.match(/\p{Lu}/gu)?.length ?? 0;
  const small = raw.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals >= 8 && small * 4 <= capitals && (raw.match(/\p{Lu}{4,}/gu)?.length ?? 0) >= 2;
}
