import type { Language } from '#contract/language';
import { readWords } from './search/read-words.ts';
import type { IndexAnswer } from './search/search-index.ts';
import { stemWord } from './search/stem-word.ts';
import { findKeys, nameOfKey } from './search/word-table.ts';
import type { ToldVariantRow } from './variant-rows.ts';

const maxReasons = 3;
/** A longer value is a sentence, not a fact to name. */
const maxLength = 40;
/** What names the thing itself is no reason for it; what it is for, how it is made and for whom is. */
const telling = /^(use|whom|colour|is)\./;

/**
 * Why it fits, in the catalogue's own words: tags and attributes that say what was asked, then what its description says of it. Short facts, at
 * most three; empty when the catalogue tells none.
 */
export function explainFit(row: Pick<ToldVariantRow, 'tags' | 'attributes' | 'description' | 'title' | 'options'>, { plan, filters }: Pick<IndexAnswer, 'plan' | 'filters'>, language: Language): string[] {
  const asked = [...plan.concepts.filter(({ isDenied }) => !isDenied).map(({ word }) => word), ...plainWords([filters.use, filters.colour, filters.category].filter((text) => text).join(' '))];
  const askedKeys = new Set([...plan.keys, ...findKeys(asked).map(({ key }) => key)].filter((key) => telling.test(key)));
  const askedStems = new Set(asked.map((word) => stemWord(word, language)));
  const inTitle = new Set(plainWords(row.title));
  const reasons: string[] = [];
  for (const fact of [...row.tags, ...Object.values(row.attributes)]) {
    const words = plainWords(fact);
    const isAsked = words.some((word) => askedStems.has(stemWord(word, language))) || findKeys(words).some(({ key }) => askedKeys.has(key));
    if (isAsked && fact.length <= maxLength && !reasons.includes(fact)) reasons.push(fact);
  }
  const named = new Set(reasons.flatMap((reason) => findKeys(plainWords(reason)).map(({ key }) => key)));
  for (const { key } of findKeys(plainWords(row.description ?? ''))) {
    if (!askedKeys.has(key) || named.has(key)) continue;
    named.add(key);
    const name = nameOfKey(key, language);
    if (!inTitle.has(name)) reasons.push(name);
  }
  return reasons.slice(0, maxReasons);
}

const plainWords = (text: string) => readWords(text, 800).filter((word, at, all) => !word.isDenied && word.position !== all[at - 1]?.position).map((word) => word.text);
