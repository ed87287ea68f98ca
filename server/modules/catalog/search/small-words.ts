import { languages } from '#contract/language';
import type { Language } from '#contract/language';

const list = (words: string) => new Set(words.split(/\s+/));

/** Words that hold a sentence together: they tell the language of a text and nothing of a product. */
export const functionWords: Record<Language, ReadonlySet<string>> = {
  en: list('a an the and or of for with in on to is are be it its this that these those from by at as your you i my me we our their his her them if when which what who into than then so can will would do does have has any all very more most'),
  es: list('el la los las un una unos unas y o u de del al en con para por que es son se su sus lo le les este esta estos estas ese esa eso como mas muy tu tus mi mis me te nos si cuando donde cual hay tiene tenes tienes pero tambien ya'),
  pt: list('o a os as um uma uns umas e ou de do da dos das no na nos nas em com para por pelo pela que sao se seu sua seus suas lhe este esta isso como mais muito meu minha me te voce quando onde qual ha tem mas tambem ja ao aos'),
};

/** What shoppers wrap their wish in. */
const wrapping = list(
  `looking look want need find search searching show get buy please hi hello some something good best nice there sell available like got
  quiero quisiera busco buscaba buscando necesito me gustaria hola buenas buen dia tienen tenes tenen venden vendes hay mostrame muestrame ver alguna alguno algunos algunas algo favor ando estoy tendran dame recomendame recomiendas barato
  quero queria gostaria procuro procurando preciso ola oi bom boa tarde noite vendem mostra mostre tem algum alguma alguns algumas favor estou me`,
);

/** What follows in a title is what the thing goes with. */
export const goesWithWords = list('for para pra compatible fits fit replacement repuesto reposicion');

/** True for a word that narrows no search of products in any of our languages. */
export function isSmallWord(word: string): boolean {
  return functionWords.en.has(word) || functionWords.es.has(word) || functionWords.pt.has(word) || wrapping.has(word);
}

/** The language whose small words these texts have most of; null when there are none or two are even. */
export function guessLanguage(...texts: readonly (readonly { text: string }[])[]): Language | null {
  const counts = { en: 0, es: 0, pt: 0 };
  for (const words of texts) {
    for (const { text } of words.slice(0, 150)) for (const language of languages) if (functionWords[language].has(text)) counts[language] += 1;
  }
  const [first, second] = languages.toSorted((a, b) => counts[b] - counts[a]);
  return first && second && counts[first] > counts[second] ? first : null;
}
