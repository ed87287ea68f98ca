import { sql } from 'kysely';
import type { EventHandler } from '#context';
import { rowsOf } from '#platform/database';
import { mergeContacts } from './merge-contacts.ts';
import { resolveContacts } from './resolve-contacts.ts';

/** What a shop says of its customers: recognised, counted, tagged. Counts and tags follow the newest version. */
export const storeCustomers: EventHandler<'customer.changed'> = async (app, tx, events) => {
  const ids = await resolveContacts(app, tx, events.map(({ workspaceId, connectionId, event }) => ({ workspaceId, connectionId, person: event.person, at: new Date(event.version) })));
  const newest = new Map<string, Record<string, unknown> & { version: string }>();
  events.forEach(({ workspaceId, event }, index) => {
    const id = ids[index];
    const other = id ? newest.get(id) : undefined;
    if (!id || (other && Date.parse(other.version) > Date.parse(event.version))) return;
    newest.set(id, { workspaceId, id, version: event.version, orderCount: event.orderCount ?? null, spentMinor: event.spentMinor ?? null, currency: event.currency ?? null, tags: event.tags });
  });
  const rows = [...newest.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
  if (rows.length === 0) return;
  await sql`
    update contact c set order_count = coalesce(r."orderCount", c.order_count), spent_minor = coalesce(r."spentMinor", c.spent_minor),
      spent_currency = coalesce(r.currency, c.spent_currency), shop_version = r.version,
      tags = (select coalesce(array_agg(distinct tag order by tag), '{}') from unnest(c.tags || r.tags) tag), updated_at = ${app.clock.now()}
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, id uuid, version timestamptz, "orderCount" integer, "spentMinor" bigint, currency text, tags text[])
    where c.workspace_id = r."workspaceId" and c.id = r.id and (c.shop_version is null or c.shop_version <= r.version)`.execute(tx);
};

/** The shop made one account of several: so do we. */
export const mergeCustomers: EventHandler<'customers.merged'> = async (app, tx, events) => {
  const mentions = events.flatMap(({ workspaceId, connectionId, event }) =>
    event.mergedShopCustomerKeys.map((shopCustomerKey) => ({ workspaceId, connectionId, event, shopCustomerKey })),
  );
  for (const { workspaceId, connectionId, event, shopCustomerKey } of mentions) {
    const pair = [event.keptShopCustomerKey, shopCustomerKey].map((key) => `${connectionId}:${key}`);
    const { rows } = await sql<{ value: string; contactId: string }>`
      select value, contact_id as "contactId" from contact_identity where workspace_id = ${workspaceId} and kind = 'shop_customer' and value = any(${pair})`.execute(tx);
    const kept = rows.find((row) => row.value === pair[0])?.contactId;
    const merged = rows.find((row) => row.value === pair[1])?.contactId;
    if (!merged) continue;
    if (kept && kept !== merged) await mergeContacts(app, tx, { workspaceId, keptId: kept, mergedId: merged });
    else if (!kept) await sql`update contact_identity set value = ${pair[0]} where workspace_id = ${workspaceId} and kind = 'shop_customer' and value = ${pair[1]}`.execute(tx);
  }
};
