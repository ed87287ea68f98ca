import { describe, expect, test } from 'vitest';
import { AssistantSettings } from '#contract/assistant';
import { languages } from '#contract/language';
import { judgeDraft } from '../../guards/index.ts';
import { notesOf } from '../notes/index.ts';
import { openDialogue } from '../testing.ts';
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

  test('passes the guards of the assistant before any tool has spoken', () => {
    const judged = new Set(['supported_policies', 'honest_urgency', 'not_human', 'within_discount', 'no_secrets', 'on_topic', 'fits_message']);
    // Said only with the result of the tool that did it, or found it.
    const toldByTools = /^(exchangeBegun|returnBegun|free|questions|returnReasons|intents|buttons)\b/;
    const view = { ...openDialogue({ language }).view('hola'), isFirstAnswer: false };
    const objections = phrasesOf(wordsOf[language]).filter(([path]) => !toldByTools.test(path)).flatMap(([path, text]) =>
      judgeDraft({ draft: { text, products: [], choices: [], link: null, memory: null }, facts: { fresh: [], earlier: [] }, view, engine: 'guided', understanding: null, settings: AssistantSettings.parse({}), knownAddresses: [], secrets: [] })
        .filter(({ guard, objection }) => judged.has(guard) && objection !== null)
        .map(({ objection }) => `${path}: ${text}: ${objection}`),
    );
    expect(objections).toEqual([]);
  });

  test('has buttons that fit a button', () => {
    expect(phrases.filter(([path, text]) => /^(buttons|intents|returnReasons|forWhom)\b/.test(path) && [...text].length > 20)).toEqual([]);
  });

  test('is short', () => {
    expect(phrases.filter(([, text]) => text.length > 200)).toEqual([]);
  });
});
