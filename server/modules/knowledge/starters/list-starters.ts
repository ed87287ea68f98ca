import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PageKind, StarterList } from '#contract/knowledge';
import { languages } from '#contract/language';

const File = z.array(z.object({ id: z.string(), kind: PageKind, title: z.string(), body: z.string() }));

/** Texts to begin with, in three languages. What differs from shop to shop stands between double square brackets, and such a page cannot be published. */
export function listStarters(): z.infer<typeof StarterList> {
  return starters;
}

const starters = StarterList.parse({
  items: languages.flatMap((language) => File.parse(JSON.parse(readFileSync(new URL(`${language}.json`, import.meta.url), 'utf8'))).map((starter) => ({ ...starter, language }))),
});
