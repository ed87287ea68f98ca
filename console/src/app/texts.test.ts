import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages } from './languages.ts';

const source = new URL('..', import.meta.url).pathname;
const folders = [...new Set(globSync('**/texts/*.json', { cwd: source }).map((file) => dirname(file)))].sort();

/** Every text of a file as `path.to.text` and its words. */
function readTexts(folder: string, language: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (value: unknown, path: string) => {
    if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
    } else found.set(path, value);
  };
  walk(JSON.parse(readFileSync(`${source}${folder}/${language}.json`, 'utf8')), '');
  return found;
}

test('finds the texts of the console', () => {
  expect(folders).toContain('ui/texts');
  expect(folders.every((folder) => basename(folder) === 'texts')).toBe(true);
});

describe.each(folders)('%s', (folder) => {
  const texts = Object.fromEntries(languages.map((language) => [language, readTexts(folder, language)]));

  test('has the same keys in every language', () => {
    const [first, ...others] = languages.map((language) => comparableKeys(texts[language] ?? new Map()));
    for (const other of others) expect(other).toEqual(first);
  });

  test.each(languages)('speaks %s plainly: no empty text, no exclamation marks', (language) => {
    for (const [key, text] of texts[language] ?? []) {
      expect(text, key).toBeTypeOf('string');
      expect(String(text).trim(), key).not.toBe('');
      expect(String(text), key).not.toMatch(/[!¡]/);
    }
  });

  test.each(languages)('has every plural that %s needs', (language) => {
    const keys = new Set(texts[language]?.keys());
    for (const key of keys) {
      if (!key.endsWith('_other')) continue;
      for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories) expect(keys).toContain(key.replace(/other$/, form));
    }
  });

  test('uses the same placeholders in every language', () => {
    for (const [key, text] of texts['es'] ?? []) {
      if (/_(one|zero)$/.test(key)) continue;
      for (const language of languages) {
        const other = texts[language]?.get(key);
        if (other !== undefined) expect(placeholders(other), `${language} ${key}`).toEqual(placeholders(text));
      }
    }
  });
});

/** English has no `_many`; apart from that the keys must be equal. */
function comparableKeys(texts: Map<string, unknown>): string[] {
  return [...texts.keys()].filter((key) => !key.endsWith('_many')).sort();
}

function placeholders(text: unknown): string[] {
  return [...new Set(String(text).match(/\{\{[^}]+\}\}|<\/?\w+>/g))].sort();
}
