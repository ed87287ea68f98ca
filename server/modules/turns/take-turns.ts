import { sql } from 'kysely';
import type { App, IncomingMessage } from '#context';
import type { ConsentSignal } from '#contract/inbound-event';
import { languageOf } from '#contract/language';
import type { Language } from '#contract/language';
import type { Tx } from '#platform/database';
import { readConsentFacts, recordConsents } from '#modules/consent';
import { handToPerson } from '#modules/conversations';
import { noteReplies } from '#modules/flows';
import { planSends } from '#modules/sends';
import { readWorkspaceFacts } from '#modules/workspaces';
import { answers } from './answers.ts';
import { readWish } from './read-wish.ts';
import type { Wish } from './read-wish.ts';

/**
 * Decides who answers what came in: an opt-out is obeyed and confirmed once, everything else reaches a person (P7). Runs in the transaction
 * that stored the message, so no message is stored without its turn; a repeated webhook brings no message and so no second answer.
 */
export async function takeTurns(app: App, tx: Tx, messages: IncomingMessage[]): Promise<void> {
  await noteReplies(app, tx, messages.map(({ workspaceId, contactId, at }) => ({ workspaceId, contactId, at })));
  await markReachable(tx, messages);
  for (const message of messages) {
    // Another application owns the thread: it is shown, never answered.
    if (message.isStandby) continue;
    await takeTurn(app, tx, message, readWish(message));
  }
}

async function takeTurn(app: App, tx: Tx, message: IncomingMessage, wish: Wish | null): Promise<void> {
  const { workspaceId, conversationId } = message;
  switch (wish?.kind) {
    case 'nothing':
      return;
    case 'opt_out':
      if (await changeWill(app, tx, message, 'withdrawn', wish.how)) await answer(app, tx, message, 'opted_out');
      return;
    case 'opt_in':
      if (await changeWill(app, tx, message, 'granted', 'keyword')) await answer(app, tx, message, 'opted_in');
      return;
    case 'person':
      await handToPerson(app, tx, { workspaceId, conversationId, reason: 'asked_for_person', priority: 1, tags: ['person'] });
      await answer(app, tx, message, 'person_comes');
      return;
    case 'topic':
      await handToPerson(app, tx, { workspaceId, conversationId, reason: `asked_about_${wish.topic}`, priority: 0, tags: [wish.topic] });
      return;
    default:
      await handToPerson(app, tx, { workspaceId, conversationId, reason: 'replied', priority: 0, tags: [] });
  }
}

/** Records what the person wants; false when that stood already, so that saying it twice is confirmed once. */
async function changeWill(app: App, tx: Tx, message: IncomingMessage, state: ConsentSignal['state'], source: string): Promise<boolean> {
  const before = await readWill(app, tx, message);
  await recordWill(app, tx, message, state, source);
  return before !== state && (await readWill(app, tx, message)) === state;
}

async function readWill(app: App, tx: Tx, { workspaceId, contactId }: IncomingMessage) {
  const [facts] = await readConsentFacts(app, tx, [{ workspaceId, contactId, channel: 'whatsapp', purpose: 'marketing' }]);
  return facts?.isSuppressed ? 'withdrawn' : facts?.consent;
}

async function recordWill(app: App, tx: Tx, message: IncomingMessage, state: ConsentSignal['state'], source: string) {
  const signal: ConsentSignal = {
    channel: 'whatsapp',
    purpose: 'marketing',
    state,
    occurredAt: message.at.toISOString(),
    source,
    wording: message.content.type === 'text' ? message.content.text.slice(0, 200) : null,
    evidence: { messageId: message.providerMessageId, ...(state === 'granted' ? { initiative: 'contact' } : {}) },
    doubleOptIn: false,
  };
  await recordConsents(app, tx, [{ workspaceId: message.workspaceId, connectionId: message.connectionId, contactId: message.contactId, signal, actor: 'contact' }]);
}

/** One short message, once for each incoming one. */
async function answer(app: App, tx: Tx, message: IncomingMessage, text: keyof typeof answers) {
  const { workspaceId, contactId, connectionId, messageId, at } = message;
  const language = await languageOfContact(app, tx, workspaceId, contactId);
  await planSends(tx, [{
    workspaceId,
    id: app.ids.next(),
    origin: 'system',
    originId: messageId,
    step: text,
    contactId,
    connectionId,
    cartId: null,
    flowId: null,
    channel: 'whatsapp',
    purpose: 'service',
    plannedForMs: Math.max(at.getTime(), app.clock.nowMs()),
    intent: { kind: 'content', content: { type: 'text', text: answers[text][language], previewUrl: false }, inReplyTo: null, templateId: null },
    isReply: true,
    heldOut: false,
    arm: null,
    authorId: null,
    authorName: null,
  }]);
}

async function languageOfContact(app: App, tx: Tx, workspaceId: string, contactId: string): Promise<Language> {
  const { rows } = await sql<{ locale: string | null }>`select locale from contact where workspace_id = ${workspaceId} and id = ${contactId}`.execute(tx);
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId], tx)).get(workspaceId);
  return languageOf(rows[0]?.locale) ?? languageOf(workspace?.locale) ?? 'en';
}

/** Who writes can be reached, whatever the channel said before. */
async function markReachable(tx: Tx, messages: IncomingMessage[]) {
  const ids = [...new Set(messages.map((message) => message.contactId))];
  const workspaceIds = [...new Set(messages.map((message) => message.workspaceId))];
  await sql`
    update contact_identity set unreachable_until = null
    where workspace_id = any(${workspaceIds}::uuid[]) and contact_id = any(${ids}::uuid[]) and unreachable_until is not null`.execute(tx);
}
