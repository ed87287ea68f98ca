import { z } from 'zod';
import { PageKind, PageWarning } from '#contract/knowledge';
import type { KnowledgePage } from '#contract/knowledge';
import { PageStructure } from '#contract/knowledge-structure';
import { Language } from '#contract/language';

export const PageRow = z.object({
  id: z.uuid(),
  kind: PageKind,
  title: z.string(),
  language: Language.nullable(),
  version: z.int(),
  published_version: z.int().nullable(),
  warnings: z.array(PageWarning),
  preview: z.string(),
  url: z.string().nullable(),
  author: z.string(),
  updated_at: z.date(),
});
export type PageRow = z.infer<typeof PageRow>;

export const VersionRow = z.object({
  page_id: z.uuid(),
  version: z.int(),
  kind: PageKind,
  title: z.string(),
  language: Language.nullable(),
  body: z.string(),
  structure: PageStructure.nullable(),
  url: z.string().nullable(),
  author: z.string(),
  created_at: z.date(),
});
export type VersionRow = z.infer<typeof VersionRow>;

export function toPage(row: PageRow): KnowledgePage {
  const { published_version: publishedVersion, updated_at: updatedAt, ...rest } = row;
  return { ...rest, publishedVersion, state: publishedVersion === null ? 'draft' : 'published', updatedAt: updatedAt.toISOString() };
}
