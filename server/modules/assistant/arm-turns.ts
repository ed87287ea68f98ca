import { sql } from 'kysely';
import type { App, IncomingMessage } from '#context';
import { askForTyping } from '#modules/conversations';
import { afterCommit, rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { turnLimits } from './turn-limits.ts';

/**
 * The receiver of messages that the assistant is to answer, in the transaction that stored them. The open turn of a conversation takes them in,
 * or one begins; a burst moves its time. Each message comes here once, so it belongs to one turn.
 */
export async function armTurns(app: App, tx: Tx, messages: IncomingMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const nowMs = app.clock.nowMs();
  const rows = [...Map.groupBy(messages, ({ conversationId }) => conversationId).values()].map((list) => {
    const [first] = list as [IncomingMessage];
    const { workspaceId, conversationId, contactId, connectionId } = first;
    const messageIds = list.toSorted((left, right) => left.at.getTime() - right.at.getTime()).map(({ messageId }) => messageId);
    return { workspaceId, id: app.ids.next(), conversationId, contactId, connectionId, messageIds };
  });
  await sql`
    insert into assistant_turn as t (workspace_id, id, conversation_id, contact_id, connection_id, channel, state, message_ids, started_at, due_at, latest_at)
    select r."workspaceId", r.id, r."conversationId", r."contactId", r."connectionId", v.channel, 'waiting', r."messageIds", ${new Date(nowMs)},
      ${new Date(nowMs + turnLimits.quietMs)}, ${new Date(nowMs + turnLimits.burstMs)}
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, id uuid, "conversationId" uuid, "contactId" uuid, "connectionId" uuid, "messageIds" uuid[])
    join conversation v on v.workspace_id = r."workspaceId" and v.id = r."conversationId"
    order by r."conversationId"
    on conflict (workspace_id, conversation_id) where state in ('waiting', 'thinking') do update set
      message_ids = t.message_ids || excluded.message_ids,
      due_at = case when t.state = 'waiting' then least(t.latest_at, excluded.due_at) else t.due_at end`.execute(tx);
  await askForTyping(app, tx, rows);
  publishAfterCommit(app.live, tx, 'assistant', rows.map(({ workspaceId, conversationId }) => ({ workspaceId, id: conversationId })));
  // The rows are the truth; this only spares the loop's idle time.
  afterCommit(tx, () => void setTimeout(() => app.poke('assistant'), turnLimits.quietMs + 1).unref());
}
