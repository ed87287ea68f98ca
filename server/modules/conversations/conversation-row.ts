import { sql } from 'kysely';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { Conversation, ConversationDetail, ListedConversation } from '#contract/conversation';
import { ConversationHandler, ConversationPriority, ConversationState } from '#contract/conversation';
import { Referral } from '#contract/inbound-event';
import { RatingAnswerer, RatingScore } from '#contract/rating';
import type { Db, Tx } from '#platform/database';
import type { DB } from '#platform/database-types';

export type ConversationUpdate = Updateable<DB['conversation']>;

/** A conversation as the database holds it, with the names a list shows. */
export const ConversationRow = z.object({
  workspace_id: z.string(),
  id: z.string(),
  contact_id: z.string(),
  contact_name: z.string().nullable(),
  contact_address: z.string().nullable(),
  connection_id: z.string(),
  connection_name: z.string(),
  channel: z.string(),
  state: ConversationState,
  handler: ConversationHandler,
  handler_run_id: z.string().nullable(),
  assignee_id: z.string().nullable(),
  priority: ConversationPriority,
  handoff_reason: z.string().nullable(),
  tags: z.array(z.string()),
  waiting_since: z.date().nullable(),
  snoozed_until: z.date().nullable(),
  window_ends_at: z.date().nullable(),
  is_owned: z.boolean(),
  unread_count: z.int(),
  last_message_at: z.date().nullable(),
  last_preview: z.string().nullable(),
  referral: Referral.nullable(),
  rating: z.object({ score: RatingScore, ratedAt: z.coerce.date(), answeredBy: RatingAnswerer, comment: z.string().nullable() }).nullable(),
  created_at: z.date(),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

/** A row of a list: with the place at which searched words were said. */
export const ListedRow = ConversationRow.extend({ found_at: z.date().nullable(), found_text: z.string().nullable(), found_is_ours: z.boolean().nullable(), has_mention: z.boolean() });

/** Of `conversation v`, the rating that was asked for last among those with an answer. */
export const lastRating = sql`from rating q where q.workspace_id = v.workspace_id and q.conversation_id = v.id and q.score is not null order by q.asked_at desc limit 1`;
export const conversationColumns = sql`v.workspace_id, v.id, v.contact_id, p.name as contact_name, v.connection_id, n.name as connection_name, v.channel, v.state,
  v.handler, v.handler_run_id, v.assignee_id, v.priority, v.handoff_reason, v.tags, v.waiting_since, v.snoozed_until, v.window_ends_at, v.is_owned,
  v.unread_count, v.last_message_at, v.last_preview, v.referral, v.created_at,
  (select i.value from contact_identity i where i.workspace_id = v.workspace_id and i.contact_id = v.contact_id and i.kind in ('phone', 'email')
    order by i.kind desc, i.created_at limit 1) as contact_address,
  (select jsonb_build_object('score', q.score, 'ratedAt', q.rated_at, 'answeredBy', q.answered_by, 'comment', q.comment) ${lastRating}) as rating`;
export const conversationTables = sql`conversation v
  join contact p on p.workspace_id = v.workspace_id and p.id = v.contact_id
  join connection n on n.workspace_id = v.workspace_id and n.id = v.connection_id`;

export async function readConversationRow(db: Db | Tx, workspaceId: string, conversationId: string, options: { isLocked: boolean }): Promise<ConversationRow | null> {
  const { rows } = await sql`
    select ${conversationColumns} from ${conversationTables}
    where v.workspace_id = ${workspaceId} and v.id = ${conversationId} ${options.isLocked ? sql`for no key update of v` : sql``}`.execute(db);
  return rows[0] === undefined ? null : ConversationRow.parse(rows[0]);
}

const isoOf = (at: Date | null) => at?.toISOString() ?? null;

export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    contactId: row.contact_id,
    contactName: row.contact_name,
    contactAddress: row.contact_address,
    connectionId: row.connection_id,
    connectionName: row.connection_name,
    channel: row.channel,
    state: row.state,
    handler: row.handler,
    assigneeId: row.assignee_id,
    priority: row.priority,
    handoffReason: row.handoff_reason,
    tags: row.tags,
    waitingSince: isoOf(row.waiting_since),
    snoozedUntil: isoOf(row.snoozed_until),
    windowEndsAt: isoOf(row.window_ends_at),
    isOwned: row.is_owned,
    unreadCount: row.unread_count,
    lastMessageAt: isoOf(row.last_message_at),
    lastPreview: row.last_preview,
    rating: row.rating && { ...row.rating, ratedAt: row.rating.ratedAt.toISOString() },
    createdAt: row.created_at.toISOString(),
  };
}

export function toListed(row: z.infer<typeof ListedRow>): ListedConversation {
  const found = row.found_at && { at: row.found_at.toISOString(), text: row.found_text ?? '', isOurs: row.found_is_ours ?? false };
  return { ...toConversation(row), found, hasMention: row.has_mention };
}

export function toDetail(row: ConversationRow, marketingConsent: ConversationDetail['marketingConsent'], now: Date): ConversationDetail {
  const windowLeftMs = row.window_ends_at && Math.max(0, row.window_ends_at.getTime() - now.getTime());
  return { ...toConversation(row), windowLeftMs, referral: row.referral, marketingConsent };
}
