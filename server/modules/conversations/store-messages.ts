import type { IncomingContent } from '#contract/message-content';
import type { InboundEventOf, Person } from '#contract/inbound-event';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { resolveContacts } from '#modules/contacts';
import { beginConversations } from './begin-conversations.ts';
import { applyConversationNews, conversationKey } from './conversation-queries.ts';
import { summarizeMessages } from './message-batch.ts';
import type { NewMessage } from './message-batch.ts';
import { insertMessages } from './message-queries.ts';
import { wantMedia } from './want-media.ts';

export interface MessageArrival {
  workspaceId: string;
  connectionId: string;
  receivedAt: Date;
  providerMessageId: string;
  person: Person;
  /** ISO instant, the channel's own. */
  at: string;
  direction: 'in' | 'out';
  author: NewMessage['author'];
  content: IncomingContent;
  inReplyTo: string | null;
  isStandby: boolean;
  referral: InboundEventOf<'message.received'>['referral'] | null;
}

/**
 * Puts messages into the conversations of their people, begins those that are missing, and gives back the messages that were new.
 * A message whose sender was erased or cannot be told is left out.
 */
export async function storeMessages(app: App, tx: Tx, arrivals: MessageArrival[]): Promise<NewMessage[]> {
  if (arrivals.length === 0) return [];
  const contactIds = await resolveContacts(app, tx, arrivals.map(({ workspaceId, connectionId, person, at }) => ({ workspaceId, connectionId, person, at: new Date(at), speaks: true })));
  const known = arrivals.flatMap((arrival, place) => {
    const contactId = contactIds[place];
    return contactId ? [{ ...arrival, contactId }] : [];
  });
  if (known.length === 0) return [];
  const conversationIds = await beginConversations(app, tx, known.map((arrival) => ({ ...arrival, isHistory: arrival.author === 'history' })));
  const messages = distinctMessages(
    known.flatMap((arrival) => {
      const conversationId = conversationIds.get(conversationKey(arrival));
      return conversationId ? [toMessage(arrival, arrival.contactId, conversationId, app.ids.next())] : [];
    }),
  );
  const inserted = await insertMessages(tx, messages);
  const fresh = messages.filter(({ id }) => inserted.has(id));
  if (fresh.length > 0) {
    const written = await applyConversationNews(tx, summarizeMessages(fresh));
    const concerns = written.map(({ assigneeId, ...conversation }) => ({ ...conversation, kind: 'written' as const, memberIds: [assigneeId] }));
    if (concerns.length > 0) await app.receivers.membersConcerned(app, tx, concerns);
  }
  await wantMedia(app, tx, fresh);
  publishAfterCommit(app.live, tx, 'conversation', fresh.map(({ workspaceId, conversationId }) => ({ workspaceId, id: conversationId })));
  return fresh;
}

function toMessage(arrival: MessageArrival, contactId: string, conversationId: string, id: string): NewMessage {
  const { workspaceId, connectionId, direction, author, providerMessageId, content, inReplyTo, isStandby, referral } = arrival;
  const at = notLaterThan(arrival.receivedAt, arrival.at);
  return { id, workspaceId, connectionId, conversationId, contactId, at, direction, author, providerMessageId, content, inReplyTo, isStandby, referral: referral ?? null };
}

/** A clock that runs ahead must not hold a window open longer than its day. */
function notLaterThan(receivedAt: Date, at: string): string {
  return new Date(Math.min(Date.parse(at), receivedAt.getTime())).toISOString();
}

function distinctMessages(messages: NewMessage[]): NewMessage[] {
  return [...new Map(messages.map((message) => [`${message.conversationId} ${message.providerMessageId}`, message])).values()];
}
