import { sql } from 'kysely';
import type { App } from '#context';
import type { KeyedEvent } from '#ports/connector';
import type { OpenConnection } from './open-connection.ts';
import type { Delivery } from './receive-hook.ts';

/** News about an account as a whole reaches every number of it: the vendor tells it once. */
const accountWide = new Set(['channel.changed', 'template.changed']);

/**
 * One hook may serve several accounts of a vendor: each event goes to the connection of its own, news about the whole account to all
 * of its numbers. Events about an account that is not connected become problems, to be replayed once it is.
 */
export async function routeEvents(app: App, connection: OpenConnection, events: KeyedEvent[], delivery: Pick<Delivery, 'workspaceId' | 'receivedAt' | 'events' | 'problems'>): Promise<void> {
  const owners = new Map<string, string[]>();
  for (const keyed of events) {
    const { accountKey } = keyed;
    const isOwn = connection.accountKey === null || isKeyOf(connection, accountKey);
    if (isOwn) {
      delivery.events.push({ ...keyed, connectionId: connection.id });
      const groupKey = accountKey === undefined && accountWide.has(keyed.event.type) ? connection.facts['groupKey'] : null;
      if (typeof groupKey !== 'string') continue;
      if (!owners.has(groupKey)) owners.set(groupKey, await findByAccount(app, connection, groupKey));
      for (const id of owners.get(groupKey) ?? []) if (id !== connection.id) delivery.events.push({ ...keyed, connectionId: id });
      continue;
    }
    const key = accountKey ?? '';
    if (!owners.has(key)) owners.set(key, await findByAccount(app, connection, key));
    const siblings = owners.get(key) ?? [];
    for (const id of siblings) delivery.events.push({ ...keyed, connectionId: id });
    if (siblings.length > 0) continue;
    const message = `No connection of this workspace has the account ${key}. Connect it, then replay.`;
    delivery.problems.push({ workspaceId: delivery.workspaceId, connectionId: connection.id, receivedAt: delivery.receivedAt, key: keyed.key, event: keyed.event, code: 'account_unknown', message });
  }
}

/** An account has up to three names: the vendor's id, the number as people dial it (some news carries nothing else), and its group. */
function isKeyOf({ accountKey: own, facts }: OpenConnection, accountKey: string | undefined): boolean {
  return accountKey === undefined || accountKey === own || accountKey === facts['numberKey'] || accountKey === facts['groupKey'];
}

/** The workspace's open connections whose account, number or group this is. */
async function findByAccount(app: App, { workspaceId, vendor }: OpenConnection, key: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from connection where workspace_id = ${workspaceId} and vendor = ${vendor} and state <> 'closed'
      and (account_key = ${key} or facts->>'numberKey' = ${key} or facts->>'groupKey' = ${key}) order by id`.execute(app.db);
  return rows.map((row) => row.id);
}
