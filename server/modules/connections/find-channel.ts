import type { App } from '#context';
import type { ConsentChannel } from '#contract/inbound-event';
import { openConnection } from './open-connection.ts';

/** The kind of channel that each of these connections is. Throws for one that is none: no message can have come through it. */
export async function findChannels(app: App, connectionIds: Iterable<string>): Promise<Map<string, ConsentChannel>> {
  const channels = new Map<string, ConsentChannel>();
  for (const id of new Set(connectionIds)) {
    const connection = await openConnection(app, id);
    if (connection?.definition.port !== 'channel') throw new Error(`A message came through the connection ${id}, which is no channel.`);
    channels.set(id, connection.definition.channel);
  }
  return channels;
}
