import type { Language } from '#contract/language';
import { en } from './en.ts';
import { es } from './es.ts';
import type { Notes } from './es.ts';
import { pt } from './pt.ts';

export type { Notes };
export const notesOf: Record<Language, Notes> = { es, pt, en };
