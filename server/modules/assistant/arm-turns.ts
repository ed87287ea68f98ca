import { sql } from 'kysely';
import type { App, AskedMessage } from '#context';
import { askForTyping } from '#modules/conversations';
import { afterCommit, rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { turnLimits } from './turn-limits.ts';

/**
 * The receiver of messages that the assistant is to answer, in the transaction that stored them. The open turn of a conversation takes them in,
 * or one begins; a burst moves its time. A message that had its turn gets no second one, however often it comes here.
 */
export async function armTurns(app: App, tx: Tx, asked: AskedMessage[]): Promise<void> {
  const messages = [...new Map(asked.map((message) => [message.messageId, message])).values()];
  if (messages.length === 0) return;
  const nowMs = app.clock.nowMs();
  const rows = [...Map.groupBy(messages, ({ conversationId }) => conversationId).values()].map((list) => {
    const [first] = list as [AskedMessage];
    const { workspaceId, conversationId, contactId, connectionId } = first;
    const messageIds = list.toSorted((left, right) => left.at.getTime() - right.at.getTime()).map(({ messageId }) => messageId);
    return { workspaceId, id: app.ids.next(), conversationId, contactId, connectionId, messageIds };
  });
  // Left out is what is in a turn, unless it was dropped because a person stepped in: by now they have stepped out.
  const { rows: armed } = await sql<{ workspaceId: string; conversationId: string }>`
    insert into assistant_turn as t (workspace_id, id, conversation_id, contact_id, connection_id, channel, state, message_ids, started_at, due_at, latest_at)
    select r."workspaceId", r.id, r."conversationId", r."contactId", r."connectionId", v.channel, 'waiting', n.ids, ${new Date(nowMs)},
      ${new Date(nowMs + turnLimits.quietMs)}, ${new Date(nowMs + turnLimits.burstMs)}
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, id uuid, "conversationId" uuid, "contactId" uuid, "connectionId" uuid, "messageIds" uuid[])
    join conversation v on v.workspace_id = r."workspaceId" and v.id = r."conversationId"
    join lateral (
      select array_agg(m.id order by m.place) as ids from unnest(r."messageIds") with ordinality as m(id, place)
      where not exists (select from assistant_turn o where o.workspace_id = r."workspaceId" and o.conversation_id = r."conversationId" and m.id = any(o.message_ids) and o.reason is distinct from 'person_took_over')
    ) n on n.ids is not null
    order by r."conversationId"
    on conflict (workspace_id, conversation_id) where state in ('waiting', 'thinking') do update set
      message_ids = t.message_ids || excluded.message_ids,
      due_at = case when t.state = 'waiting' then least(t.latest_at, excluded.due_at) else t.due_at end
    returning t.workspace_id as "workspaceId", t.conversation_id as "conversationId"`.execute(tx);
  if (armed.length === 0) return;
  await askForTyping(app, tx, armed);
  publishAfterCommit(app.live, tx, 'assistant', armed.map(({ workspaceId, conversationId }) => ({ workspaceId, id: conversationId })));
  // The rows are the truth; this only spares the loop's idle time.
  afterCommit(tx, () => void setTimeout(() => app.poke('assistant'), turnLimits.quietMs + 1).unref());
}
