import { sql } from 'kysely';
import type { App, AskedMessage, IncomingMessage } from '#context';
import type { ConsentSignal } from '#contract/inbound-event';
import type { Tx } from '#platform/database';
import { readConsentFacts, recordConsents } from '#modules/consent';
import { giveToAssistant, handToPerson } from '#modules/conversations';
import { noteReplies } from '#modules/flows';
import { hearRatings, keepComments } from '#modules/ratings';
import { languageOfContact, planAnswer } from '#modules/sends';
import { answers } from './answers.ts';
import { findUnanswered, handoffStep } from './answer-meanwhile.ts';
import { decideAnswerer } from './decide-answerer.ts';
import { handOff } from './hand-off.ts';
import { joinButtons, joinVisits } from './join-visits.ts';
import type { VisitAnswer } from './join-visits.ts';
import { lookAfterPayments } from './look-after-payments.ts';
import { readWish } from './read-wish.ts';
import type { Wish } from './read-wish.ts';

/**
 * Decides who answers what came in: an opt-out is obeyed and confirmed once, who asks for a person gets one (P7), and the rest goes to the
 * assistant or a person by one rule (`who-answers.ts`), which is then a fact of the conversation. Runs in the transaction that stored the
 * message, so no message is stored without its turn; a repeated webhook brings no message and so no second answer.
 */
export async function takeTurns(app: App, tx: Tx, messages: IncomingMessage[]): Promise<void> {
  const visits = await joinVisits(app, tx, messages);
  await noteReplies(app, tx, messages.map(({ workspaceId, contactId, at }) => ({ workspaceId, contactId, at })));
  await markReachable(tx, messages);
  await lookAfterPayments(app, tx, messages);
  const rated = await hearRatings(app, tx, messages);
  await keepComments(tx, messages.filter((message) => isWords(message, visits)));
  const forAssistant: AskedMessage[] = [];
  for (const message of messages) {
    // Another application owns the thread: it is shown, never answered.
    if (message.isStandby) continue;
    const visit = visits.get(message.messageId);
    if (visit !== undefined) await answerVisit(app, tx, message, visit);
    else if (rated.has(message.messageId)) continue;
    else forAssistant.push(...(await takeTurn(app, tx, message, readWish(message))));
  }
  await app.receivers.assistantAsked(app, tx, forAssistant);
}

/** Says something for itself: no word that we know what to do with, and nothing for another application. */
function isWords(message: IncomingMessage, visits: ReadonlyMap<string, VisitAnswer>): boolean {
  const wish = readWish(message);
  return !message.isStandby && !visits.has(message.messageId) && (wish === null || wish.kind === 'topic' || (wish.kind === 'person' && !wish.isPlain));
}

/** Who came over belongs to whoever answers from now on; the words of this moment are ours. */
async function answerVisit(app: App, tx: Tx, message: IncomingMessage, visit: VisitAnswer): Promise<void> {
  if (visit === null) return;
  if (visit.says === 'joined') await giveToAnswerer(app, tx, message, null);
  await answer(app, tx, message, visit.says, visit.says === 'join_question' ? visit.code : null);
}

/** What the assistant is to answer: this message, none, or with it what came while a person had the conversation. */
async function takeTurn(app: App, tx: Tx, message: IncomingMessage, wish: Wish | null): Promise<AskedMessage[]> {
  switch (wish?.kind) {
    case 'nothing':
      return [];
    case 'opt_out':
      if (await changeWill(app, tx, message, 'withdrawn', wish.how)) await answer(app, tx, message, 'opted_out');
      return [];
    case 'opt_in':
      if (await changeWill(app, tx, message, 'granted', 'keyword')) await answer(app, tx, message, 'opted_in');
      return [];
    default:
      return giveToAnswerer(app, tx, message, wish);
  }
}

async function giveToAnswerer(app: App, tx: Tx, message: IncomingMessage, wish: Extract<Wish, { kind: 'person' | 'topic' }> | null): Promise<AskedMessage[]> {
  const { workspaceId, conversationId } = message;
  const answerer = await decideAnswerer(app, tx, message);
  // Words that only mention a person ("un regalo para una persona mayor") are left to the assistant, who reads them better.
  if (wish?.kind === 'person' && (answerer.who === 'person' || wish.isPlain)) {
    await handOff(app, tx, { workspaceId, conversationId, trigger: 'asked_for_person', summary: '', by: 'rule', turnId: null, causeId: message.messageId, step: handoffStep, words: null, language: null });
    return [];
  }
  if (answerer.who === 'assistant') {
    const isReturn = answerer.isNew && (await giveToAssistant(app, tx, { workspaceId, conversationId }));
    return isReturn ? [...(await findUnanswered(app, tx, message)), message] : [message];
  }
  const reason = wish?.kind === 'topic' ? `asked_about_${wish.topic}` : 'replied';
  await handToPerson(app, tx, { workspaceId, conversationId, reason, priority: 0, tags: wish?.kind === 'topic' ? [wish.topic] : [] });
  return [];
}

/** Records what the person wants; false when that stood already, so that saying it twice is confirmed once. */
async function changeWill(app: App, tx: Tx, message: IncomingMessage, state: ConsentSignal['state'], source: string): Promise<boolean> {
  const before = await readWill(app, tx, message);
  await recordWill(app, tx, message, state, source);
  return before !== state && (await readWill(app, tx, message)) === state;
}

async function readWill(app: App, tx: Tx, { workspaceId, contactId, channel }: IncomingMessage) {
  const [facts] = await readConsentFacts(app, tx, [{ workspaceId, contactId, channel, purpose: 'marketing' }]);
  return facts?.isSuppressed ? 'withdrawn' : facts?.consent;
}

async function recordWill(app: App, tx: Tx, message: IncomingMessage, state: ConsentSignal['state'], source: string) {
  const signal: ConsentSignal = {
    channel: message.channel,
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

/** One short message, once for each incoming one. @param code asked about with two buttons; null: nothing is asked. */
async function answer(app: App, tx: Tx, message: IncomingMessage, says: keyof typeof answers, code: string | null = null) {
  const { workspaceId, contactId, connectionId, channel, messageId, at } = message;
  const language = await languageOfContact(app, tx, workspaceId, contactId);
  const text = answers[says][language];
  await planAnswer(app, tx, {
    workspaceId,
    origin: 'system',
    originId: messageId,
    step: says,
    contactId,
    connectionId,
    channel,
    content: code === null ? { type: 'text', text, previewUrl: false } : { type: 'buttons', header: null, text, footer: null, buttons: joinButtons(code, language) },
    plannedForMs: Math.max(at.getTime(), app.clock.nowMs()),
  });
}

/** Who writes can be reached, whatever the channel said before. */
async function markReachable(tx: Tx, messages: IncomingMessage[]) {
  const ids = [...new Set(messages.map((message) => message.contactId))];
  const workspaceIds = [...new Set(messages.map((message) => message.workspaceId))];
  await sql`
    update contact_identity set unreachable_until = null
    where workspace_id = any(${workspaceIds}::uuid[]) and contact_id = any(${ids}::uuid[]) and unreachable_until is not null`.execute(tx);
}
