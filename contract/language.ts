import { z } from 'zod';

/** The languages every text of ours exists in. */
export const languages = ['es', 'pt', 'en'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** The language of ours nearest to a locale such as "pt-BR"; null when we have none for it. */
export function languageOf(locale: string | null | undefined): Language | null {
  const prefix = locale?.slice(0, 2).toLowerCase();
  return languages.find((language) => language === prefix) ?? null;
}
