import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { handoffTriggers } from '#contract/handoff';

/** What the server notes in a conversation, as it stands in its code. */
const events = new Set(
  globSync('server/modules/**/*.ts')
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'conversation\.([a-z_]+)'/g)].map(([, event]) => event ?? '')),
);

const readTexts = (folder: string, language: string) => JSON.parse(readFileSync(`console/src/${folder}/texts/${language}.json`, 'utf8')) as Record<string, Record<string, Record<string, string> & string>>;

test.each(['es', 'pt', 'en'])('every event of a conversation has its words in %s, in the inbox and in the story of a cart', (language) => {
  expect(events.size).toBeGreaterThan(12);
  expect([...events].filter((event) => !readTexts('features/conversations', language)['events']?.['conversation']?.[event])).toEqual([]);
  expect([...events].filter((event) => !readTexts('features/carts', language)['conversation']?.[event])).toEqual([]);
});

test.each(['es', 'pt', 'en'])('every reason to need a person has its words in %s', (language) => {
  expect(handoffTriggers.filter((trigger) => !readTexts('ui', language)['handoff']?.[trigger])).toEqual([]);
});
