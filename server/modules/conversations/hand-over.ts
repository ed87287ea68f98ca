import { sql } from 'kysely';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import { changeConversation, lockConversation } from './change-conversation.ts';
import { assignByRules } from './choose-assignee.ts';
import type { ConversationRow } from './conversation-row.ts';

export interface Handoff {
  workspaceId: string;
  conversationId: string;
  /** One sentence or a word of the product for the person who takes it. */
  reason: string;
  /** 0 routine, 1 raised, 2 urgent. A handoff only raises it. */
  priority: number;
  tags: string[];
  /** Whose it is, when `chooseAssignee` was asked already. Left out: the workspace's rules decide. One that has a member keeps them. */
  assigneeId?: string | null;
}

/**
 * Puts a conversation into the queue of people (P7). A repeat while it waits keeps its place, raises the priority at most, and is told only
 * when it says something new.
 */
export async function handToPerson(app: App, tx: Tx, handoff: Handoff): Promise<void> {
  const conversation = await lockConversation(tx, handoff.workspaceId, handoff.conversationId);
  const tags = [...new Set([...conversation.tags, ...handoff.tags])];
  const priority = Math.max(conversation.priority, handoff.priority);
  // Also while it is nobody's: a member handed it back, and the assistant answers nobody just now.
  const waitingSince = conversation.state === 'open' ? conversation.waiting_since : null;
  const isWaiting = conversation.handler === 'person' && waitingSince !== null;
  const isRaised = priority > conversation.priority || tags.length > conversation.tags.length;
  if (isWaiting && !isRaised && conversation.handoff_reason !== null) return;
  const { workspaceId } = handoff;
  const assigneeId = conversation.assignee_id ?? (handoff.assigneeId === undefined ? await assignByRules(app, tx, { workspaceId, tags, ownerRule: null }) : handoff.assigneeId);
  await changeConversation(app, tx, conversation, {
    set: {
      handler: 'person',
      handler_run_id: null,
      state: 'open',
      snoozed_until: null,
      priority,
      tags,
      assignee_id: assigneeId,
      handoff_reason: (waitingSince && conversation.handoff_reason) || handoff.reason,
      waiting_since: waitingSince ?? app.clock.now(),
    },
    event: 'conversation.handed_over',
    actor: 'system',
    details: { reason: handoff.reason, priority: handoff.priority, tags: handoff.tags, ...(assigneeId !== conversation.assignee_id && { assigneeId }) },
  });
  await tellOfHandoff(app, tx, conversation, { assigneeId, priority });
}

/** A member who is given it hears of it; what is urgent is told to everybody as long as it is nobody's. */
async function tellOfHandoff(app: App, tx: Tx, before: ConversationRow, { assigneeId, priority }: { assigneeId: string | null; priority: number }): Promise<void> {
  const about = { workspaceId: before.workspace_id, conversationId: before.id };
  if (assigneeId !== null && assigneeId !== before.assignee_id) await app.receivers.membersConcerned(app, tx, [{ ...about, kind: 'assigned', memberIds: [assigneeId] }]);
  else if (priority === 2 && before.priority < 2) await app.receivers.membersConcerned(app, tx, [{ ...about, kind: 'urgent', memberIds: assigneeId === null ? null : [assigneeId] }]);
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
