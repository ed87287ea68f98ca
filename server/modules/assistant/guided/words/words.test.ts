import { describe, expect, test } from 'vitest';
import { languages } from '#contract/language';
import { notesOf } from '../notes/index.ts';
import { wordsOf } from './index.ts';

/** Every phrase of a language, with stand-ins for its values. */
function phrasesOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one, index) => phrasesOf(one, `${path}.${index}`));
  if (typeof value === 'function') {
    const values = { values: ['40', '41'], titles: ['Uno', 'Dos'], names: ['Uno', 'Dos'], others: ['9 US'] };
    const filled = new Proxy({}, { get: (_target, name) => values[name as keyof typeof values] ?? (name === 'quantity' || name === 'count' || name === 'stock' || name === 'place' || name === 'percent' ? 2 : 'algo') });
    return phrasesOf(value(filled), path);
  }
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([name, one]) => phrasesOf(one, path ? `${path}.${name}` : name)) : [];
}

const keysOf = (value: unknown): string[] => (value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).flatMap(([name, one]) => [name, ...keysOf(one).map((key) => `${name}.${key}`)]) : []);

describe.each(languages)('%s', (language) => {
  const phrases = [...phrasesOf(wordsOf[language]), ...phrasesOf(notesOf[language])];

  test('says everything that the others say', () => {
    expect(keysOf(wordsOf[language])).toEqual(keysOf(wordsOf.es));
    expect(keysOf(notesOf[language])).toEqual(keysOf(notesOf.es));
  });

  test('speaks calmly and in whole sentences', () => {
    expect(phrases.filter(([, text]) => /[!¡]|undefined|\[object|\s{2}/.test(text) || text !== text.trim() || text === '')).toEqual([]);
  });

  test('has buttons that fit a button', () => {
    expect(phrases.filter(([path, text]) => /^(buttons|intents|returnReasons|forWhom)\b/.test(path) && [...text].length > 20)).toEqual([]);
  });

  test('is short', () => {
    expect(phrases.filter(([, text]) => text.length > 200)).toEqual([]);
  });
});
