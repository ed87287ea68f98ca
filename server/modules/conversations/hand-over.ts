import { sql } from 'kysely';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import { changeConversation, lockConversation } from './change-conversation.ts';

export interface Handoff {
  workspaceId: string;
  conversationId: string;
  /** One sentence or a word of the product for the person who takes it. */
  reason: string;
  /** 0 routine, 1 raised, 2 urgent. A handoff only raises it. */
  priority: number;
  tags: string[];
}

/** Puts a conversation into the queue of people (P7). A repeat while it waits keeps its place and raises the priority at most. */
export async function handToPerson(app: App, tx: Tx, handoff: Handoff): Promise<void> {
  const conversation = await lockConversation(tx, handoff.workspaceId, handoff.conversationId);
  const tags = [...new Set([...conversation.tags, ...handoff.tags])];
  const priority = Math.max(conversation.priority, handoff.priority);
  const isWaiting = conversation.handler === 'person' && conversation.waiting_since !== null && conversation.state === 'open';
  await changeConversation(app, tx, conversation, {
    set: {
      handler: 'person',
      handler_run_id: null,
      state: 'open',
      snoozed_until: null,
      priority,
      tags,
      handoff_reason: isWaiting ? conversation.handoff_reason : handoff.reason,
      waiting_since: isWaiting ? conversation.waiting_since : app.clock.now(),
    },
    event: 'conversation.handed_over',
    actor: 'system',
    details: { reason: handoff.reason, priority: handoff.priority, tags: handoff.tags },
  });
}

export interface OutgoingNews {
  workspaceId: string;
  contactId: string;
  connectionId: string;
  /** When the channel took it, ISO. */
  at: string;
  preview: string;
  /** A member wrote it: nobody waits any more. */
  isFromPerson: boolean;
}

/** What our own messages change in their conversations, once the channel took them. Begins none: `beginConversations` does. Repeatable. */
export async function noteOutgoing(tx: Tx, news: OutgoingNews[]): Promise<void> {
  if (news.length === 0) return;
  await sql`
    with told as (
      select r."workspaceId" as workspace_id, r."connectionId" as connection_id, r."contactId" as contact_id, max(r.at) as at,
        (array_agg(r.preview order by r.at desc))[1] as preview, max(r.at) filter (where r."isFromPerson") as answered_at
      from jsonb_to_recordset(${rowsOf(news)}) as r(
        "workspaceId" uuid, "connectionId" uuid, "contactId" uuid, at timestamptz, preview text, "isFromPerson" boolean)
      group by 1, 2, 3)
    update conversation c set
      last_message_at = greatest(c.last_message_at, t.at),
      last_preview = case when t.at >= coalesce(c.last_message_at, t.at) then left(t.preview, 200) else c.last_preview end,
      waiting_since = case when t.answered_at >= coalesce(c.last_inbound_at, t.answered_at) then null else c.waiting_since end,
      unread_count = case when t.answered_at >= coalesce(c.last_inbound_at, t.answered_at) then 0 else c.unread_count end
    from told t where c.workspace_id = t.workspace_id and c.connection_id = t.connection_id and c.contact_id = t.contact_id`.execute(tx);
}
