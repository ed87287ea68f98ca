import type { App } from '#context';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { WorkspaceFacts } from '#modules/workspaces';
import { AppError } from '#platform/errors';
import { rootOf } from '#platform/sandbox';
import { readPublished, readRevision } from './page-queries.ts';
import { buildIndex } from './retrieval/build-index.ts';
import type { PassageIndex } from './retrieval/build-index.ts';
import { cutPassages } from './retrieval/cut-passages.ts';
import type { PublishedPage } from './retrieval/cut-passages.ts';

/** What a workspace published, ready to be asked. */
export interface PublishedPages {
  revision: number;
  locale: string;
  pages: readonly PublishedPage[];
  index: PassageIndex;
}

const cache = new WeakMap<object, Map<string, PublishedPages>>();
/** Shops whose pages one process keeps at hand; the one asked longest ago goes first. */
const maxKept = 200;

/**
 * The published pages of a workspace with their index. It is built in this process and kept until the count of publications in the database has moved,
 * so that whatever was published or withdrawn anywhere counts from the next question on.
 */
export async function openPublishedPages(app: App, workspace: WorkspaceFacts): Promise<PublishedPages> {
  const db = rootOf(app.db);
  const kept = cache.get(db) ?? new Map<string, PublishedPages>();
  cache.set(db, kept);
  const revision = await readRevision(db, workspace.id);
  const known = kept.get(workspace.id);
  if (known?.revision === revision && known.locale === workspace.locale) {
    kept.delete(workspace.id);
    kept.set(workspace.id, known);
    return known;
  }
  // Read after the count: what is published meanwhile moves the count again, and is at worst read twice.
  const rows = revision === 0 ? [] : await readPublished(db, workspace.id);
  const pages = rows.map(({ page_id: pageId, ...row }) => ({ pageId, ...row }));
  const opened: PublishedPages = { revision, locale: workspace.locale, pages, index: buildIndex(pages.flatMap((page) => cutPassages(page, workspace.locale))) };
  kept.delete(workspace.id);
  kept.set(workspace.id, opened);
  const [oldest] = kept.keys();
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  return opened;
}

export async function requireWorkspaceFacts(app: App, workspaceId: string): Promise<WorkspaceFacts> {
  const facts = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId);
  if (!facts) throw new AppError('not_found', 'workspace_unknown', 'There is no such workspace.');
  return facts;
}
