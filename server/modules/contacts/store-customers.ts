import { sql } from 'kysely';
import type { Arrived, EventHandler } from '#context';
import type { InboundEventOf } from '#contract/inbound-event';
import { rowsOf } from '#platform/database';
import { mergeContacts } from './merge-contacts.ts';
import { resolveContacts } from './resolve-contacts.ts';

/**
 * What a shop says of its customers: recognised, counted, tagged. Counts follow the newest version; tags only add up, since members and
 * other shops give some too.
 */
export const storeCustomers: EventHandler<'customer.changed'> = async (app, tx, events) => {
  const ids = await resolveContacts(app, tx, events.map(({ workspaceId, connectionId, event }) => ({ workspaceId, connectionId, person: event.person, at: new Date(event.version) })));
  const rows = sumUp(events.flatMap((arrived, place) => (ids[place] ? [{ ...arrived, contactId: ids[place] }] : [])));
  if (rows.length === 0) return;
  const isNewer = sql`(c.shop_version is null or c.shop_version <= r.version)`;
  await sql`
    update contact c set order_count = case when ${isNewer} then coalesce(r."orderCount", c.order_count) else coalesce(c.order_count, r."orderCount") end,
      spent_minor = case when ${isNewer} then coalesce(r."spentMinor", c.spent_minor) else coalesce(c.spent_minor, r."spentMinor") end,
      spent_currency = case when ${isNewer} then coalesce(r.currency, c.spent_currency) else coalesce(c.spent_currency, r.currency) end,
      shop_version = greatest(c.shop_version, r.version),
      tags = (select coalesce(array_agg(distinct tag order by tag), '{}') from unnest(c.tags || r.tags) tag), updated_at = ${app.clock.now()}
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, id uuid, version timestamptz, "orderCount" integer, "spentMinor" bigint, currency text, tags text[])
    where c.workspace_id = r."workspaceId" and c.id = r.id and c.erased_at is null and (${isNewer} or not c.tags @> r.tags)`.execute(tx);
};

interface CustomerSum {
  workspaceId: string;
  id: string;
  version: string;
  orderCount: number | null;
  spentMinor: number | null;
  currency: string | null;
  tags: string[];
}

/** One row for each person of a batch, in id order. */
function sumUp(events: (Arrived<InboundEventOf<'customer.changed'>> & { contactId: string })[]): CustomerSum[] {
  const sums = new Map<string, CustomerSum>();
  for (const { workspaceId, contactId, event } of events.toSorted((left, right) => Date.parse(left.event.version) - Date.parse(right.event.version))) {
    const older = sums.get(contactId);
    sums.set(contactId, {
      workspaceId,
      id: contactId,
      version: event.version,
      orderCount: event.orderCount ?? older?.orderCount ?? null,
      spentMinor: event.spentMinor ?? older?.spentMinor ?? null,
      currency: event.currency ?? older?.currency ?? null,
      tags: [...new Set([...(older?.tags ?? []), ...event.tags])],
    });
  }
  return [...sums.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}

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
