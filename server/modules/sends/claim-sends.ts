import type { App, SendOutcome } from '#context';
import { languageOf } from '#contract/language';
import type { OutgoingContent } from '#contract/message-content';
import { secondMs } from '#platform/clock';
import type { Tx } from '#platform/database';
import { hasBuyableLine } from '#modules/catalog';
import { openConnection } from '#modules/connections';
import { beginConversations, conversationKey } from '#modules/conversations';
import { chooseTemplate, fillTemplate, gateStatusOf, messageKeyOf, readTemplates, readTemplatesById } from '#modules/templates';
import type { TemplateRow } from '#modules/templates';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { WorkspaceFacts } from '#modules/workspaces';
import type { ChannelDefinition, OutgoingMessage } from '#ports/channel';
import { askGate } from './ask-gate.ts';
import type { Question } from './ask-gate.ts';
import { lockCarts, lockDueSends, lockPeople, writeDecisions } from './claim-queries.ts';
import type { DueSend, SendDecisionWrite, SendRef } from './claim-queries.ts';
import { freezeFree, missingOf, pictureOf, replyId, valuesOf } from './freeze-content.ts';
import type { FreezeFacts } from './freeze-content.ts';
import { NumberFacts, gatherSurroundings } from './gather-facts.ts';
import { readSubjects } from './gather-subjects.ts';
import type { SendSurroundings } from './gather-facts.ts';
import { linkToken } from './links.ts';
import { leaseSlots, noteReach, readPortfolio } from './pace-queries.ts';
import { nextPairSlot } from './pacing-rules.ts';
import { readConsents } from './read-consents.ts';
import { textOf } from './send-intent.ts';

/** A send that was claimed: it is called at its slot, and what becomes of it is recorded. */
export interface Claim {
  workspaceId: string;
  connectionId: string;
  conversationId: string;
  contactId: string;
  cartId: string | null;
  runId: string | null;
  origin: DueSend['origin'];
  message: OutgoingMessage;
  definition: ChannelDefinition;
  client: unknown;
  slotMs: number;
  /** What the channel allows this number. */
  messagesPerSecond: number;
  attempt: number;
}

/** How long a claim holds without an answer: longer than the call's own limit. After it the send is in doubt. */
export const leaseMs = 15 * secondMs;
/** Slots are granted this far ahead; what does not fit is put off and asks again. */
const horizonMs = 250;

/**
 * Takes due sends, reads their facts afresh, asks the gate, and claims those that may go, all in the caller's transaction.
 * Gives the claims, and how many rows were looked at. @param only this send; null: whatever is due.
 */
export async function claimSends(app: App, tx: Tx, limit: number, only: SendRef | null = null): Promise<{ claims: Claim[]; taken: number }> {
  const nowMs = app.clock.nowMs();
  const taken = await lockDueSends(tx, new Date(nowMs), limit, only);
  if (taken.length === 0) return { claims: [], taken: 0 };
  const { first: due, later } = onePerPerson(taken);
  await lockPeople(tx, due);
  await lockCarts(tx, due);
  const questions = await askEverything(app, tx, due, nowMs);
  const answered = questions.map((entry) => ({ ...entry, answer: askGate(entry.question, nowMs) }));
  const mayGo = answered.filter(({ answer }) => answer.decision.kind === 'send');
  const paced = await pace(app, tx, mayGo, nowMs);
  const conversations = await beginConversations(app, tx, paced.filter((entry) => entry.putOffToMs === null).map(({ question: { send } }) => ({ ...send, isHistory: false })));
  const claims: Claim[] = [];
  const writes: SendDecisionWrite[] = [];
  for (const entry of answered) {
    const { send } = entry.question;
    const decision = { atMs: nowMs, decision: entry.answer.decision, checks: entry.answer.checks, rulesVersion: entry.answer.rulesVersion };
    const base = { workspaceId: send.workspaceId, id: send.id, dueAtMs: null, leaseUntilMs: null, claimedAtMs: null, conversationId: null, content: null, templateId: null, linkUrl: null, wouldSend: entry.answer.wouldSend };
    if (entry.answer.decision.kind === 'refuse') writes.push({ ...base, state: 'refused', reason: entry.answer.decision.reason, decision });
    else if (entry.answer.decision.kind === 'wait') writes.push({ ...base, state: 'planned', reason: entry.answer.decision.reason, dueAtMs: entry.answer.decision.until.getTime(), decision });
    else {
      const slot = paced.find((other) => other.question === entry.question);
      if (!slot || slot.putOffToMs !== null) {
        writes.push({ ...base, state: 'planned', reason: null, dueAtMs: slot?.putOffToMs ?? nowMs + horizonMs, decision: null });
        continue;
      }
      const conversationId = conversations.get(conversationKey(send)) as string;
      const frozen = freeze(app, entry);
      claims.push(toClaim(entry, conversationId, frozen.content, slot));
      writes.push({ ...base, state: 'claimed', reason: null, leaseUntilMs: slot.slotMs + leaseMs, claimedAtMs: nowMs, conversationId, content: frozen.content, templateId: frozen.templateId, linkUrl: frozen.linkUrl, decision });
    }
  }
  await writeDecisions(tx, [...writes, ...later.map((send) => putOff(send, nowMs))]);
  await countReach(app, tx, claims, answered, nowMs);
  const refused = writes.filter((write) => write.state === 'refused');
  if (refused.length > 0) await app.receivers.sendsSettled(app, tx, refused.map((write) => toOutcome(due, write, nowMs)));
  return { claims, taken: taken.length };
}

