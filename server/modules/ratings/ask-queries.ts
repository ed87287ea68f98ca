import { sql } from 'kysely';
import { z } from 'zod';
import { ConversationHandler, ConversationState } from '#contract/conversation';
import type { RatingAnswerer } from '#contract/rating';
import type { Tx } from '#platform/database';

/** After these the shopper is not asked how it was until a person has answered. */
const troubles = ['angry', 'serious_complaint', 'fraud'];

const AskRow = z.object({
  contactId: z.string(),
  connectionId: z.string(),
  channel: z.string(),
  isOwned: z.boolean(),
  state: ConversationState,
  handler: ConversationHandler,
  lastInboundAtMs: z.number().nullable(),
  windowEndsAtMs: z.number().nullable(),
  hasPersonAnswered: z.boolean(),
  hasAssistantAnswered: z.boolean(),
  isTroubled: z.boolean(),
  lastAskedAtMs: z.number().nullable(),
});
export type AskRow = z.infer<typeof AskRow>;

/**
 * Locks the person, then the conversation: of two questions to one person, in whatever conversations, the second sees the first. False: the
 * conversation is gone, or its person was erased.
 */
export async function lockForAsking(tx: Tx, workspaceId: string, conversationId: string): Promise<boolean> {
  const { rows } = await sql`
    select from conversation v join contact p on p.workspace_id = v.workspace_id and p.id = v.contact_id
    where v.workspace_id = ${workspaceId} and v.id = ${conversationId} and p.erased_at is null for no key update of p`.execute(tx);
  if (rows.length === 0) return false;
  await sql`select from conversation where workspace_id = ${workspaceId} and id = ${conversationId} for no key update`.execute(tx);
  return true;
}

/**
 * What the conversation says. It began anew at the last question, or at the last closing after which the shopper wrote: a closing that was taken
 * back and done again is one.
 */
export async function readAskRow(tx: Tx, workspaceId: string, conversationId: string): Promise<AskRow | null> {
  const ms = (at: ReturnType<typeof sql>) => sql`(extract(epoch from ${at}) * 1000)::float8`;
  const { rows } = await sql`
    with v as (
      select v.*, case when v.state = 'closed' then (select max(e.at) from conversation_event e where e.workspace_id = v.workspace_id and e.conversation_id = v.id and e.kind = 'conversation.closed') end as closed_at
      from conversation v where v.workspace_id = ${workspaceId} and v.id = ${conversationId}
    ), began as (
      select greatest('-infinity',
        (select max(q.asked_at) from rating q join send s on s.workspace_id = q.workspace_id and s.id = q.send_id
          where q.workspace_id = v.workspace_id and q.conversation_id = v.id and s.state not in ('refused', 'failed')),
        (select max(e.at) from conversation_event e where e.workspace_id = v.workspace_id and e.conversation_id = v.id and e.kind = 'conversation.closed' and e.at < coalesce(v.closed_at, 'infinity')
          and exists (select from message m where m.workspace_id = v.workspace_id and m.conversation_id = v.id and m.direction = 'in' and m.at > e.at and m.at <= coalesce(v.closed_at, 'infinity')))) as at
      from v
    ), helped as (
      select (select max(s.planned_at) from send s where s.workspace_id = v.workspace_id and s.contact_id = v.contact_id and s.connection_id = v.connection_id and s.origin = 'person' and s.accepted_at is not null) as by_member,
        (select max(m.at) from message m where m.workspace_id = v.workspace_id and m.conversation_id = v.id and m.direction = 'out' and m.author = 'app') as by_app
      from v
    )
    select v.contact_id as "contactId", v.connection_id as "connectionId", v.channel, v.is_owned as "isOwned", v.state, v.handler,
      ${ms(sql`v.last_inbound_at`)} as "lastInboundAtMs", ${ms(sql`v.window_ends_at`)} as "windowEndsAtMs",
      coalesce(greatest(helped.by_member, helped.by_app) > began.at, false) as "hasPersonAnswered",
      exists (select from assistant_turn t where t.workspace_id = v.workspace_id and t.conversation_id = v.id and t.state = 'answered' and t.started_at > began.at) as "hasAssistantAnswered",
      exists (select from handoff h where h.workspace_id = v.workspace_id and h.conversation_id = v.id and h.at > began.at and h.trigger = any(${troubles})
        and coalesce(greatest(helped.by_member, helped.by_app) < h.at, true)) as "isTroubled",
      (select ${ms(sql`max(q.asked_at)`)} from rating q join send s on s.workspace_id = q.workspace_id and s.id = q.send_id
        where q.workspace_id = v.workspace_id and q.contact_id = v.contact_id and s.state not in ('refused', 'failed')) as "lastAskedAtMs"
    from v, began, helped`.execute(tx);
  return rows[0] === undefined ? null : AskRow.parse(rows[0]);
}

export interface NewRating {
  workspaceId: string;
  id: string;
  conversationId: string;
  contactId: string;
  answeredBy: RatingAnswerer;
  askedAt: Date;
  sendId: string;
}

export async function insertRating(tx: Tx, { workspaceId, id, conversationId, contactId, answeredBy, askedAt, sendId }: NewRating): Promise<void> {
  await sql`
    insert into rating (workspace_id, id, conversation_id, contact_id, answered_by, asked_at, send_id)
    values (${workspaceId}, ${id}, ${conversationId}, ${contactId}, ${answeredBy}, ${askedAt}, ${sendId})`.execute(tx);
}
