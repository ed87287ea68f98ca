import type { Language } from '#contract/language';
import { wordsOf } from '../retrieval/fold-words.ts';

/** Words that one of the languages has and the others do not, common in any text. */
const signs: Record<Language, ReadonlySet<string>> = {
  es: new Set('el los las y con una unos del por para cuando puedes tienes hasta desde muy tambien sin pedido envio dias donde nuestra nuestro es son'.split(' ')),
  pt: new Set('o os as e com uma uns do da dos das pelo pela voce quando nao ate muito tambem sem frete dias onde nossa nosso sao em ao'.split(' ')),
  en: new Set('the and with of to for your you is are not from we our within days order shipping when in on'.split(' ')),
};

/** The language of a text by its small words; null when they do not tell. */
export function guessLanguage(text: string): Language | null {
  const words = wordsOf(text.slice(0, 20_000));
  const counts = (Object.entries(signs) as [Language, ReadonlySet<string>][]).map(([language, set]) => ({ language, count: words.filter((word) => set.has(word)).length })).toSorted((left, right) => right.count - left.count);
  const [first, second] = counts;
  return first && second && first.count >= 3 && first.count > second.count * 1.2 ? first.language : null;
}