/** The first message to each person; the others are decided once it is claimed. */
function onePerPerson(due: DueSend[]): { first: DueSend[]; later: DueSend[] } {
  const seen = new Set<string>();
  const first = due.filter(({ contactId }) => !seen.has(contactId) && seen.add(contactId));
  return { first, later: due.filter((send) => !first.includes(send)) };
}

function putOff({ workspaceId, id }: DueSend, dueAtMs: number): SendDecisionWrite {
  return { workspaceId, id, state: 'planned', reason: null, dueAtMs, leaseUntilMs: null, claimedAtMs: null, conversationId: null, content: null, templateId: null, wouldSend: null, linkUrl: null, decision: null };
}

export interface Entry {
  question: Question;
  template: TemplateRow | null;
  freezing: FreezeFacts;
  channel: { definition: ChannelDefinition; client: unknown; settings: unknown };
}

/** Everything the decisions rest on, in a fixed number of reads. */
export async function askEverything(app: App, tx: Tx, due: DueSend[], nowMs: number): Promise<Entry[]> {
  const surroundings = await gatherSurroundings(tx, due, nowMs);
  const workspaces = await readWorkspaceFacts(app.db, due.map((send) => send.workspaceId), tx);
  const consents = await readConsents(app, tx, due);
  const buyable = await hasBuyableLine(tx, due.flatMap(({ workspaceId, cartId }) => (cartId ? [{ workspaceId, cartId }] : [])));
  const templates = await readTemplates(tx, due.flatMap(({ workspaceId, connectionId, intent }) => (intent.kind === 'content' ? [] : [{ workspaceId, connectionId, messageKey: intent.messageKey }])));
  const subjects = await readSubjects(tx, due);
  const chosen = await readTemplatesById(tx, due.flatMap(({ workspaceId, intent }) => (intent.kind === 'content' && intent.templateId ? [{ workspaceId, templateId: intent.templateId }] : [])));
  const portfolios = await readPortfolios(tx, due, surroundings, nowMs);
  const entries: Entry[] = [];
  for (const [index, send] of due.entries()) {
    const around = surroundings.get(send.id) as SendSurroundings;
    const workspace = workspaces.get(send.workspaceId) as WorkspaceFacts;
    const connection = await openConnection(app, send.connectionId);
    if (!connection || connection.port !== 'channel') throw new Error(`The send ${send.id} goes through a connection that is no channel.`);
    const subject = subjects.get(send.id) ?? null;
    const freezing = freezingFacts(app, send, subject ? { ...around, cart: subject.cart } : around, workspace);
    const choice = chooseFor(send, freezing, templates.get(messageKeyOf({ ...send, messageKey: textOf(send.intent)?.messageKey ?? '' })) ?? [], chosen, nowMs < (around.conversation?.windowEndsAtMs ?? 0));
    entries.push({
      question: {
        send,
        around,
        workspace,
        consent: consents[index] as Question['consent'],
        hasBuyableLine: send.cartId ? (buyable.get(send.cartId) ?? null) : null,
        isSubjectBuyable: subject && subject.isBuyable,
        template: choice.facts,
        portfolio: portfolios(send),
      },
      template: choice.template,
      freezing,
      channel: { definition: connection.definition as ChannelDefinition, client: connection.client(), settings: connection.settings },
    });
  }
  return entries;
}

