import { splitWords } from './split-words.ts';
import { readYesNo } from './guided/reading/read-yes-no.ts';

/** What a plain yes is made of. */
const plain = new Set(
  'si sii siii sip claro dale ok oka okey okay bueno confirmo confirmado confirmar confirma de acuerdo adelante perfecto listo va sale hazlo hacelo obvio exacto correcto sim isso pode ser que com certeza beleza fechado certo por favor porfa gracias obrigado obrigada yes yeah yep sure go ahead do it confirmed confirm correct right please thanks supuesto quiero quero gusto está esta bien bem'.split(' '),
);

/**
 * Whether words are a yes or no on which something may be changed. Stricter than in talk: a yes with anything beside it ("sí, pero en negro", "sí,
 * cuando cobre") is none. Pure.
 */
export function readConsent(text: string): 'yes' | 'no' | 'unclear' {
  const answer = readYesNo(text);
  if (answer !== 'yes') return answer;
  const words = splitWords(text);
  return words.length <= 6 && words.every((word) => plain.has(word)) ? 'yes' : 'unclear';
}
