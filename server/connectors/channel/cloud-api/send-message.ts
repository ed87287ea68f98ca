import { z } from 'zod';
import type { Address, OutgoingMessage, SendResult } from '#ports/channel';
import { ConnectorError } from '#ports/connector';
import { describeProblem } from './advise-error.ts';
import { buildMessage, type Recipient } from './build-message.ts';
import { findMessageFault } from './find-message-fault.ts';
import type { GraphApi } from './graph-api.ts';

/** The answer to a send; only fields we read. */
const SendReply = z.object({
  contacts: z.array(z.object({ wa_id: z.string().nullish(), user_id: z.string().nullish() })).nullish(),
  messages: z.array(z.object({ id: z.string().min(1), message_status: z.string().nullish() })).min(1),
});

/**
 * Sends one message. WhatsApp has no idempotency key: an answer that we did not see leaves the send in doubt, and only
 * the echo of `sendId` in a status settles it.
 */
export async function sendMessage(api: GraphApi, message: OutgoingMessage): Promise<SendResult> {
  const recipient = chooseRecipient(message.to);
  if (recipient === null) return refuse('no_address', 'No phone number or user id that WhatsApp understands.', 'unreachable');
  const fault = findMessageFault(message);
  if (fault) return refuse(`invalid:${fault.field}`, `WhatsApp would refuse this message: ${fault.field} ${fault.rule}.`, 'fix_message');
  try {
    const reply = await api.http.call({ path: `${api.numberPath}/messages`, json: buildMessage(message, recipient) }, SendReply);
    return readAcceptance(reply);
  } catch (error) {
    if (error instanceof ConnectorError) return readFailure(error, message.content.type === 'template');
    throw error;
  }
}

/**
 * The address that WhatsApp itself reported is best: its digits may differ from the phone number as people write it
 * (Argentina, Brazil, Mexico). The plus sign keeps Meta from adding the business's own country code.
 */
function chooseRecipient({ waId, phone, bsuid }: Address): Recipient | null {
  for (const number of [waId === null ? null : `+${waId.replace(/^\+/, '')}`, phone]) {
    if (number !== null && /^\+[1-9]\d{6,14}$/.test(number)) return { to: number };
  }
  return bsuid === null || bsuid === '' ? null : { recipient: bsuid };
}

function readAcceptance(reply: z.infer<typeof SendReply>): SendResult {
  const [sent] = reply.messages;
  const contact = reply.contacts?.[0];
  if (!sent) return { kind: 'in_doubt', reason: 'WhatsApp answered without a message id.' };
  return {
    kind: 'accepted',
    providerMessageId: sent.id,
    waId: contact?.wa_id ?? null,
    bsuid: contact?.user_id ?? null,
    // Kept back until Meta has seen how the first ones of a new template are received; a status tells how it ended.
    isHeld: sent.message_status === 'held_for_quality_assessment' || sent.message_status === 'paused',
  };
}

function readFailure(error: ConnectorError, isTemplate: boolean): SendResult {
  if (!error.isCertain) return { kind: 'in_doubt', reason: error.message };
  const code = error.code === null ? Number.NaN : Number(error.code);
  if (Number.isNaN(code)) return { kind: 'refused', problem: adviseWithoutCode(error), retryAfterMs: error.retryAfterMs };
  const problem = describeProblem({ code, words: error.message }, { isTemplate });
  return { kind: 'refused', problem, retryAfterMs: error.retryAfterMs };
}

/** Nobody told a code: a proxy answered, or Meta was not reached at all. */
function adviseWithoutCode(error: ConnectorError) {
  const advice = ({ credentials: 'reconnect', rate_limited: 'slow_number', unavailable: 'retry', rejected: 'fix_message', unexpected: 'retry_once' } as const)[error.kind];
  return { code: error.code ?? error.kind, message: error.message, advice };
}

function refuse(code: string, message: string, advice: 'unreachable' | 'fix_message'): SendResult {
  return { kind: 'refused', problem: { code, message, advice }, retryAfterMs: null };
}
