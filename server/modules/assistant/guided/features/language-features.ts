import type { Features } from './hash-features.ts';
import { hashOf, normaliseFeatures } from './hash-features.ts';

export const languageBucketCount = 1 << 13;

const maxCharacters = 400;

/** Words and pieces of one to four letters, with their accents: "ñ" and "ã" say more about a language than any word. */
export function languageFeatures(raw: string): Features {
  const text = raw
    .slice(0, maxCharacters)
    .normalize('NFC')
    .toLowerCase()
    .replace(/(\p{Letter})\1{2,}/gu, '$1')
    .replace(/[^\p{Letter}¿¡']+/gu, ' ')
    .trim();
  const found = new Map<number, number>();
  const add = (kind: string, piece: string, value: number) => {
    const bucket = hashOf(kind, piece) & (languageBucketCount - 1);
    found.set(bucket, Math.max(found.get(bucket) ?? 0, value));
  };
  for (const word of text === '' ? [] : text.split(' ')) {
    add('w', word, 1);
    const framed = `<${word.slice(0, 20)}>`;
    for (const size of [1, 2, 3, 4]) for (let start = 0; start + size <= framed.length; start += 1) add('c', framed.slice(start, start + size), 0.4);
  }
  return normaliseFeatures(found);
}
