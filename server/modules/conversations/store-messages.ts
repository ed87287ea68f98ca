import type { IncomingContent } from '#contract/message-content';
import type { InboundEventOf, Person } from '#contract/inbound-event';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { resolveContacts } from '#modules/contacts';
import { applyConversationNews, conversationKey, insertConversations, lockConversations, readVendors } from './conversation-queries.ts';
import type { ConversationKey } from './conversation-queries.ts';
import { summarizeMessages } from './message-batch.ts';
import type { NewMessage } from './message-batch.ts';
import { insertMessages } from './message-queries.ts';

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
  const contactIds = await resolveContacts(app, tx, arrivals.map(({ workspaceId, connectionId, person, at }) => ({ workspaceId, connectionId, person, at: new Date(at) })));
  const known = arrivals.flatMap((arrival, place) => {
    const contactId = contactIds[place];
    return contactId ? [{ ...arrival, contactId }] : [];
  });
  if (known.length === 0) return [];
  const conversationIds = await openConversations(app, tx, known);
  const messages = distinctMessages(
    known.flatMap(({ person: _, receivedAt, ...arrival }) => {
      const conversationId = conversationIds.get(conversationKey(arrival));
      return conversationId ? [{ ...arrival, id: app.ids.next(), conversationId, at: notLaterThan(receivedAt, arrival.at) }] : [];
    }),
  );
  const inserted = await insertMessages(tx, messages);
  const fresh = messages.filter(({ id }) => inserted.has(id));
  if (fresh.length > 0) await applyConversationNews(tx, summarizeMessages(fresh));
  return fresh;
}

/** A clock that runs ahead must not hold a window open longer than its day. */
function notLaterThan(receivedAt: Date, at: string): string {
  return new Date(Math.min(Date.parse(at), receivedAt.getTime())).toISOString();
}

function distinctMessages(messages: NewMessage[]): NewMessage[] {
  return [...new Map(messages.map((message) => [`${message.conversationId} ${message.providerMessageId}`, message])).values()];
}

/** Ids by `conversationKey`; each conversation is locked. One that history alone begins is closed, so that it fills no queue. */
async function openConversations(app: App, tx: Tx, arrivals: (ConversationKey & { author: NewMessage['author'] })[]): Promise<Map<string, string>> {
  const byKey = new Map<string, ConversationKey & { isHistory: boolean }>();
  for (const { workspaceId, connectionId, contactId, author } of arrivals) {
    const key = { workspaceId, connectionId, contactId };
    const isHistory = author === 'history' && (byKey.get(conversationKey(key))?.isHistory ?? true);
    byKey.set(conversationKey(key), { ...key, isHistory });
  }
  const found = await lockConversations(tx, [...byKey.values()]);
  const missing = [...byKey].filter(([key]) => !found.has(key)).map(([, conversation]) => conversation);
  if (missing.length === 0) return found;
  const vendors = await readVendors(tx, missing);
  const begun = await insertConversations(
    tx,
    missing.map(({ isHistory, ...key }) => ({ ...key, id: app.ids.next(), state: isHistory ? 'closed' : 'open', channel: channelOf(app, vendors.get(key.connectionId)) })),
    app.clock.now(),
  );
  return new Map([...found, ...begun]);
}

function channelOf(app: App, vendor: string | undefined): string {
  const channel = vendor === undefined ? undefined : app.connectors.channels.get(vendor)?.channel;
  if (!channel) throw new Error(`A message came through "${vendor ?? 'an unknown connection'}", which is no channel.`);
  return channel;
}
