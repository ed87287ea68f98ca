import { sql } from 'kysely';
import type { App, EventHandler, StockWish } from '#context';
import { keptConversation } from '#modules/contacts';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import type { VariantKey } from './read-products.ts';

export interface RestockWish extends VariantKey {
  contactId: string;
  /** The number that the shopper wrote to. */
  channelConnectionId: string;
  conversationId: string;
  language: string;
  /** What they wrote; null: a button. */
  wording: string | null;
}

/** Keeps that somebody asked to be told once. One wish for each person and variant; a repeat while it waits changes nothing. Gives whether it is new. */
export async function keepRestockWish(app: App, tx: Tx, wish: RestockWish): Promise<boolean> {
  const now = app.clock.now();
  const { rows } = await sql<{ id: string }>`
    insert into restock_wish as w (workspace_id, connection_id, variant_key, contact_id, id, channel_connection_id, conversation_id, language, wording, wished_at, state)
    values (${wish.workspaceId}, ${wish.connectionId}, ${wish.variantKey}, ${wish.contactId}, ${app.ids.next()}, ${wish.channelConnectionId}, ${wish.conversationId}, ${wish.language},
      ${wish.wording?.slice(0, 500) ?? null}, ${now}, 'waiting')
    on conflict (workspace_id, connection_id, variant_key, contact_id) do update
    set id = excluded.id, channel_connection_id = excluded.channel_connection_id, conversation_id = excluded.conversation_id, language = excluded.language, wording = excluded.wording,
      wished_at = excluded.wished_at, state = 'waiting', reason = null, due_at = null, settled_at = null
    where w.state in ('told', 'ended')
    returning id`.execute(tx);
  return rows.length > 0;
}

const sellable = sql`p.state = 'active' and (v.stock is null or v.stock > 0 or v.sells_when_empty)`;

/** Tells upwards which wishes can be answered, after news of these products or of this stock. */
export const tellRestocked: EventHandler<'product.changed' | 'stock.changed'> = async (app, tx, events) => {
  const touched = events.flatMap(({ workspaceId, connectionId, event }) => {
    if (event.type === 'product.changed') return event.variants.map(({ variantKey }) => ({ workspaceId, connectionId, variantKey, inventoryKey: null as string | null }));
    return event.stock > 0 ? [{ workspaceId, connectionId, variantKey: event.variantKey ?? null, inventoryKey: event.inventoryKey ?? null }] : [];
  });
  if (touched.length === 0) return;
  const { rows } = await sql<StockWish>`
    with touched as (select distinct * from jsonb_to_recordset(${rowsOf(touched)}) as r("workspaceId" uuid, "connectionId" uuid, "variantKey" text, "inventoryKey" text))
    ${takeWishes(sql`exists (select from touched t where t."workspaceId" = w.workspace_id and t."connectionId" = w.connection_id and (t."variantKey" = w.variant_key or t."inventoryKey" = v.inventory_key))`, app.clock.now())}`.execute(tx);
  if (rows.length > 0) await app.receivers.stockReturned(app, tx, rows);
};

/** The same for whatever is for sale now: readings of a whole catalogue come as no event. */
export async function takeAnswerableWishes(app: App, tx: Tx): Promise<StockWish[]> {
  const { rows } = await sql<StockWish>`${takeWishes(sql`true`, app.clock.now())}`.execute(tx);
  return rows;
}

/** A wish that is taken here is planned in the same transaction, so that it is answered once. */
const takeWishes = (which: ReturnType<typeof sql>, now: Date) => sql`
  update restock_wish w set state = 'planned', due_at = ${now}
  from (
    select w.workspace_id, w.id from restock_wish w
    join variant v on v.workspace_id = w.workspace_id and v.connection_id = w.connection_id and v.variant_key = w.variant_key
    join product p on p.workspace_id = v.workspace_id and p.id = v.product_id
    where w.state = 'waiting' and ${sellable} and ${which} order by w.id limit 500 for no key update of w skip locked
  ) ready
  where w.workspace_id = ready.workspace_id and w.id = ready.id and w.state = 'waiting'
  returning w.workspace_id as "workspaceId", w.id as "wishId", w.connection_id as "connectionId", w.variant_key as "variantKey", w.contact_id as "contactId",
    w.channel_connection_id as "channelConnectionId", w.language, (extract(epoch from w.wished_at) * 1000)::float8 as "wishedAtMs"`;

export interface WishOutcome {
  workspaceId: string;
  wishId: string;
  /** `again`: it sold out before the message went; the shopper still waits. */
  kind: 'told' | 'again' | 'ended';
  reason: string | null;
}

/** What became of the message that was to answer a wish. Repeatable. */
export async function settleWishes(app: App, tx: Tx, outcomes: WishOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map((outcome) => ({ ...outcome, nextId: app.ids.next() }));
  await sql`
    update restock_wish w set state = case r.kind when 'told' then 'told' when 'again' then 'waiting' else 'ended' end, reason = r.reason,
      id = case when r.kind = 'again' then r."nextId" else w.id end, due_at = case when r.kind = 'again' then null else w.due_at end,
      settled_at = case when r.kind = 'again' then null else ${app.clock.now()}::timestamptz end
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "wishId" uuid, kind text, reason text, "nextId" uuid)
    where w.workspace_id = r."workspaceId" and w.id = r."wishId" and (w.state in ('waiting', 'planned') or w.state = 'told' and r.kind = 'ended')`.execute(tx);
}

/** Wishes that nobody needs an answer to any more. @param variantKeys only of these things (bought); null: all (opted out). */
export async function endWishes(app: App, tx: Tx, people: { workspaceId: string; contactId: string; variantKeys: string[] | null }[], reason: 'bought' | 'opted_out'): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update restock_wish w set state = 'ended', reason = ${reason}, settled_at = ${app.clock.now()}
    from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid, "variantKeys" jsonb)
    where w.workspace_id = r."workspaceId" and w.contact_id = r."contactId" and w.state in ('waiting', 'planned')
      and (r."variantKeys" is null or r."variantKeys" ? w.variant_key)`.execute(tx);
}

export async function eraseWishes(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  await sql`delete from restock_wish w using jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)
    where w.workspace_id = r."workspaceId" and w.contact_id = r."contactId"`.execute(tx);
}

/** Of two wishes for one thing the one of who is kept stays. */
export async function mergeWishes(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    const { workspaceId, keptId, mergedId } = merge;
    await sql`
      update restock_wish w set contact_id = ${keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${workspaceId} and contact_id = ${mergedId}
        and not exists (select from restock_wish k where k.workspace_id = w.workspace_id and k.contact_id = ${keptId} and k.connection_id = w.connection_id and k.variant_key = w.variant_key)`.execute(tx);
    await sql`delete from restock_wish where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
  }
}
