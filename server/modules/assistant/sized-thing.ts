import type { SizedThing } from '#modules/catalog';

const shoeWords = /zapat|calz(?!a\b|as\b)|tenis|tênis|bota|sandal|ojota|shoe|sneaker|boot|chinel|sapat/i;

/**
 * Whether a size is one of feet or of clothes, by the words around it. Numbers from 33 to 48, and small odd ones or halves (clothes count in twos),
 * are feet more often than not; letters are never.
 */
export function sizedThing(words: string, size: string): SizedThing {
  if (shoeWords.test(words)) return 'shoe';
  const number = Number(size.replace(',', '.'));
  const isFoot = (number >= 33 && number <= 48) || (number > 3 && number < 16 && number % 2 !== 0);
  return isFoot && !/pantal|calça|jean|camis|remera|vestido|dress|shirt|trouser/i.test(words) ? 'shoe' : 'clothes';
}
