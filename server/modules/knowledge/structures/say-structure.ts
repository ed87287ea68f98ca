import type { PageStructure } from '#contract/knowledge-structure';
import type { Language } from '#contract/language';
import { languageOf } from '#contract/language';
import { sayHours } from './say-hours.ts';
import { saySizes } from './say-sizes.ts';
import { sayShipping } from './say-shipping.ts';

/** One part of a page's figures in words. */
export interface SaidPart {
  heading: string | null;
  text: string;
}

/** The figures of a page as a shopper reads them, in the page's language, else in the shop's. */
export function sayStructure(page: { structure: PageStructure | null; language: Language | null }, locale: string): SaidPart[] {
  if (page.structure === null) return [];
  const language = page.language ?? languageOf(locale) ?? 'es';
  const spoken = languageOf(locale) === language ? locale : language;
  if (page.structure.kind === 'shipping') return sayShipping(page.structure, language, spoken);
  return page.structure.kind === 'hours' ? [sayHours(page.structure, language)] : saySizes(page.structure, language);
}
