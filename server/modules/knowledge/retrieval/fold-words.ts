import { foldText } from '#platform/fold-text';

/** The words of a text, folded, in order; numbers too, apart from letters that cling to them ("220v"). */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/\p{L}+|\p{N}+/gu) ?? [];
}

const endings = [
  'aciones', 'iciones', 'acoes', 'icoes', 'ations', 'itions', 'amiento', 'imiento', 'amento', 'imento', 'acion', 'icion', 'acao', 'icao', 'ation', 'ition', 'mente',
  'iendo', 'ando', 'endo', 'indo', 'arlos', 'arlas', 'erlos', 'irlos', 'arlo', 'arla', 'erlo', 'erla', 'irlo', 'arme', 'arte', 'arse', 'ados', 'adas', 'idos', 'idas',
  'amos', 'emos', 'imos', 'aron', 'aram', 'eram', 'ieron', 'ado', 'ada', 'ido', 'ida', 'aba', 'ava', 'ings', 'ing', 'ies', 'ed', 'ais', 'eis', 'oes', 'aes',
  'ar', 'er', 'ir', 'ou', 'an', 'am', 'en', 'em', 'as', 'es', 'os', 'is', 'ns', 'a', 'o', 'e', 'i', 'y', 's', 'm', 'n',
];
const endingsByLastLetter = Map.groupBy(endings, (ending) => ending.at(-1) ?? '');
const shortestStem = 3;

/**
 * A rough stem that Spanish, Portuguese and English share: related forms meet, and so do words that both Iberian languages spell almost alike
 * ("garantía" and "garantia", "montaña" and "montanha"). What differs more is the lexicon's business.
 */
export function stemOf(word: string): string {
  if (word.length <= shortestStem || /\d/.test(word)) return word;
  const alike = word.replaceAll(/nh|gn/g, 'n').replaceAll(/lh|ll/g, 'l').replaceAll('ss', 's').replaceAll('rr', 'r').replaceAll('cc', 'c').replaceAll('qu', 'k').replaceAll(/ph/g, 'f');
  for (const ending of endingsByLastLetter.get(alike.at(-1) ?? '') ?? []) {
    if (alike.length - ending.length >= shortestStem && alike.endsWith(ending)) return undouble(alike.slice(0, -ending.length));
  }
  return alike;
}

const undouble = (stem: string) => (stem.length > shortestStem && stem.at(-1) === stem.at(-2) ? stem.slice(0, -1) : stem);
