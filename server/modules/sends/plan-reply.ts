import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { ConsentChannel } from '#contract/inbound-event';
import { PlannedReply } from '#contract/send';
import type { Purpose } from '#contract/send-reason';
import type { App } from '#context';
import { countSavedReply, giveToActor, lockConversation } from '#modules/conversations';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { planSends } from './plan-sends.ts';
import { findLastAnswer } from './reply-queries.ts';
import type { SendIntent } from './send-intent.ts';

/** An answer of another member counts as "a moment ago" for so long. */
const momentMs = 90_000;

export type AnsweredConversation = Awaited<ReturnType<typeof lockConversation>>;

export interface Reply {
  purpose: Purpose;
  intent: SendIntent;
  isReply: boolean;
  cartId: string | null;
}

/** Who answers where, and the key that makes a repeat harmless. */
export interface ReplyRequest {
  conversationId: string;
  idempotencyKey: string;
  step: 'message' | 'template';
  /** True: refused when another member answered a moment ago, so that the author can look first. */
  asksFirst?: boolean;
  /** Counted once when it goes. */
  savedReplyId?: string | null;
}

/**
 * Puts what a member wrote into the ledger and makes them the one who answers. The gate decides afterwards, as for every message (P3).
 * A repeat of the key gives what was planned then and plans nothing.
 * @param write makes the message, under the conversation's lock; throws when it cannot be sent at all.
 */
export async function planReply(app: App, actor: Actor, request: ReplyRequest, write: (tx: Tx, conversation: AnsweredConversation, sendId: string) => Promise<Reply>): Promise<PlannedReply> {
  requireRole(actor, 'agent');
  const planned = await inTransaction(app.db, async (tx) => {
    const conversation = await lockConversation(tx, actor.workspaceId, request.conversationId);
    const originId = originOf(actor.workspaceId, request);
    const known = await findReply(tx, actor.workspaceId, originId, request.step);
    if (known) return known;
    requireAnswerable(conversation);
    if (request.asksFirst) await requireNobodyAnswered(app, tx, conversation, actor);
    await giveToActor(app, tx, conversation, actor);
    const id = app.ids.next();
    const reply = await write(tx, conversation, id);
    await planSends(tx, [{
      workspaceId: actor.workspaceId,
      id,
      origin: 'person',
      originId,
      step: request.step,
      contactId: conversation.contact_id,
      connectionId: conversation.connection_id,
      cartId: reply.cartId,
      flowId: null,
      channel: ConsentChannel.parse(conversation.channel),
      purpose: reply.purpose,
      plannedForMs: app.clock.nowMs(),
      intent: reply.intent,
      isReply: reply.isReply,
      heldOut: false,
      arm: null,
      authorId: actor.id,
      authorName: actor.name,
    }]);
    if (request.savedReplyId) await countSavedReply(tx, actor.workspaceId, request.savedReplyId, app.clock.now());
    return { id, state: 'planned' as const, reason: null };
  });
  app.poke('sends');
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'conversation', id: request.conversationId });
  return planned;
}

function requireAnswerable(conversation: AnsweredConversation): void {
  if (conversation.is_owned) return;
  throw new AppError('conflict', 'thread_not_owned', 'Another application answers this conversation, so nothing can be sent from here.');
}

/** Two answers to one question confuse the shopper, and each costs money. */
async function requireNobodyAnswered(app: App, tx: Tx, conversation: AnsweredConversation, actor: Actor): Promise<void> {
  const since = new Date(app.clock.nowMs() - momentMs);
  const other = await findLastAnswer(tx, conversation, since);
  if (!other || other.authorId === actor.id) return;
  throw new AppError('conflict', 'answered_meanwhile', 'Another member answered a moment ago. Read what they wrote before you send yours.', { name: other.authorName, at: other.at.toISOString(), preview: other.preview });
}

export const isWindowOpen = (app: App, conversation: AnsweredConversation) => (conversation.window_ends_at?.getTime() ?? 0) > app.clock.nowMs();

async function findReply(tx: Tx, workspaceId: string, originId: string, step: string): Promise<PlannedReply | null> {
  const { rows } = await sql`select id, state, reason from send where workspace_id = ${workspaceId} and origin_id = ${originId} and step = ${step}`.execute(tx);
  return rows[0] === undefined ? null : PlannedReply.parse(rows[0]);
}

/** The same key in the same conversation is the same id, whoever repeats it. */
function originOf(workspaceId: string, { conversationId, idempotencyKey, step }: ReplyRequest): string {
  const hex = createHash('sha256').update([workspaceId, conversationId, step, idempotencyKey].join('\n')).digest('hex');
  // RFC 9562 §5.8: version 8 is for ids made in ways of one's own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
