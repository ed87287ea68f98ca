import type { Language } from '#contract/language';
import { en } from './en.ts';
import { es } from './es.ts';
import type { Words } from './es.ts';
import { pt } from './pt.ts';

export type { Words };
export const wordsOf: Record<Language, Words> = { es, pt, en };
