import type { IncomingContent } from '#contract/message-content';
import { summarizeContent } from '#contract/message-content';
import type { InboundEventOf } from '#contract/inbound-event';
import { hourMs } from '#platform/clock';

/** How long a person's message lets us answer freely. */
export const serviceWindowMs = 24 * hourMs;
const previewLength = 200;

type Referral = InboundEventOf<'message.received'>['referral'];

/** One message on its way into its conversation. */
export interface NewMessage {
  id: string;
  workspaceId: string;
  connectionId: string;
  conversationId: string;
  contactId: string;
  /** ISO instant. */
  at: string;
  direction: 'in' | 'out';
  author: 'contact' | 'app' | 'history';
  providerMessageId: string;
  content: IncomingContent;
  inReplyTo: string | null;
  isStandby: boolean;
  referral: Referral | null;
}

/** What a batch of new messages changes in one conversation. Null: it tells nothing about that. */
export interface ConversationNews {
  workspaceId: string;
  conversationId: string;
  lastMessageAt: string | null;
  lastPreview: string | null;
  lastInboundAt: string | null;
  firstInboundAt: string | null;
  windowEndsAt: string | null;
  isOwned: boolean | null;
  unread: number;
  /** A person answered from the vendor's own app. */
  isTakenOver: boolean;
  referral: Referral | null;
}

/** Sums new messages up by conversation. Reactions are kept but neither open a window nor ask for an answer; history only dates and previews. */
export function summarizeMessages(messages: NewMessage[]): ConversationNews[] {
  const byConversation = new Map<string, NewMessage[]>();
  for (const message of messages.toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at))) {
    const known = byConversation.get(message.conversationId);
    if (known) known.push(message);
    else byConversation.set(message.conversationId, [message]);
  }
  return [...byConversation.values()].flatMap((ordered) => summarizeConversation(ordered) ?? []);
}

function summarizeConversation(ordered: NewMessage[]): ConversationNews | null {
  const [first] = ordered;
  if (!first) return null;
  const spoken = ordered.filter(({ content }) => content.type !== 'reaction');
  const last = spoken.at(-1);
  const fresh = spoken.filter(({ author }) => author === 'contact');
  const lastFresh = fresh.at(-1);
  const echoes = spoken.filter(({ author }) => author === 'app');
  const answeredAt = Date.parse(echoes.at(-1)?.at ?? '') || 0;
  return {
    workspaceId: first.workspaceId,
    conversationId: first.conversationId,
    lastMessageAt: last?.at ?? null,
    lastPreview: last ? previewOf(last.content) : null,
    lastInboundAt: lastFresh?.at ?? null,
    firstInboundAt: fresh[0]?.at ?? null,
    windowEndsAt: lastFresh ? new Date(Date.parse(lastFresh.at) + serviceWindowMs).toISOString() : null,
    isOwned: lastFresh ? !lastFresh.isStandby : null,
    unread: fresh.filter(({ at }) => Date.parse(at) > answeredAt).length,
    isTakenOver: echoes.length > 0,
    referral: ordered.find(({ author, referral }) => author === 'contact' && referral)?.referral ?? null,
  };
}

/** One line for the list. Media without words are named by their kind in brackets, which the console translates. */
export function previewOf(content: IncomingContent): string {
  const text = summarizeContent(content).replaceAll(/\s+/g, ' ').trim();
  return text === '' ? `[${content.type}]` : text.slice(0, previewLength);
}