function chooseFor(send: DueSend, freezing: FreezeFacts, rows: TemplateRow[], chosen: Map<string, TemplateRow>, isWindowOpen: boolean): ReturnType<typeof chooseTemplate> {
  // What was asked for in a conversation goes as a free message while that is open.
  if (send.intent.kind === 'notice' && isWindowOpen) return { template: null, facts: null };
  if (send.intent.kind === 'content') {
    const template = chosen.get(send.intent.templateId ?? '') ?? null;
    return { template, facts: template && { status: gateStatusOf(template), category: template.category } };
  }
  const { language } = send.intent;
  return chooseTemplate(rows, { language, purpose: send.purpose, allowOtherLanguage: false, missing: missingOf(freezing, valuesOf(freezing, language)) });
}

function freezingFacts(app: App, send: DueSend, around: Pick<SendSurroundings, 'contact'> & { cart: FreezeFacts['cart'] }, workspace: WorkspaceFacts): FreezeFacts {
  return {
    sendId: send.id,
    firstName: around.contact.firstName,
    shopName: workspace.name,
    locale: languageOf(around.contact.locale) ? (around.contact.locale as string) : workspace.locale,
    cart: around.cart,
    discountCode: send.intent.kind === 'flow_message' ? send.intent.discountCode : null,
    linkUrl: `${app.publicUrl}/l/${linkToken(app.keys, send.workspaceId, send.id)}`,
  };
}

async function readPortfolios(tx: Tx, due: DueSend[], surroundings: Map<string, SendSurroundings>, nowMs: number) {
  const states = new Map<string, { used: number; counted: Set<string>; limit: number }>();
  const keyOf = (send: DueSend) => NumberFacts.parse(surroundings.get(send.id)?.connection.facts ?? {});
  const groups = Map.groupBy(due, (send) => keyOf(send).portfolioKey ?? send.connectionId);
  // In order: workers wait for each other at the first portfolio they share.
  for (const [portfolioKey, sends] of [...groups].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const [first] = sends as [DueSend];
    const { dailyLimit } = keyOf(first);
    if (dailyLimit !== null) states.set(portfolioKey, { ...(await readPortfolio(tx, first.workspaceId, portfolioKey, sends.map((send) => send.contactId), new Date(nowMs))), limit: dailyLimit });
  }
  return (send: DueSend): Question['portfolio'] => {
    const state = states.get(keyOf(send).portfolioKey ?? send.connectionId);
    if (!state) return { left: null, isCounted: true };
    const place = { left: Math.max(0, state.limit - state.used), isCounted: state.counted.has(send.contactId) };
    // Whoever is asked about takes a place at once, so that a batch never has more than are left; if they do not go, the place is free for the next.
    const isOutside = (surroundings.get(send.id)?.conversation?.windowEndsAtMs ?? 0) <= nowMs;
    if (isOutside && !place.isCounted) {
      state.used += 1;
      state.counted.add(send.contactId);
    }
    return place;
  };
}

