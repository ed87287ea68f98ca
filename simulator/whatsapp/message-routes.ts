import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dropConnection, replyWithFault, type Fault } from '../kit/index.ts';
import type { Account } from './accounts.ts';
import { GraphError } from './graph-errors.ts';
import { asObject, asText, isObject, type Json } from './json.ts';
import { sendMessage } from './send-message.ts';
import type { WhatsApp } from './state.ts';
import { raiseStatus } from './write-as-shopper.ts';

type Node = { Params: { node: string }; Body: Json };

/** How long a typing bubble stays when no message follows. */
const TYPING_MS = 25_000;

/** `POST /{PNID}/messages`, and `/marketing_messages` with the same body. */
export function registerMessages(graph: FastifyInstance, whatsapp: WhatsApp): void {
  const post = async (request: FastifyRequest<Node>, reply: FastifyReply) => {
    const account = whatsapp.requireNumber(request, request.params.node);
    if (!isObject(request.body)) throw new GraphError(100, 'The request body must be a JSON object.');
    const arrivedRealAt = Date.now();
    const recipient = asText(request.body.to) || asText(request.body.recipient);
    const fault = whatsapp.world.faults.strike('graph.messages', recipient);
    if (fault && (await replyWithFault(fault, reply))) return reply;
    if (request.body.status !== undefined) return markRead(whatsapp, account, request.body);
    return send(whatsapp, account, request.body, { fault, arrivedRealAt }, reply);
  };
  graph.post<Node>('/:node/messages', post);
  graph.post<Node>('/:node/marketing_messages', post);
}

function send(whatsapp: WhatsApp, account: Account, body: Json, { fault, arrivedRealAt }: { fault: Fault | null; arrivedRealAt: number }, reply: FastifyReply) {
  try {
    if (fault?.kind === 'error') throw new GraphError(fault.code, fault.message ?? 'The pretend network was told to refuse this.');
    const answerDropped = fault?.kind === 'drop_after';
    const failLaterWith = fault?.kind === 'fail_later' ? fault.code : null;
    const accepted = sendMessage(whatsapp, account, body, { failLaterWith, answerDropped, arrivedRealAt });
    if (!answerDropped) return accepted.reply;
    dropConnection(reply);
    return reply;
  } catch (error) {
    if (error instanceof GraphError) whatsapp.ledger.countRefusal(error.code);
    throw error;
  }
}

/** Marks this message and the earlier ones read, and may show the typing bubble. */
function markRead(whatsapp: WhatsApp, account: Account, body: Json): Json {
  if (body.status !== 'read') throw new GraphError(100, "Param status must be 'read'");
  const messageId = asText(body.message_id);
  const chat = whatsapp.chatOfInbound(messageId);
  if (!chat || chat.account !== account) throw new GraphError(131009, 'Parameter message_id is not valid');
  const messages = chat.messages.all();
  const last = messages.findIndex(({ id }) => id === messageId);
  for (const message of messages.slice(0, last + 1)) {
    if (message.from === 'shopper') raiseStatus(whatsapp, chat, message, 'read');
  }
  if (asText(asObject(body.typing_indicator).type) === 'text') {
    chat.typingUntil = whatsapp.world.now() + TYPING_MS;
    whatsapp.live.chatChanged(account, chat.shopper);
  }
  return { success: true };
}
