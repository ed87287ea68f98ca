import { languageOf } from '#contract/language';
import type { Language } from '#contract/language';

export { languages } from '#contract/language';
export type { Language } from '#contract/language';

/** Each language by its own name, for the switch. */
export const languageNames: Record<Language, string> = { es: 'Español', pt: 'Português', en: 'English' };

/** The first wish that we speak, by language alone (`pt-BR` counts as `pt`); Spanish when none is. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const language = languageOf(wish);
    if (language) return language;
  }
  return 'es';
}
