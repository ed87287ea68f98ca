import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import { foldAsTyped, foldText } from '../../server/modules/assistant/guided/features/fold-text.ts';
import { hashFeatures } from '../../server/modules/assistant/guided/features/hash-features.ts';
import type { Features } from '../../server/modules/assistant/guided/features/hash-features.ts';
import { languageFeatures } from '../../server/modules/assistant/guided/features/language-features.ts';
import { blockerOfIntent, noBlocker } from '../../server/modules/assistant/guided/reading/read-blocker.ts';
import { blockers, intents } from '../../server/modules/assistant/guided/understanding.ts';
import type { Intent } from '../../server/modules/assistant/guided/understanding.ts';

export const guidedFolder = 'server/modules/assistant/guided';
/** What the assistant does not do is learnt like an intent. */
export const outOfScope = 'out_of_scope';
export const intentClasses: readonly string[] = [...intents, outOfScope];
export const blockerClasses: readonly string[] = [...blockers, noBlocker];

export interface Example {
  language: Language;
  /** The file's name: an intent, a blocker, or out of scope. */
  label: string;
  text: string;
}

/** Lines of `<folder>/<language>/<label>.txt`; empty lines are left out. The order does not depend on the file system. */
export function readExamples(folder: string): Example[] {
  return languages.flatMap((language) =>
    globSync(`${guidedFolder}/${folder}/${language}/*.txt`)
      .toSorted()
      .flatMap((path) => {
        const label = path.split('/').at(-1)?.replace('.txt', '') ?? '';
        const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
        return lines.filter((line) => line.trim() !== '').map((text) => ({ language, label, text: text.trim() }));
      }),
  );
}

/**
 * What the blockers are learnt from: their own examples, and those of every intent that is itself a reason ("¿hay en 42?" is about stock). Greetings,
 * orders and the like tell none. `not_now` tells several things, so it is left to the blockers' own examples.
 */
export function asBlockerExamples(examples: readonly Example[]): Example[] {
  return examples.filter(({ label }) => label !== 'not_now' && label !== outOfScope).map((example) => ({ ...example, label: blockerOfIntent[example.label as Intent] ?? noBlocker }));
}

export interface Prepared extends Example {
  features: Features;
  languageFeatures: Features;
}

export function prepareExamples(examples: readonly Example[]): Prepared[] {
  return examples.map((example) => ({ ...example, features: hashFeatures(foldText(example.text, foldAsTyped)), languageFeatures: languageFeatures(example.text) }));
}

/** The same for the same examples and the same features; any change of either gives another. */
export function digestOf(prepared: readonly Prepared[]): string {
  const hash = createHash('sha256');
  for (const { language, label, features, languageFeatures: ofLanguage } of prepared) {
    hash.update(`${language}/${label}`).update(features.buckets).update(features.values).update(ofLanguage.buckets).update(ofLanguage.values);
  }
  return hash.digest('hex');
}
