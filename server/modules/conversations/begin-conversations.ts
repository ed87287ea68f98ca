import type { App } from '#context';
import type { Tx } from '#platform/database';
import { conversationKey, insertConversations, lockConversations, readVendors } from './conversation-queries.ts';
import type { ConversationKey } from './conversation-queries.ts';

/**
 * Ids by `conversationKey` of the conversations of these people, each locked; those that are missing are begun. One that history alone
 * begins is closed, so that it fills no queue.
 */
export async function beginConversations(app: App, tx: Tx, people: (ConversationKey & { isHistory: boolean })[]): Promise<Map<string, string>> {
  const byKey = new Map<string, ConversationKey & { isHistory: boolean }>();
  for (const { workspaceId, connectionId, contactId, isHistory } of people) {
    const key = { workspaceId, connectionId, contactId };
    byKey.set(conversationKey(key), { ...key, isHistory: isHistory && (byKey.get(conversationKey(key))?.isHistory ?? true) });
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
