import { z } from 'zod';
import type { App, Arrived, EventHandler } from '../server/context.ts';
import { InboundEvent } from '../contract/inbound-event.ts';
import type { InboundEventType } from '../contract/inbound-event.ts';
import { inTransaction } from '../server/platform/database.ts';
import { maintainPartitions } from '../server/platform/partitions.ts';
import type { ChannelDefinition } from '../server/ports/channel.ts';
import { partitionedTables } from '../server/retention.ts';
import { openHouse } from './house.ts';
import type { House } from './house.ts';

/** A house with one workspace and one connection to a pretend channel, for tests of how facts are stored. */
export interface Facts extends House {
  workspaceId: string;
  connectionId: string;
  /** Hands events to a handler in one transaction, as the intake does. */
  apply<Type extends InboundEventType>(handler: EventHandler<Type>, events: z.input<typeof InboundEvent>[]): Promise<void>;
  /** Another workspace with a connection of its own. */
  addWorkspace(): Promise<{ workspaceId: string; connectionId: string }>;
  addContact(identities?: Partial<Record<'phone' | 'email' | 'bsuid', string>>): Promise<string>;
}

export async function openFacts(receivers: Partial<App['receivers']> = {}, channel: Partial<ChannelDefinition> = {}): Promise<Facts> {
  const house = await openHouse();
  const { app } = house;
  app.receivers = { ...app.receivers, ...receivers };
  app.connectors = { storefronts: new Map(), payments: new Map(), models: new Map(), channels: new Map([['pretend', pretendChannel(channel)]]) };
  await maintainPartitions(app.db, partitionedTables(app.config), app.clock.now());

  const addWorkspace = async () => {
    const [workspaceId, connectionId, now] = [app.ids.next(), app.ids.next(), app.clock.now()];
    await app.db
      .insertInto('workspace')
      .values({ id: workspaceId, name: 'Aurora', country: 'AR', time_zone: 'America/Buenos_Aires', locale: 'es-AR', currency: 'ARS', holdout_salt: 'salt', created_at: now })
      .execute();
    await app.db
      .insertInto('connection')
      .values({ workspace_id: workspaceId, id: connectionId, port: 'channel', vendor: 'pretend', name: 'Pretend', state: 'active', created_at: now, updated_at: now })
      .execute();
    await app.db.insertInto('hook_route').values({ connection_id: connectionId, workspace_id: workspaceId }).execute();
    return { workspaceId, connectionId };
  };
  const home = await addWorkspace();

  return {
    ...house,
    ...home,
    addWorkspace,
    apply: (handler, events) =>
      inTransaction(app.db, (tx) => handler(app, tx, events.map((event, place) => arrivedOf(app, home, event, place)) as never)),
    addContact: async (identities = {}) => {
      const [id, now] = [app.ids.next(), app.clock.now()];
      await app.db.insertInto('contact').values({ workspace_id: home.workspaceId, id, created_at: now, updated_at: now }).execute();
      for (const [kind, value] of Object.entries(identities)) {
        await app.db.insertInto('contact_identity').values({ workspace_id: home.workspaceId, kind, value, contact_id: id, created_at: now }).execute();
      }
      return id;
    },
  };
}

function arrivedOf(app: App, home: { workspaceId: string; connectionId: string }, event: z.input<typeof InboundEvent>, place: number): Arrived {
  return { ...home, key: `${place}`, receivedAt: app.clock.now(), event: InboundEvent.parse(event) };
}

function pretendChannel(changes: Partial<ChannelDefinition>): ChannelDefinition {
  return {
    port: 'channel',
    channel: 'whatsapp',
    id: 'pretend',
    name: 'Pretend',
    settings: z.unknown(),
    contentTypes: ['text'],
    connect: () => ({}),
    hooks: { verify: () => 'genuine', translate: () => ({ events: [] }) },
    check: async () => ({ steps: [], accountName: null, accountKey: null, facts: {} }),
    pace: () => ({ messagesPerSecond: 80, pairIntervalMs: 6000, pairBurst: 45 }),
    send: async () => ({ kind: 'in_doubt', reason: 'Pretend.' }),
    ...changes,
  };
}
