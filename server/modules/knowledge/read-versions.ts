import type { z } from 'zod';
import type { App } from '#context';
import type { KnowledgeVersionDetail, KnowledgeVersions } from '#contract/knowledge';
import type { Actor } from '#platform/actor';
import { AppError } from '#platform/errors';
import { requirePage } from './manage-pages.ts';
import { findVersion, listVersionRows } from './page-queries.ts';

/** Newest first. */
export async function listVersions(app: App, actor: Actor, pageId: string): Promise<z.infer<typeof KnowledgeVersions>> {
  const page = await requirePage(app.db, actor.workspaceId, pageId);
  const rows = await listVersionRows(app.db, actor.workspaceId, pageId);
  return { items: rows.map(({ created_at: createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString(), isPublished: row.version === page.published_version })) };
}

export async function readVersion(app: App, actor: Actor, pageId: string, version: number): Promise<z.infer<typeof KnowledgeVersionDetail>> {
  const row = await findVersion(app.db, actor.workspaceId, pageId, version);
  if (!row) throw new AppError('not_found', 'version_unknown', `There is no version ${version} of this page in this workspace.`);
  const { created_at: createdAt, page_id: _pageId, ...rest } = row;
  return { ...rest, createdAt: createdAt.toISOString() };
}
