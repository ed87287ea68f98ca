import type { Said } from './said.ts';

/** "Zapatillas pero no de correr", "not for the gym", "que não seja preto": what it must not be. */
const denials: Record<Said['language'], RegExp> = {
  es: /(?:^| )(?:(?:que )?no (?:sean? )?(?:de|para|pa|en|con)|que no sean?|nada de|ni (?:de|para|en)) (?:el |la |las |los |un |una )?([a-z]+)/gu,
  pt: /(?:^| )(?:(?:que )?nao (?:seja |sejam )?(?:de|para|pra|em|com)|que nao sejam?|nada de|nem (?:de|para|pra|em)) (?:o |a |as |os |um |uma )?([a-z]+)/gu,
  en: /(?:^| )(?:(?:but )?not (?:for |in |with |of )?(?:the |a |an )?|nothing (?:for|in|with) (?:the |a )?)([a-z]+(?: running| hiking)?)/gu,
};
const notDenied = /^(?:sure|really|too|so|very|that|this|yet|now|only|just|more|less|mas|menos|tan|tao|muy|muito|mucho|nada|se|car[oa]s?|expensive|barat[oa]s?|cheap|mi|meu|my|me|verdad|verdade|what|how)$/u;

/** Places of the words that are said not to be wanted, without what stands around them. */
export function readDenied({ words, language }: Pick<Said, 'words' | 'language'>): number[] {
  const text = words.join(' ');
  return [...text.matchAll(denials[language])].flatMap((match) => {
    const last = match[1] ?? '';
    if (last === '' || notDenied.test(last.split(' ')[0] ?? '')) return [];
    const end = text.slice(0, match.index + match[0].length).trim().split(' ').length;
    const count = last.split(' ').length;
    return Array.from({ length: count }, (_, at) => end - count + at);
  });
}
