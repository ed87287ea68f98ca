import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { App, EventHandler, StockWish } from '#context';
import { keptConversation } from '#modules/contacts';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import type { VariantKey } from './read-products.ts';
import { sellable } from './sellable.ts';

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

/** Tells upwards which wishes can be answered, after news of these products or of this stock. */
export const tellRestocked: EventHandler<'product.changed' | 'stock.changed'> = async (app, tx, events) => {
  const touched = events.flatMap(({ workspaceId, connectionId, event }) => {
    if (event.type === 'product.changed') return event.variants.map(({ variantKey }) => ({ workspaceId, connectionId, variantKey, inventoryKey: null as string | null }));
    return event.stock > 0 ? [{ workspaceId, connectionId, variantKey: event.variantKey ?? null, inventoryKey: event.inventoryKey ?? null }] : [];
  });
  if (touched.length === 0) return;
  const touchedVariants = sql`
    touched as (select distinct * from jsonb_to_recordset(${rowsOf(touched)}) as r("workspaceId" uuid, "connectionId" uuid, "variantKey" text, "inventoryKey" text)),
    hit as (
      select "workspaceId" as workspace_id, "connectionId" as connection_id, "variantKey" as variant_key from touched where "variantKey" is not null
      union
      select v.workspace_id, v.connection_id, v.variant_key from touched t
      join variant v on v.workspace_id = t."workspaceId" and v.connection_id = t."connectionId" and v.inventory_key = t."inventoryKey")`;
  const { rows } = await sql<StockWish>`with ${touchedVariants}, ${takeWishes(sql`hit join restock_wish w using (workspace_id, connection_id, variant_key)`, sql`true`, app.clock.now())}`.execute(tx);
  if (rows.length > 0) await app.receivers.stockReturned(app, tx, rows);
};

/** Where the next batch of a sweep begins; null: at the beginning, or it is over. */
export type WishPosition = Pick<StockWish, 'workspaceId' | 'wishId'> | null;

/** The same for whatever is for sale now: readings of a whole catalogue come as no event. At most `limit`, after this one. */
export async function takeAnswerableWishes(app: App, tx: Tx, after: WishPosition, limit: number): Promise<{ wishes: StockWish[]; next: WishPosition }> {
  const which = after === null ? sql`true` : sql`(w.workspace_id, w.id) > (${after.workspaceId}::uuid, ${after.wishId}::uuid)`;
  const { rows } = await sql<StockWish>`with ${takeWishes(sql`restock_wish w`, which, app.clock.now(), limit)}`.execute(tx);
  const last = rows.length < limit ? undefined : rows.at(-1);
  return { wishes: rows, next: last ? { workspaceId: last.workspaceId, wishId: last.wishId } : null };
}

/**
 * A wish that is taken here is planned in the same transaction, so that it is answered once. Stock that was told before the wish is no answer to it:
 * the shop itself was asked then, and had none. Shops tell the time of a change to the minute.
 */
const takeWishes = (from: RawBuilder<unknown>, which: RawBuilder<unknown>, now: Date, limit: number | null = null) => sql`
  ready as (
    select w.workspace_id, w.id from ${from}
    join variant v on v.workspace_id = w.workspace_id and v.connection_id = w.connection_id and v.variant_key = w.variant_key
    join product p on p.workspace_id = v.workspace_id and p.id = v.product_id
    where w.state = 'waiting' and ${which} and ${sellable}
      and case when v.stock is null or v.sells_when_empty then greatest(p.version, v.stock_version) else v.stock_version end >= date_trunc('minute', w.wished_at)
    order by w.workspace_id, w.id limit ${limit}::int for no key update of w skip locked),
  taken as (
    update restock_wish w set state = 'planned', due_at = ${now} from ready where w.workspace_id = ready.workspace_id and w.id = ready.id and w.state = 'waiting' returning w.*)
  select workspace_id as "workspaceId", id as "wishId", connection_id as "connectionId", variant_key as "variantKey", contact_id as "contactId",
    channel_connection_id as "channelConnectionId", language, (extract(epoch from wished_at) * 1000)::float8 as "wishedAtMs"
  from taken order by workspace_id, id`;

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

/** Of two wishes for one thing the one that is further on stays: its message is planned, it waits, it is settled. Of two alike that of who is kept. */
export async function mergeWishes(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    const { workspaceId, keptId, mergedId } = merge;
    const place = (wish: 'w' | 'o') => sql`(coalesce(array_position(array['planned', 'waiting'], ${sql.ref(`${wish}.state`)}), 3), ${sql.ref(`${wish}.contact_id`)} <> ${keptId})`;
    await sql`
      delete from restock_wish w using restock_wish o where w.workspace_id = ${workspaceId} and w.contact_id in (${keptId}, ${mergedId})
        and o.workspace_id = w.workspace_id and o.connection_id = w.connection_id and o.variant_key = w.variant_key and o.contact_id in (${keptId}, ${mergedId}) and o.contact_id <> w.contact_id
        and ${place('o')} < ${place('w')}`.execute(tx);
    await sql`update restock_wish w set contact_id = ${keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
  }
}
