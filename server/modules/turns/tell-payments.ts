import { sql } from 'kysely';
import type { App, PaymentOutcome } from '#context';
import { ConsentChannel } from '#contract/inbound-event';
import { languageOf } from '#contract/language';
import type { OutgoingContent } from '#contract/message-content';
import { beginConversations, conversationKey, handToPerson } from '#modules/conversations';
import { findNumbers, planAnswer, vendorsOf } from '#modules/sends';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Tx } from '#platform/database';
import { handOff } from './hand-off.ts';
import { summarizePayment } from './payment-summary.ts';
import { wordPayment } from './payment-words.ts';
import type { PaymentWords } from './payment-words.ts';

/** From this refusal on a person helps: whoever tried so often does not need a fourth hint. */
const refusalsForPerson = 3;

/**
 * Tells what payments came to: the shopper in one message, and the merchant's people whenever something has to be decided. In the transaction that
 * wrote it down; each message has a key of its own, so that the same news is told once.
 */
export async function tellPayments(app: App, tx: Tx, outcomes: PaymentOutcome[]): Promise<void> {
  for (const outcome of outcomes) {
    const place = await findPlace(app, tx, outcome);
    if (place) await tellOne(app, tx, outcome, place);
  }
}

async function tellOne(app: App, tx: Tx, outcome: PaymentOutcome, place: Place): Promise<void> {
  const { workspaceId, news } = outcome;
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId], tx)).get(workspaceId);
  const words = wordPayment(outcome, localeOf(outcome.language, workspace?.country ?? ''), workspace?.timeZone ?? 'UTC');
  const isTooOften = news.kind === 'refused' && news.times >= refusalsForPerson;
  if (news.kind === 'held' || news.kind === 'order_by_hand' || isTooOften) {
    const home = workspace?.locale ?? 'en';
    const handed = await handOff(app, tx, {
      workspaceId,
      conversationId: place.conversationId,
      trigger: 'payment_issue',
      tags: tagsOf(news),
      summary: summarizePayment(outcome, languageOf(home) ?? 'en', home),
      by: 'payment',
      turnId: null,
      causeId: causeOf(outcome),
      step: stepOf(news),
      words: isTooOften ? null : (words?.text ?? null),
      language: languageOf(outcome.language),
    });
    // A person has the conversation already, so nobody announced one: what happened to the money is told all the same.
    if (handed.sendId === null && words && !isTooOften) await tellShopper(app, tx, outcome, place, words);
    return;
  }
  if (words) await tellShopper(app, tx, outcome, place, words);
  const priority = quietPriority[news.kind];
  if (priority !== undefined) await handToPerson(app, tx, { workspaceId, conversationId: place.conversationId, reason: 'payment_issue', priority, tags: tagsOf(news) });
}

/** What people have to know and the shopper did themselves: no word of ours announces a person. */
const quietPriority: Partial<Record<PaymentOutcome['news']['kind'], number>> = { disputed: 2, dispute_lost: 2, dispute_won: 0, refunded: 0 };

function tagsOf(news: PaymentOutcome['news']): string[] {
  switch (news.kind) {
    case 'held':
      return ['payment', `payment_${news.fault}`];
    case 'order_by_hand':
      return ['payment', 'order_to_enter'];
    case 'refused':
      return ['payment', 'payment_refused'];
    case 'refunded':
      return ['payment', 'refund'];
    default:
      return ['payment', 'dispute'];
  }
}

interface Place {
  conversationId: string;
  connectionId: string;
  contactId: string;
  channel: ConsentChannel;
}

/** Where this person is spoken with: where the link was asked for, else where they wrote last, else a conversation begun for it. Null: they have no channel. */
async function findPlace(app: App, tx: Tx, { workspaceId, conversationId, contactId }: PaymentOutcome): Promise<Place | null> {
  const { rows } = await sql<{ id: string; connectionId: string; contactId: string; channel: string }>`
    select v.id, v.connection_id as "connectionId", v.contact_id as "contactId", v.channel from conversation v
    where v.workspace_id = ${workspaceId} and (v.id = ${conversationId} or v.contact_id = ${contactId})
    order by (v.id = ${conversationId}) desc nulls last, v.last_message_at desc nulls last limit 1`.execute(tx);
  const [known] = rows;
  if (known) return { conversationId: known.id, connectionId: known.connectionId, contactId: known.contactId, channel: ConsentChannel.parse(known.channel) };
  if (contactId === null) return null;
  const connectionId = (await findNumbers(tx, vendorsOf(app, 'whatsapp'), [{ workspaceId, contactId }])).get(`${workspaceId} ${contactId}`);
  if (!connectionId) return null;
  const key = { workspaceId, connectionId, contactId };
  const begun = (await beginConversations(app, tx, [{ ...key, isHistory: false }])).get(conversationKey(key));
  return begun ? { conversationId: begun, connectionId, contactId, channel: 'whatsapp' } : null;
}

async function tellShopper(app: App, tx: Tx, outcome: PaymentOutcome, place: Place, words: PaymentWords): Promise<void> {
  const { workspaceId, news } = outcome;
  const { contactId, connectionId, channel } = place;
  await planAnswer(app, tx, { workspaceId, origin: 'system', originId: causeOf(outcome), step: stepOf(news), contactId, connectionId, channel, content: toContent(words) });
}

/** News of one payment among several are its own; everything else is news of the link. */
const causeOf = ({ news, paymentId, linkId }: PaymentOutcome) => (news.kind === 'held' || news.kind === 'pending' || news.kind === 'refunded' ? (paymentId ?? linkId) : linkId);

/** The same news of the same payment is one message, whoever tells it again. A paid link has one receipt, however the order came to be. */
function stepOf(news: PaymentOutcome['news']): string {
  switch (news.kind) {
    case 'order_made':
    case 'order_by_hand':
      return 'payment_receipt';
    case 'refused':
      return `payment_refused_${news.times}`;
    case 'refunded':
      return `payment_refunded_${news.refundedMinor}`;
    default:
      return `payment_${news.kind}`;
  }
}

function toContent({ text, button }: PaymentWords): OutgoingContent {
  if (!button || text.length > 1024) return { type: 'text', text: button ? `${text}\n\n${button.url}` : text, previewUrl: false };
  return { type: 'buttons', header: null, text, footer: null, buttons: [{ kind: 'link', title: button.title, url: button.url }] };
}

const localeOf = (language: string, country: string) => (country ? `${language}-${country}` : language);
