import type { App } from '#context';
import type { ConsentChannel } from '#contract/inbound-event';
import type { OutgoingContent } from '#contract/message-content';
import type { Tx } from '#platform/database';
import { afterCommit } from '#platform/database';
import { planSends } from './plan-sends.ts';

/**
 * What the product itself says in a conversation that is under way. It names no cart: rules about carts are for messages that nobody asked for, an
 * order must not wait for the call of an answer, and no answer is what an order is counted for. A cart's story finds it by conversation.
 */
export interface Answer {
  workspaceId: string;
  origin: 'assistant' | 'system';
  /** What it answers; with `step` it makes a repeat harmless. */
  originId: string;
  step: string;
  contactId: string;
  connectionId: string;
  channel: ConsentChannel;
  content: OutgoingContent;
  /** It is a question of ours that nobody waits for (`SendIntent`): the gate looks at it more strictly. Absent: it answers what the shopper wrote. */
  question?: { maxLatenessMs: number };
  /** Absent: now. */
  plannedForMs?: number;
}

/** Plans one answer and gives its id. The gate decides about it as about every message (P3). A repeat with the same origin and step plans nothing. */
export async function planAnswer(app: App, tx: Tx, { content, question, plannedForMs = app.clock.nowMs(), ...answer }: Answer): Promise<string> {
  const id = app.ids.next();
  await planSends(tx, [{
    ...answer,
    id,
    cartId: null,
    flowId: null,
    purpose: 'service',
    plannedForMs,
    intent: { kind: 'content', content, inReplyTo: null, templateId: null, ...(question && { question }) },
    isReply: question === undefined,
    heldOut: false,
    arm: null,
    authorId: null,
    authorName: null,
  }]);
  afterCommit(tx, () => app.poke('sends'));
  return id;
}
