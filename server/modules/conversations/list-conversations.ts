import { sql } from 'kysely';
import type { Conversation, ConversationQuery } from '#contract/conversation';
import type { Page } from '#contract/page';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';
import { conversationColumns, conversationTables, ConversationRow, toConversation } from './conversation-row.ts';

/**
 * The inbox. `waiting` is the queue of people: urgent before routine, longest wait first; every other view shows the last message first.
 * A snoozed conversation is open again once its time came.
 */
export async function listConversations(app: App, actor: Actor, query: ConversationQuery): Promise<Page<Conversation>> {
  const now = app.clock.now();
  const isAwake = sql`(v.state = 'open' or (v.state = 'snoozed' and v.snoozed_until <= ${now}))`;
  const views = {
    open: isAwake,
    waiting: sql`${isAwake} and v.waiting_since is not null`,
    mine: sql`v.state <> 'closed' and v.assignee_id = ${actor.id}`,
    closed: sql`v.state = 'closed'`,
    all: sql`true`,
  };
  const isQueue = query.view === 'waiting';
  const words = query.search ? `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  const digits = query.search?.replaceAll(/\D/g, '') ?? '';
  const { rows } = await sql`
    select ${conversationColumns} from ${conversationTables}
    where v.workspace_id = ${actor.workspaceId} and ${views[query.view]}
      and (${query.connectionId ?? null}::uuid is null or v.connection_id = ${query.connectionId ?? null})
      and (${query.contactId ?? null}::uuid is null or v.contact_id = ${query.contactId ?? null})
      and (${query.tag ?? null}::text is null or v.tags @> array[${query.tag ?? null}::text])
      and (${words}::text is null or p.name ilike ${words} or v.last_preview ilike ${words} or exists (
        select from contact_identity i where i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
          and (i.value ilike ${words} or (${digits.length >= 4} and i.kind = 'phone' and i.value like ${`%${digits}%`}))))
      and ${isQueue ? afterInQueue(query.cursor) : afterInList(query.cursor)}
    order by ${isQueue ? sql`v.priority desc, v.waiting_since, v.id` : sql`coalesce(v.last_message_at, v.created_at) desc, v.id desc`}
    limit ${query.limit + 1}`.execute(app.db);
  const found = ConversationRow.array().parse(rows);
  if (!isQueue) return pageOfRows(found, query.limit, (row) => ({ at: row.last_message_at ?? row.created_at, id: row.id }), toConversation);
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  return { items: shown.map(toConversation), nextCursor: found.length > query.limit && last ? writeQueueCursor(last) : null };
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
