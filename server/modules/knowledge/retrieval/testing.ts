import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PageKind } from '#contract/knowledge';
import type { PageContent } from '#contract/knowledge';
import { Language } from '#contract/language';
import { auroraPages } from '../../../demo/aurora-pages.ts';
import { buildIndex } from './build-index.ts';
import type { PassageIndex } from './build-index.ts';
import { cutPassages } from './cut-passages.ts';

const read = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

export interface LabelledQuestion {
  shop: 'aurora' | 'casa-ipe';
  language: Language;
  question: string;
  /** Headings any of which answers it; empty: no page does. */
  answers: string[];
}

/** Questions as people type them over two shops' pages, with the heading that answers each. */
export function readLabelled(set: 'dev' | 'test'): LabelledQuestion[] {
  return read(`${set}-questions.txt`)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [shop = '', language = '', answers = '', ...question] = line.split(' | ');
      return { shop: shop === 'aurora' ? 'aurora' : 'casa-ipe', language: Language.parse(language), answers: answers === '-' ? [] : answers.split('/'), question: question.join(' | ') };
    });
}

const Stored = z.array(z.object({ kind: PageKind, title: z.string(), body: z.string() }));
const casaIpePages: PageContent[] = Stored.parse(JSON.parse(read('casa-ipe/pages.json'))).map((page) => ({ ...page, language: 'pt', structure: null, url: null }));

const indexOf = (pages: PageContent[], locale: string) => buildIndex(pages.flatMap((page, index) => cutPassages({ ...page, pageId: `page-${index}`, version: 1 }, locale)));

export const labelledShops = (): Record<LabelledQuestion['shop'], PassageIndex> => ({ aurora: indexOf(auroraPages, 'es-AR'), 'casa-ipe': indexOf(casaIpePages, 'pt-BR') });
