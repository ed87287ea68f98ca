import type { Language } from '#contract/language';
import { guessLanguage } from './small-words.ts';

/** Enough of a text to tell its language. */
const tellingLength = 2000;
/** Small words that tell it wrongly here: the one in question, and one of English that looks Portuguese. */
const doubtful = new Set(['no', 'as']);

/**
 * True where "no" is the Portuguese "in the" ("tênis para correr no asfalto") and denies nothing. The small words tell, then letters that only
 * Portuguese has, then how it is put; then the language that such texts usually are in.
 */
export function isPlaceNo(text: string, folded: string, usual: Language | null): boolean {
  if (!/\bno\b/.test(folded)) return false;
  const words = (folded.slice(0, tellingLength).match(/[a-z]+/g) ?? []).filter((word) => !doubtful.has(word));
  const guess = guessLanguage(words.map((word) => ({ text: word })));
  if (guess !== null) return guess === 'pt';
  if (/[ãõâêôç]/iu.test(text)) return true;
  // "Para usar no frio"; not "para mujer no negras", nor "que no sean".
  if (/\b(?:para|pra)\s+(?!mujer)[a-z]+[aei]r\s+no\s+[a-z]*[b-rt-z]\b/.test(folded)) return true;
  return usual === 'pt' && !/\bque no\b/.test(folded);
}
