import { sql } from 'kysely';
import type { KnowledgeQuery, PageContent, PageWarning } from '#contract/knowledge';
import { likeOf } from '#platform/database';
import type { Db, Tx } from '#platform/database';
import type { Position } from '#platform/page';
import { PageRow, VersionRow } from './page-row.ts';

const pageColumns = sql`p.id, p.kind, p.title, p.language, p.version, p.published_version, p.warnings, p.preview, p.url, p.author, p.updated_at`;
const versionColumns = sql`v.page_id, v.version, v.kind, v.title, v.language, v.body, v.structure, v.url, v.author, v.created_at`;

/** Newest change first; one more than asked for when there is a next page. */
export async function findPages(db: Db, workspaceId: string, query: KnowledgeQuery, after: Position | null): Promise<PageRow[]> {
  const words = (query.q ?? '').split(/\s+/).filter((word) => word !== '').slice(0, 8).map(likeOf);
  const kinds = query.kind === undefined ? null : [query.kind].flat();
  const { rows } = await sql`
    select ${pageColumns} from knowledge_page p join knowledge_version v on v.workspace_id = p.workspace_id and v.page_id = p.id and v.version = p.version
    where p.workspace_id = ${workspaceId}
      and (${kinds}::text[] is null or p.kind = any(${kinds}))
      and (${query.state ?? null}::text is null or (p.published_version is not null) = (${query.state ?? null} = 'published'))
      and ${sql.join([sql`true`, ...words.map((word) => sql`(p.title ilike ${word} or v.body ilike ${word})`)], sql` and `)}
      and (${after === null} or (date_trunc('milliseconds', p.updated_at), p.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by date_trunc('milliseconds', p.updated_at) desc, p.id desc limit ${query.limit + 1}`.execute(db);
  return PageRow.array().parse(rows);
}

export async function findPage(db: Db | Tx, workspaceId: string, pageId: string, lock: 'for update' | 'no lock' = 'no lock'): Promise<PageRow | null> {
  const { rows } = await sql`select ${pageColumns} from knowledge_page p where p.workspace_id = ${workspaceId} and p.id = ${pageId} ${lock === 'for update' ? sql`for update` : sql``}`.execute(db);
  return rows[0] === undefined ? null : PageRow.parse(rows[0]);
}

export async function findVersion(db: Db | Tx, workspaceId: string, pageId: string, version: number): Promise<VersionRow | null> {
  const { rows } = await sql`select ${versionColumns} from knowledge_version v where v.workspace_id = ${workspaceId} and v.page_id = ${pageId} and v.version = ${version}`.execute(db);
  return rows[0] === undefined ? null : VersionRow.parse(rows[0]);
}

/** Newest first, without their texts. */
export async function listVersionRows(db: Db, workspaceId: string, pageId: string): Promise<Pick<VersionRow, 'version' | 'title' | 'author' | 'created_at'>[]> {
  const { rows } = await sql<Pick<VersionRow, 'version' | 'title' | 'author' | 'created_at'>>`
    select version, title, author, created_at from knowledge_version where workspace_id = ${workspaceId} and page_id = ${pageId} order by version desc limit 500`.execute(db);
  return rows;
}

export async function countPages(db: Db | Tx, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from knowledge_page where workspace_id = ${workspaceId}`.execute(db);
  return rows[0]?.count ?? 0;
}

export interface WrittenVersion extends PageContent {
  pageId: string;
  version: number;
  author: string;
  warnings: PageWarning[];
  preview: string;
  at: Date;
}

/** A new page, or the next version of one that the caller has locked. */
export async function keepVersion(tx: Tx, workspaceId: string, written: WrittenVersion): Promise<void> {
  const { pageId, version, kind, title, language, body, structure, url, author, warnings, preview, at } = written;
  await sql`
    insert into knowledge_page (workspace_id, id, kind, title, language, version, warnings, preview, url, author, created_at, updated_at)
    values (${workspaceId}, ${pageId}, ${kind}, ${title}, ${language}, ${version}, ${warnings}, ${preview}, ${url}, ${author}, ${at}, ${at})
    on conflict (workspace_id, id) do update set kind = excluded.kind, title = excluded.title, language = excluded.language, version = excluded.version,
      warnings = excluded.warnings, preview = excluded.preview, url = excluded.url, author = excluded.author, updated_at = excluded.updated_at`.execute(tx);
  await sql`
    insert into knowledge_version (workspace_id, page_id, version, kind, title, language, body, structure, url, author, created_at)
    values (${workspaceId}, ${pageId}, ${version}, ${kind}, ${title}, ${language}, ${body}, ${structure === null ? null : JSON.stringify(structure)}::jsonb, ${url}, ${author}, ${at})`.execute(tx);
}

/** Null: no version answers any more. Everything that answers is counted, so that each process's index notices. */
export async function setPublished(tx: Tx, workspaceId: string, pageId: string, version: number | null, at: Date): Promise<void> {
  await sql`update knowledge_page set published_version = ${version}, published_at = ${version === null ? null : at}, updated_at = ${at} where workspace_id = ${workspaceId} and id = ${pageId}`.execute(tx);
  await countRevision(tx, workspaceId);
}

export async function removePage(tx: Tx, workspaceId: string, pageId: string): Promise<void> {
  await sql`delete from knowledge_page where workspace_id = ${workspaceId} and id = ${pageId}`.execute(tx);
  await countRevision(tx, workspaceId);
}

async function countRevision(tx: Tx, workspaceId: string): Promise<void> {
  await sql`
    insert into knowledge_revision (workspace_id, revision) values (${workspaceId}, 1)
    on conflict (workspace_id) do update set revision = knowledge_revision.revision + 1`.execute(tx);
}

/** 0 while nothing was ever published. */
export async function readRevision(db: Db | Tx, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ revision: number }>`select revision from knowledge_revision where workspace_id = ${workspaceId}`.execute(db);
  return rows[0]?.revision ?? 0;
}

/** Pages of which something is published, with since when. */
export async function readPublishedSince(db: Db | Tx, workspaceId: string): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; since: Date }>`select id, published_at as since from knowledge_page where workspace_id = ${workspaceId} and published_at is not null`.execute(db);
  return new Map(rows.map(({ id, since }) => [id, since]));
}

/** Characters of everything that answers, without one page. */
export async function countPublishedText(tx: Tx, workspaceId: string, exceptPageId: string): Promise<number> {
  const { rows } = await sql<{ length: number }>`
    select coalesce(sum(length(v.body)), 0)::bigint as length from knowledge_page p
    join knowledge_version v on v.workspace_id = p.workspace_id and v.page_id = p.id and v.version = p.published_version
    where p.workspace_id = ${workspaceId} and p.id <> ${exceptPageId}`.execute(tx);
  return rows[0]?.length ?? 0;
}

/** What answers: the published version of each page, the newest page first. */
export async function readPublished(db: Db | Tx, workspaceId: string): Promise<VersionRow[]> {
  const { rows } = await sql`
    select ${versionColumns} from knowledge_page p join knowledge_version v on v.workspace_id = p.workspace_id and v.page_id = p.id and v.version = p.published_version
    where p.workspace_id = ${workspaceId} order by p.updated_at desc, p.id`.execute(db);
  return VersionRow.array().parse(rows);
}
