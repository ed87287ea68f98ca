import { sql } from 'kysely';
import { z } from 'zod';
import { CartLine } from '#contract/inbound-event';
import { dayMs } from '#platform/clock';
import type { Db, Tx } from '#platform/database';
import { picturedLines } from './pictured-lines.ts';

/** The cart a shopper means when they talk of it. */
export const OpenCart = z.object({
  id: z.string(),
  connectionId: z.string(),
  contactId: z.string().nullable(),
  state: z.enum(['open', 'completed', 'deleted']),
  currency: z.string(),
  totalMinor: z.int(),
  itemCount: z.int(),
  /** With the catalogue's picture where the shop's cart has none. */
  lines: z.array(CartLine),
  /** The shop's and those given in the conversation. */
  discountCodes: z.array(z.string()),
  chatCode: z.string().nullable(),
  checkoutReached: z.boolean(),
  checkoutUrl: z.string().nullable(),
  /** One of the shop's own keys; null: the shop knows no such cart. */
  shopKey: z.string().nullable(),
  versionMs: z.number(),
  activityAt: z.date(),
  /** The lines were chosen in a conversation: the shop's own checkout does not show them. */
  isEdited: z.boolean(),
  /** Put aside on purpose, and not touched since. */
  isSaved: z.boolean(),
});
export type OpenCart = z.infer<typeof OpenCart>;

/** A cart left for longer is forgotten by its shopper: what they say now is the beginning of another. */
const rememberedMs = 60 * dayMs;

const columns = sql`c.id, c.connection_id as "connectionId", c.contact_id as "contactId", c.state, c.currency, c.total_minor as "totalMinor", c.item_count as "itemCount",
  ${picturedLines} as lines,
  array(select distinct code from unnest(c.discount_codes || c.chat_code) code where code is not null order by code) as "discountCodes", c.chat_code as "chatCode",
  c.checkout_reached as "checkoutReached", c.checkout_url as "checkoutUrl",
  (select k.key from cart_key k where k.workspace_id = c.workspace_id and k.cart_id = c.id and k.key not like 'cart:%' order by k.key limit 1) as "shopKey",
  (extract(epoch from c.version) * 1000)::float8 as "versionMs", c.activity_at as "activityAt",
  coalesce(c.edited_at = c.version, false) as "isEdited", coalesce(c.saved_at >= c.activity_at, false) as "isSaved"`;

export interface CartOwner {
  workspaceId: string;
  contactId: string;
}

/**
 * The cart that this person touched last and that is still open; null: none in the last sixty days.
 * @param connectionId only of this shop; null: of any.
 */
export async function findOpenCart(db: Db | Tx, { workspaceId, contactId }: CartOwner, connectionId: string | null, now: Date): Promise<OpenCart | null> {
  const { rows } = await sql`
    select ${columns} from cart c
    where c.workspace_id = ${workspaceId} and c.contact_id = ${contactId} and c.state = 'open' and c.merged_into is null
      and (${connectionId}::uuid is null or c.connection_id = ${connectionId}) and c.activity_at > ${new Date(now.getTime() - rememberedMs)}
    order by c.activity_at desc, c.id desc limit 1`.execute(db);
  return rows[0] === undefined ? null : OpenCart.parse(rows[0]);
}

/** One cart, whatever its state; a merged one leads to what it became. Null: the workspace has none of this id. */
export async function findCart(db: Db | Tx, workspaceId: string, cartId: string): Promise<OpenCart | null> {
  const { rows } = await sql`
    select ${columns} from cart c
    where c.workspace_id = ${workspaceId} and c.id = coalesce((select merged_into from cart m where m.workspace_id = ${workspaceId} and m.id = ${cartId}), ${cartId})`.execute(db);
  return rows[0] === undefined ? null : OpenCart.parse(rows[0]);
}

/** Holds the row against news of the shop until the transaction ends. */
export async function lockCart(tx: Tx, workspaceId: string, cartId: string): Promise<void> {
  await sql`select id from cart where workspace_id = ${workspaceId} and id = ${cartId} for no key update`.execute(tx);
}
