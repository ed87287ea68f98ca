import { sql } from 'kysely';
import type { TemplateQuery } from '#contract/template';
import { likeOf, rowsOf } from '#platform/database';
import type { Db, Tx } from '#platform/database';
import type { Position } from '#platform/page';
import type { ChannelTemplate } from '#ports/channel';
import { TemplateRow } from './template-row.ts';
import type { WrittenTemplate } from './write-template.ts';

const columns = sql`t.workspace_id, t.id, t.connection_id, t.template_key, t.name, t.language, t.category, t.requested_category, t.status, t.quality,
  t.reason, t.problem, t.header, t.body, t.footer, t.variables, t.buttons, t.message_key, t.content_hash, t.created_at, t.updated_at`;

export interface MessageKey {
  workspaceId: string;
  connectionId: string;
  messageKey: string;
}

export const messageKeyOf = (key: MessageKey) => `${key.connectionId} ${key.messageKey}`;

/** Every template of these messages, by `messageKeyOf`; in one read, for the send ledger. */
export async function readTemplates(tx: Tx | Db, keys: MessageKey[]): Promise<Map<string, TemplateRow[]>> {
  const found = new Map<string, TemplateRow[]>();
  if (keys.length === 0) return found;
  const { rows } = await sql`
    select ${columns} from template t
    where (t.workspace_id, t.message_key) in (
      select r."workspaceId", r."messageKey" from jsonb_to_recordset(${rowsOf(keys)}) as r("workspaceId" uuid, "messageKey" text))
      and t.connection_id = any(${keys.map(({ connectionId }) => connectionId)}::uuid[])`.execute(tx);
  for (const row of TemplateRow.array().parse(rows)) {
    const key = messageKeyOf({ workspaceId: row.workspace_id, connectionId: row.connection_id, messageKey: row.message_key ?? '' });
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

export async function findTemplate(db: Db | Tx, workspaceId: string, id: string): Promise<TemplateRow | null> {
  const { rows } = await sql`select ${columns} from template t where t.workspace_id = ${workspaceId} and t.id = ${id}`.execute(db);
  return rows[0] === undefined ? null : TemplateRow.parse(rows[0]);
}

/** Templates by id, those of other workspaces left out; in one read, for the send ledger. */
export async function readTemplatesById(tx: Tx | Db, keys: { workspaceId: string; templateId: string }[]): Promise<Map<string, TemplateRow>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql`
    select ${columns} from template t
    where (t.workspace_id, t.id) in (select r."workspaceId", r."templateId" from jsonb_to_recordset(${rowsOf(keys)}) as r("workspaceId" uuid, "templateId" uuid))`.execute(tx);
  return new Map(TemplateRow.array().parse(rows).map((row) => [row.id, row]));
}

/** Newest first; one more than asked for when there is a next page. */
export async function findTemplates(db: Db, workspaceId: string, query: TemplateQuery, after: Position | null): Promise<TemplateRow[]> {
  const words = query.search ? likeOf(query.search) : null;
  const { rows } = await sql`
    select ${columns} from template t
    where t.workspace_id = ${workspaceId} and (t.status <> 'deleted' or ${query.status ?? null}::text = 'deleted')
      and (${query.connectionId ?? null}::uuid is null or t.connection_id = ${query.connectionId ?? null})
      and (${query.status ?? null}::text is null or t.status = ${query.status ?? null})
      and (${query.language ?? null}::text is null or t.language = ${query.language ?? null})
      and (${query.messageKey ?? null}::text is null or t.message_key = ${query.messageKey ?? null})
      and (${words}::text is null or t.name ilike ${words} or t.body ilike ${words})
      and (${after?.at ?? null}::timestamptz is null or (t.created_at, t.id) < (${after?.at ?? null}, ${after?.id ?? null}::uuid))
    order by t.created_at desc, t.id desc limit ${query.limit + 1}`.execute(db);
  return TemplateRow.array().parse(rows);
}

export type TemplateToKeep = WrittenTemplate & { id: string; messageKey: string | null; purpose: string };

/** Keeps written templates as drafts; one of the same name and language is left as it is. Gives back the ids of the new ones. */
export async function insertTemplates(tx: Tx, workspaceId: string, connectionId: string, templates: TemplateToKeep[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into template (workspace_id, id, connection_id, name, language, category, requested_category, status, header, body, footer, variables, buttons,
      message_key, content_hash, purpose, version, created_at, updated_at)
    select ${workspaceId}, r.id, ${connectionId}, r.name, r.language, r.category, r.category, 'draft', r.header, r.body, r.footer,
      array(select jsonb_array_elements_text(r.variables)), r.buttons, r."messageKey", r."contentHash", r.purpose, ${now}, ${now}, ${now}
    from jsonb_to_recordset(${rowsOf(templates)}) as r(
      id uuid, name text, language text, category text, header jsonb, body text, footer text, variables jsonb, buttons jsonb, "messageKey" text,
      "contentHash" text, purpose text)
    order by r.name, r.language
    on conflict (workspace_id, connection_id, name, language) do nothing returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** What handing it in answered. The channel's own news, when newer, already stands. */
export async function recordSubmission(db: Db, template: TemplateRow, answer: { templateKey: string; status: string; category: string }, at: Date): Promise<void> {
  await sql`
    update template set template_key = ${answer.templateKey}, problem = null, submitted_at = ${at}, updated_at = ${at},
      status = case when status_at is null then ${answer.status} else status end,
      category = case when category_at is null then ${answer.category} else category end
    where workspace_id = ${template.workspace_id} and id = ${template.id}`.execute(db);
}

/** The channel did not take it: shown at the template. */
export async function recordProblem(db: Db, template: TemplateRow, problem: string, at: Date): Promise<void> {
  await sql`
    update template set status = 'rejected', problem = ${problem.slice(0, 1000)}, updated_at = ${at}
    where workspace_id = ${template.workspace_id} and id = ${template.id} and template_key is null`.execute(db);
}

/** The channel's text of templates that were not written here; ours keep what we know of their buttons. */
export async function storeTexts(tx: Tx, workspaceId: string, connectionId: string, templates: ChannelTemplate[]): Promise<void> {
  await sql`
    update template t set header = r.header, body = r.body, footer = r.footer, variables = array(select jsonb_array_elements_text(r.variables)), buttons = r.buttons
    from jsonb_to_recordset(${rowsOf(templates)}) as r(name text, language text, header jsonb, body text, footer text, variables jsonb, buttons jsonb)
    where t.workspace_id = ${workspaceId} and t.connection_id = ${connectionId} and t.name = r.name and t.language = r.language and t.message_key is null`.execute(tx);
}

/** Those that the channel listed before and lists no more. @param since when the listing began. */
export async function markUnlisted(tx: Tx, workspaceId: string, connectionId: string, listed: string[], since: Date): Promise<void> {
  await sql`
    update template set status = 'deleted', status_at = ${since}, updated_at = ${since}
    where workspace_id = ${workspaceId} and connection_id = ${connectionId} and template_key is not null and not (template_key = any(${listed}))
      and status <> 'deleted' and coalesce(status_at, '-infinity') < ${since} and coalesce(submitted_at, '-infinity') < ${since}`.execute(tx);
}
