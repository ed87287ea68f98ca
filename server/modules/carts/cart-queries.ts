import { sql } from 'kysely';
import type { CartChange } from '#context';
import type { CartLine } from '#contract/inbound-event';
import { keptConversation } from '#modules/contacts';
import type { Tx } from '#platform/database';
import { retryTransaction, rowsOf } from '#platform/database';
import { readCartReference } from './cart-reference.ts';

interface KeyRef {
  workspaceId: string;
  connectionId: string;
  key: string;
}

/**
 * Makes a cart and an order that name the same key, told at the same moment, see one another: whichever comes second waits for the first to be
 * stored. Carts do not wait for carts. Held until the transaction ends.
 */
export async function lockCartKeys(tx: Tx, keys: KeyRef[], teller: 'cart' | 'order'): Promise<void> {
  if (keys.length === 0) return;
  const names = [...new Set(keys.map(({ connectionId, key }) => `${connectionId} ${key}`))].sort();
  const lock = sql.raw(teller === 'cart' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await sql`select ${lock}(hashtextextended(name, 11)) from (select name from unnest(${names}::text[]) name order by name offset 0) ordered`.execute(tx);
}

/** Stored cart ids by "connection key". Our own references name their cart themselves and are stored with none. */
export async function findCartKeys(tx: Tx, keys: KeyRef[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ connectionId: string; key: string; cartId: string }>`
    select k.connection_id as "connectionId", k.key, k.cart_id as "cartId"
    from jsonb_to_recordset(${rowsOf(keys)}) as r("workspaceId" uuid, "connectionId" uuid, key text)
    join cart_key k on k.workspace_id = r."workspaceId" and k.connection_id = r."connectionId" and k.key = r.key`.execute(tx);
  return new Map([...(await findReferredCarts(tx, keys)), ...rows.map((row) => [`${row.connectionId} ${row.key}`, row.cartId] as const)]);
}

async function findReferredCarts(tx: Tx, keys: KeyRef[]): Promise<(readonly [string, string])[]> {
  const referred = keys.flatMap((ref) => {
    const cartId = readCartReference(ref.key);
    return cartId === null ? [] : [{ ...ref, cartId }];
  });
  if (referred.length === 0) return [];
  const { rows } = await sql<{ connectionId: string; key: string; cartId: string }>`
    select r."connectionId", r.key, coalesce(c.merged_into, c.id) as "cartId"
    from jsonb_to_recordset(${rowsOf(referred)}) as r("workspaceId" uuid, "connectionId" uuid, key text, "cartId" uuid)
    join cart c on c.workspace_id = r."workspaceId" and c.connection_id = r."connectionId" and c.id = r."cartId"`.execute(tx);
  return rows.map((row) => [`${row.connectionId} ${row.key}`, row.cartId] as const);
}

/** Orders that came before their cart, by "connection key". Cancelled ones do not count. */
export async function findOrdersOfKeys(tx: Tx, carts: { workspaceId: string; connectionId: string; keys: string[] }[]): Promise<Map<string, { orderId: string; placedAt: Date }>> {
  const refs = carts.flatMap((cart) => cart.keys.map((key) => ({ workspaceId: cart.workspaceId, connectionId: cart.connectionId, key })));
  const { rows } = await sql<{ connectionId: string; key: string; orderId: string; placedAt: Date }>`
    select k.connection_id as "connectionId", k.key, k.order_id as "orderId", o.placed_at as "placedAt"
    from jsonb_to_recordset(${rowsOf(refs)}) as r("workspaceId" uuid, "connectionId" uuid, key text)
    join order_cart_key k on k.workspace_id = r."workspaceId" and k.connection_id = r."connectionId" and k.key = r.key
    join shop_order o on o.workspace_id = k.workspace_id and o.id = k.order_id`.execute(tx);
  return new Map(rows.map((row) => [`${row.connectionId} ${row.key}`, row]));
}

/** An order that came before its cart learns of it now. */
export async function linkOrders(tx: Tx, links: { workspaceId: string; cartId: string; orderId: string }[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    with wanted as (select * from jsonb_to_recordset(${rowsOf(links)}) as r("workspaceId" uuid, "cartId" uuid, "orderId" uuid)),
      locked as (select o.workspace_id, o.id from shop_order o join wanted r on o.workspace_id = r."workspaceId" and o.id = r."orderId" where o.cart_id is null order by o.id for no key update of o)
    update shop_order o set cart_id = r."cartId" from wanted r, locked l where o.workspace_id = r."workspaceId" and o.id = r."orderId" and l.workspace_id = o.workspace_id and l.id = o.id`.execute(tx);
}

/** Stores the keys; when another transaction gave one of them to another cart meanwhile, ours starts again. */
export async function insertCartKeys(tx: Tx, keys: (KeyRef & { cartId: string })[]): Promise<void> {
  const { rows } = await sql<{ isOurs: boolean }>`
    insert into cart_key as k (workspace_id, connection_id, key, cart_id)
    select "workspaceId", "connectionId", key, "cartId"
    from jsonb_to_recordset(${rowsOf(keys)}) as r("workspaceId" uuid, "connectionId" uuid, key text, "cartId" uuid)
    order by "connectionId", key
    on conflict (workspace_id, connection_id, key) do update set cart_id = k.cart_id where k.cart_id <> excluded.cart_id
    returning cart_id = any(${keys.map((key) => key.cartId)}::uuid[]) as "isOurs"`.execute(tx);
  if (rows.some((row) => !row.isOurs)) retryTransaction('a cart with the same key');
}

export interface CartRow {
  workspaceId: string;
  id: string;
  connectionId: string;
  contactId: string | null;
  state: 'open' | 'completed' | 'deleted';
  version: string;
  currency: string;
  totalMinor: number;
  itemCount: number;
  lines: CartLine[];
  checkoutReached: boolean;
  checkoutUrl: string | null;
  activityAt: string;
  discountCodes: string[];
  attributes: Record<string, string>;
  botSigns: string[];
  boughtAt: string | null;
  orderId: string | null;
  createdAt: string;
  /** Set when these lines were chosen in a conversation: equals `version`. Null: the shop tells them. */
  editedAt: string | null;
}

/** Inserts or updates; the snapshot follows the newest version, everything else only adds up. Gives the carts as they now stand. */
export async function upsertCarts(tx: Tx, rows: CartRow[]): Promise<CartChange[]> {
  const { rows: stored } = await sql<CartChange>`
    insert into cart as c (workspace_id, id, connection_id, contact_id, state, version, currency, total_minor, item_count, lines, checkout_reached,
      checkout_url, activity_at, discount_codes, attributes, bot_signs, bought_at, order_id, created_at, edited_at)
    select "workspaceId", id, "connectionId", "contactId", state, version, currency, "totalMinor", "itemCount", lines, "checkoutReached",
      "checkoutUrl", "activityAt", "discountCodes", attributes, "botSigns", "boughtAt", "orderId", "createdAt", "editedAt"
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, id uuid, "connectionId" uuid, "contactId" uuid, state text, version timestamptz,
      currency text, "totalMinor" bigint, "itemCount" integer, lines jsonb, "checkoutReached" boolean, "checkoutUrl" text, "activityAt" timestamptz,
      "discountCodes" text[], attributes jsonb, "botSigns" text[], "boughtAt" timestamptz, "orderId" uuid, "createdAt" timestamptz, "editedAt" timestamptz)
    on conflict (workspace_id, id) do update set
      contact_id = case when c.edited_at is not null or c.shared_at is not null then coalesce(c.contact_id, excluded.contact_id) else coalesce(excluded.contact_id, c.contact_id) end,
      state = case when c.state = 'completed' or excluded.state = 'completed' then 'completed' when excluded.version >= c.version then excluded.state else c.state end,
      version = greatest(c.version, excluded.version),
      currency = case when excluded.version >= c.version then excluded.currency else c.currency end,
      total_minor = case when excluded.version >= c.version then excluded.total_minor else c.total_minor end,
      item_count = case when excluded.version >= c.version then excluded.item_count else c.item_count end,
      lines = case when excluded.version >= c.version then excluded.lines else c.lines end,
      checkout_reached = c.checkout_reached or excluded.checkout_reached,
      -- The shop's link opens what the shop knows: an edit takes it away, and news older than the edit does not bring it back.
      checkout_url = case when excluded.edited_at is not null then null
        when excluded.version >= c.version then coalesce(excluded.checkout_url, c.checkout_url)
        when excluded.version < c.edited_at then c.checkout_url else coalesce(c.checkout_url, excluded.checkout_url) end,
      edited_at = greatest(c.edited_at, excluded.edited_at),
      activity_at = greatest(c.activity_at, excluded.activity_at),
      discount_codes = case when excluded.version >= c.version then excluded.discount_codes else c.discount_codes end,
      attributes = case when excluded.version >= c.version then c.attributes || excluded.attributes else excluded.attributes || c.attributes end,
      bot_signs = (select coalesce(array_agg(distinct sign order by sign), '{}') from unnest(c.bot_signs || excluded.bot_signs) sign),
      bought_at = least(c.bought_at, excluded.bought_at),
      order_id = coalesce(c.order_id, excluded.order_id)
    returning workspace_id as "workspaceId", id as "cartId", connection_id as "connectionId", contact_id as "contactId", state, item_count as "itemCount",
      total_minor as "totalMinor", currency, checkout_reached as "checkoutReached", activity_at as "activityAt", cardinality(bot_signs) > 0 as "isBot"`.execute(tx);
  return stored;
}

/**
 * Two stored carts proved to be one (their keys met): keys move to the older, the other becomes a signpost. The snapshot is that of the newest
 * version among them, as if all had been told of one cart from the beginning.
 */
export async function mergeCarts(tx: Tx, merge: { workspaceId: string; keptId: string; mergedIds: string[] }): Promise<void> {
  const { workspaceId, keptId, mergedIds } = merge;
  const all = [keptId, ...mergedIds];
  const family = sql`x.workspace_id = ${workspaceId} and x.id = any(${all}::uuid[])`;
  await sql`select id from cart where workspace_id = ${workspaceId} and id = any(${all}::uuid[]) order by id for update`.execute(tx);
  await sql`
    update cart kept set version = newest.version, currency = newest.currency, total_minor = newest.total_minor, item_count = newest.item_count, lines = newest.lines,
      discount_codes = newest.discount_codes, state = case when joined.is_completed then 'completed' else newest.state end,
      checkout_reached = joined.reached, checkout_url = joined.checkout_url, bought_at = joined.bought_at, activity_at = joined.activity_at, contact_id = joined.contact_id,
      edited_at = joined.edited_at, saved_at = joined.saved_at, shared_at = joined.shared_at, chat_code = joined.chat_code,
      order_id = joined.order_id, attributes = joined.attributes, bot_signs = joined.bot_signs, created_at = joined.created_at
    from (select * from cart x where ${family} order by version desc, id limit 1) newest,
      (select bool_or(checkout_reached) as reached, bool_or(state = 'completed' or bought_at is not null) as is_completed, min(bought_at) as bought_at, max(activity_at) as activity_at,
          min(created_at) as created_at,
          max(edited_at) as edited_at, max(saved_at) as saved_at, max(shared_at) as shared_at,
          (array_agg(chat_code order by version desc, id) filter (where chat_code is not null))[1] as chat_code,
          (array_agg(checkout_url order by version desc, id) filter (where checkout_url is not null))[1] as checkout_url,
          (array_agg(contact_id order by edited_at is null and shared_at is null, version desc, id) filter (where contact_id is not null))[1] as contact_id,
          (array_agg(order_id order by version desc, id) filter (where order_id is not null))[1] as order_id,
          (select coalesce(jsonb_object_agg(a.key, a.value), '{}') from (select distinct on (e.key) e.key, e.value from cart x, jsonb_each(x.attributes) e where ${family} order by e.key, x.version desc, x.id) a) as attributes,
          (select coalesce(array_agg(distinct sign order by sign), '{}') from cart x, unnest(x.bot_signs) sign where ${family}) as bot_signs
        from cart x where ${family}) joined
    where kept.workspace_id = ${workspaceId} and kept.id = ${keptId}`.execute(tx);
  await sql`update cart_key set cart_id = ${keptId} where workspace_id = ${workspaceId} and cart_id = any(${mergedIds}::uuid[])`.execute(tx);
  await sql`update cart_edit set cart_id = ${keptId} where workspace_id = ${workspaceId} and cart_id = any(${mergedIds}::uuid[])`.execute(tx);
  await sql`update shop_order set cart_id = ${keptId} where workspace_id = ${workspaceId} and cart_id = any(${mergedIds}::uuid[])`.execute(tx);
  await sql`update cart set merged_into = ${keptId}, state = 'deleted' where workspace_id = ${workspaceId} and id = any(${mergedIds}::uuid[])`.execute(tx);
}

/** Marks carts as bought. Takes their row locks: a send that claims one of them waits here, or we wait for it. */
export async function markCartsBought(tx: Tx, carts: { workspaceId: string; cartId: string; orderId: string; at: Date }[]): Promise<void> {
  const ordered = carts.toSorted((left, right) => (left.cartId < right.cartId ? -1 : 1));
  await sql`select c.id from cart c join jsonb_to_recordset(${rowsOf(ordered)}) as r("workspaceId" uuid, "cartId" uuid)
    on c.workspace_id = r."workspaceId" and c.id = r."cartId" order by c.id for no key update of c`.execute(tx);
  await sql`
    update cart c set state = 'completed', bought_at = least(c.bought_at, r.at), order_id = coalesce(c.order_id, r."orderId")
    from jsonb_to_recordset(${rowsOf(ordered)}) as r("workspaceId" uuid, "cartId" uuid, "orderId" uuid, at timestamptz)
    where c.workspace_id = r."workspaceId" and c.id = r."cartId"`.execute(tx);
}

export async function repointCartContacts(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    const { workspaceId, keptId, mergedId } = merge;
    await sql`
      update cart_edit e set conversation_id = ${keptConversation(merge, sql.ref('e.conversation_id'))} from cart c
      where c.workspace_id = ${workspaceId} and c.contact_id = ${mergedId} and e.workspace_id = c.workspace_id and e.cart_id = c.id`.execute(tx);
    await sql`update cart set contact_id = ${keptId} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
    await sql`update activity set contact_id = ${keptId} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
  }
}

const changeColumns = sql`c.workspace_id as "workspaceId", c.id as "cartId", c.connection_id as "connectionId", c.contact_id as "contactId", c.state, c.item_count as "itemCount",
      c.total_minor as "totalMinor", c.currency, c.checkout_reached as "checkoutReached", c.activity_at as "activityAt", cardinality(c.bot_signs) > 0 as "isBot"`;

/** Carts that were paid before the shop told of an order: they count as bought from `at` on. Gives those that were still open, as they stand now. */
export async function completeCarts(tx: Tx, carts: { workspaceId: string; cartId: string; at: Date }[]): Promise<CartChange[]> {
  const { rows } = await sql<CartChange>`
    with paid as (select * from jsonb_to_recordset(${rowsOf(carts)}) as r("workspaceId" uuid, "cartId" uuid, at timestamptz)),
      locked as (select c.workspace_id, c.id from cart c join paid r on c.workspace_id = r."workspaceId" and c.id = r."cartId" where c.state <> 'completed' order by c.id for no key update of c)
    update cart c set state = 'completed', bought_at = least(c.bought_at, r.at) from paid r, locked l
    where c.workspace_id = r."workspaceId" and c.id = r."cartId" and l.workspace_id = c.workspace_id and l.id = c.id
    returning ${changeColumns}`.execute(tx);
  return rows;
}

/** The shopper did something about these open carts just now that no shop tells of. Gives them as they stand. */
export async function touchCarts(tx: Tx, carts: { workspaceId: string; cartId: string; at: Date }[]): Promise<CartChange[]> {
  const { rows } = await sql<CartChange>`
    with acted as (select * from jsonb_to_recordset(${rowsOf(carts)}) as r("workspaceId" uuid, "cartId" uuid, at timestamptz)),
      locked as (select c.workspace_id, c.id from cart c join acted r on c.workspace_id = r."workspaceId" and c.id = r."cartId" where c.state = 'open' order by c.id for no key update of c)
    update cart c set activity_at = greatest(c.activity_at, r.at) from acted r, locked l
    where c.workspace_id = r."workspaceId" and c.id = r."cartId" and l.workspace_id = c.workspace_id and l.id = c.id
    returning ${changeColumns}`.execute(tx);
  return rows;
}