/** Slots for those that may go. Null slot: put off to the instant given. */
async function pace(app: App, tx: Tx, entries: Entry[], nowMs: number): Promise<(Entry & { slotMs: number; messagesPerSecond: number; putOffToMs: number | null })[]> {
  const ready = entries.map((entry) => {
    const limits = entry.channel.definition.pace(entry.channel.settings);
    const { messagesPerSecond } = NumberFacts.parse(entry.question.around.connection.facts);
    const pairMs = nextPairSlot(entry.question.around.recent.filter((sent) => sent.channel === entry.question.send.channel).map((sent) => sent.atMs), { intervalMs: limits.pairIntervalMs, burst: limits.pairBurst }, nowMs);
    return { ...entry, slotMs: nowMs, messagesPerSecond: Math.min(limits.messagesPerSecond, messagesPerSecond ?? Infinity), putOffToMs: pairMs > nowMs ? pairMs : null };
  });
  const byNumber = Map.groupBy(ready.filter((entry) => entry.putOffToMs === null), (entry) => entry.question.send.connectionId);
  const requests = [...byNumber].map(([connectionId, list]) => {
    const [first] = list as [(typeof ready)[number]];
    return { workspaceId: first.question.send.workspaceId, connectionId, wanted: list.length, messagesPerSecond: first.messagesPerSecond };
  });
  if (requests.length === 0) return ready;
  const grants = await leaseSlots(tx, requests, nowMs, horizonMs);
  for (const [connectionId, list] of byNumber) {
    const grant = grants.get(connectionId);
    list.forEach((entry, index) => {
      const slotMs = grant?.slotsMs[index];
      if (slotMs === undefined) entry.putOffToMs = grant?.putOffMs[index - grant.slotsMs.length] ?? nowMs + horizonMs;
      else entry.slotMs = slotMs;
    });
  }
  return ready;
}

function freeze(app: App, { question: { send }, template, freezing }: Entry): { content: OutgoingContent; templateId: string | null; linkUrl: string | null } {
  const { intent } = send;
  if (intent.kind === 'content') return { content: intent.content, templateId: intent.templateId, linkUrl: null };
  if (!template) return { content: freezeFree(intent.text, freezing, intent.language), templateId: null, linkUrl: freezing.linkUrl };
  const content = fillTemplate(template, {
    values: valuesOf(freezing, intent.language),
    link: { suffix: linkToken(app.keys, send.workspaceId, send.id), url: freezing.linkUrl },
    imageUrl: pictureOf(freezing),
    replyId: (action, index) => replyId(action ?? `button_${index}`, send.id),
  });
  return { content, templateId: template.id, linkUrl: freezing.linkUrl };
}

function toClaim({ question: { send, around }, channel }: Entry, conversationId: string, content: OutgoingContent, slot: { slotMs: number; messagesPerSecond: number }): Claim {
  const find = (kind: string) => around.addresses.find((address) => address.kind === kind);
  return {
    workspaceId: send.workspaceId,
    connectionId: send.connectionId,
    conversationId,
    contactId: send.contactId,
    cartId: send.cartId,
    runId: send.origin === 'flow' ? send.originId : null,
    origin: send.origin,
    message: {
      sendId: send.id,
      to: { waId: find('phone')?.reported ?? null, phone: find('phone')?.value ?? null, bsuid: find('bsuid')?.value ?? null, email: find('email')?.value ?? null },
      content,
      inReplyTo: send.intent.kind === 'content' ? send.intent.inReplyTo : null,
    },
    definition: channel.definition,
    client: channel.client,
    slotMs: slot.slotMs,
    messagesPerSecond: slot.messagesPerSecond,
    attempt: send.attempts + 1,
  };
}

async function countReach(app: App, tx: Tx, claims: Claim[], entries: Entry[], nowMs: number) {
  const people = claims.flatMap((claim) => {
    const around = entries.find((entry) => entry.question.send.id === claim.message.sendId)?.question.around;
    const { dailyLimit, portfolioKey } = NumberFacts.parse(around?.connection.facts ?? {});
    const isOutside = (around?.conversation?.windowEndsAtMs ?? 0) <= nowMs;
    return dailyLimit !== null && isOutside ? [{ workspaceId: claim.workspaceId, portfolioKey: portfolioKey ?? claim.connectionId, contactId: claim.contactId }] : [];
  });
  await noteReach(tx, people, new Date(nowMs));
}

function toOutcome(due: DueSend[], write: SendDecisionWrite, nowMs: number): SendOutcome {
  const send = due.find((candidate) => candidate.id === write.id) as DueSend;
  return { workspaceId: send.workspaceId, sendId: send.id, runId: send.origin === 'flow' ? send.originId : null, cartId: send.cartId, contactId: send.contactId, kind: 'refused', reason: write.reason, at: new Date(nowMs) };
}
