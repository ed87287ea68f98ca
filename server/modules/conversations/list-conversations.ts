import { sql } from 'kysely';
import type { ConversationQuery, ListedConversation } from '#contract/conversation';
import type { Page } from '#contract/page';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { hasText, likeOf } from '#platform/database';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';
import { conversationColumns, conversationTables, lastRating, ListedRow, toListed } from './conversation-row.ts';
import type { ConversationRow } from './conversation-row.ts';
import { searchSpoken } from './search-spoken.ts';
import { isAwake, viewCondition } from './view-conditions.ts';

/**
 * The inbox. `waiting` is the queue of people: urgent before routine, longest wait first; every other view shows the last message first.
 * A snoozed conversation is open again once its time came.
 */
export async function listConversations(app: App, actor: Actor, query: ConversationQuery): Promise<Page<ListedConversation>> {
  const now = app.clock.now();
  const isQueue = query.view === 'waiting';
  const { rows } = await sql`
    with found as (${searchSpoken(actor.workspaceId, query.search)})
    select ${conversationColumns}, f.at as found_at, f.text as found_text, f.is_ours as found_is_ours, ${hasMention(actor)} as has_mention
    from ${conversationTables} left join found f on f.conversation_id = v.id
    where v.workspace_id = ${actor.workspaceId} and ${viewCondition(query.view, actor.id, now)} and ${filters(actor, query)} and ${hasWords(query.search)}
      and ${isQueue ? afterInQueue(query.cursor) : afterInList(query.cursor)}
    order by ${isQueue ? sql`v.priority desc, v.waiting_since, v.id` : sql`coalesce(v.last_message_at, v.created_at) desc, v.id desc`}
    limit ${query.limit + 1}`.execute(app.db);
  const found = ListedRow.array().parse(rows).map((row) => ({ ...row, state: row.state === 'snoozed' && isAwake(row, now) ? ('open' as const) : row.state }));
  if (!isQueue) return pageOfRows(found, query.limit, (row) => ({ at: row.last_message_at ?? row.created_at, id: row.id }), toListed);
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  return { items: shown.map(toListed), nextCursor: found.length > query.limit && last ? writeQueueCursor(last) : null };
}

const hasMention = (actor: Actor) =>
  sql<boolean>`exists (select from mention t where t.workspace_id = v.workspace_id and t.conversation_id = v.id and t.user_id = ${actor.id} and t.read_at is null)`;

function filters(actor: Actor, query: ConversationQuery) {
  const assigneeId = query.assigneeId === 'me' ? actor.id : query.assigneeId;
  return sql`(${query.connectionId ?? null}::uuid is null or v.connection_id = ${query.connectionId ?? null})
      and (${query.contactId ?? null}::uuid is null or v.contact_id = ${query.contactId ?? null})
      and (${query.channel ?? null}::text is null or v.channel = ${query.channel ?? null})
      and (${query.tag ?? null}::text is null or v.tags @> array[${query.tag ?? null}::text])
      and (${query.rating ?? null}::text is null or (select q.score ${lastRating}) = ${query.rating ?? null})
      and (${query.priority ?? null}::int is null or v.priority = ${query.priority ?? null})
      and (${query.unread ?? false} = false or v.unread_count > 0)
      and (${query.mentioned ?? false} = false or ${hasMention(actor)})
      and (${assigneeId ?? null}::text is null or v.assignee_id is not distinct from nullif(${assigneeId ?? null}, 'nobody'))`;
}

/** In the name, the address, the last message, or anything that was said. */
function hasWords(search: string | undefined) {
  if (!search) return sql`true`;
  const words = likeOf(search);
  const digits = search.replaceAll(/\D/g, '');
  return sql`(f.conversation_id is not null or ${hasText(sql`p.name`, search)} or ${hasText(sql`v.last_preview`, search)} or exists (
    select from contact_identity i where i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
      and (i.value ilike ${words} or (${digits.length >= 4} and i.kind = 'phone' and i.value like ${`%${digits}%`}))))`;
}

function afterInList(cursor: string | undefined) {
  const after = readCursor(cursor);
  return after === null ? sql`true` : sql`(coalesce(v.last_message_at, v.created_at), v.id) < (${after.at}, ${after.id}::uuid)`;
}

const queueCursor = /^([0-2])~([^~]+)~([0-9a-f-]{36})$/;

function writeQueueCursor(row: ConversationRow): string {
  return Buffer.from(`${row.priority}~${row.waiting_since?.toISOString() ?? ''}~${row.id}`).toString('base64url');
}

function afterInQueue(cursor: string | undefined) {
  if (cursor === undefined) return sql`true`;
  const [, priority, since, id] = queueCursor.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (!priority || !since || !id || Number.isNaN(Date.parse(since))) {
    throw new AppError('invalid', 'cursor_invalid', 'This cursor is not one that a list gave. Leave it out to read the first page.');
  }
  return sql`(-v.priority, v.waiting_since, v.id) > (${-Number(priority)}::int, ${new Date(since)}, ${id}::uuid)`;
}
