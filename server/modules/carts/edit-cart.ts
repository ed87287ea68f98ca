import { sql } from 'kysely';
import type { App } from '#context';
import type { Goods } from '#modules/catalog';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import { AppError } from '#platform/errors';
import { cartReference } from './cart-reference.ts';
import { insertCartKeys, upsertCarts } from './cart-queries.ts';
import { applyWishes } from './edit-rules.ts';
import type { CartDifference, CartWish, EditedLines } from './edit-rules.ts';
import { findCart, findOpenCart, lockCart } from './find-open-cart.ts';
import type { OpenCart } from './find-open-cart.ts';

export interface CartEdit {
  workspaceId: string;
  contactId: string;
  conversationId: string;
  /** The shop. */
  connectionId: string;
  /** The cart that the shopper saw when they said it; null: whichever is open, else a new one. */
  cartId: string | null;
  wishes: CartWish[];
  /** Unique to what was said: a repeat changes nothing. */
  key: string;
}

/**
 * Changes a shopper's cart as they said in a conversation. It stays a cart like any other: its version grows, its timer moves, its story tells it,
 * and newer news of the shop replaces it. Nothing is changed by half; refusals carry a code and a sentence.
 * @param goods stock and prices of now, of the wished and of the present variants (`checkGoods`, asked before the transaction).
 */
export async function editCart(app: App, tx: Tx, edit: CartEdit, goods: ReadonlyMap<string, Goods>): Promise<{ cart: OpenCart; changed: CartDifference[] }> {
  await lockPerson(tx, edit);
  const done = await findDone(tx, edit);
  if (done) return { cart: done, changed: [] };
  const present = await lockPresent(app, tx, edit);
  const id = present?.id ?? app.ids.next();
  const edited = applyWishes({ lines: present?.lines ?? [], currency: present?.currency ?? '' }, edit.wishes, goods);
  if (edited.changed.length > 0) {
    await writeCart(app, tx, edit, id, present, edited);
    await noteEdit(app, tx, { ...edit, cartId: id }, 'changed', edited.changed);
  }
  const cart = await findCart(tx, edit.workspaceId, id);
  if (!cart) throw new AppError('conflict', 'nothing_to_change', 'Nothing would be different afterwards.');
  return { cart, changed: edited.changed };
}

/** Two edits of one person come one after the other, and nobody is edited who is being erased or merged. */
async function lockPerson(tx: Tx, { workspaceId, contactId }: Pick<CartEdit, 'workspaceId' | 'contactId'>): Promise<void> {
  const { rows } = await sql<{ isGone: boolean }>`
    select erased_at is not null or merged_into is not null as "isGone" from contact where workspace_id = ${workspaceId} and id = ${contactId} for no key update`.execute(tx);
  if (!rows[0] || rows[0].isGone) throw new AppError('conflict', 'contact_gone', 'This person was erased or made one with another.');
}

async function lockPresent(app: App, tx: Tx, { workspaceId, contactId, connectionId, cartId }: CartEdit): Promise<OpenCart | null> {
  const seen = cartId === null ? await findOpenCart(tx, { workspaceId, contactId }, connectionId, app.clock.now()) : await findCart(tx, workspaceId, cartId);
  if (!seen) return null;
  await lockCart(tx, workspaceId, seen.id);
  // Read again under the lock: the shop may have told something meanwhile.
  const present = await findCart(tx, workspaceId, seen.id);
  if (present === null || present.contactId !== contactId || present.connectionId !== connectionId) throw new AppError('conflict', 'cart_gone', 'This cart is no longer there.');
  if (present.state === 'completed') throw new AppError('conflict', 'cart_bought', 'This cart was already bought.');
  return present.state === 'open' ? present : null;
}

async function writeCart(app: App, tx: Tx, edit: CartEdit, id: string, present: OpenCart | null, edited: EditedLines): Promise<void> {
  const { workspaceId, connectionId, contactId } = edit;
  const now = app.clock.now();
  const version = nextVersion(now, present);
  const stored = await upsertCarts(tx, [{
    workspaceId, id, connectionId, contactId, version,
    state: 'open',
    currency: edited.currency,
    totalMinor: edited.totalMinor,
    itemCount: edited.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    lines: edited.lines,
    checkoutReached: false,
    checkoutUrl: null,
    activityAt: now.toISOString(),
    discountCodes: present?.discountCodes.filter((code) => code !== present.chatCode) ?? [],
    attributes: {},
    botSigns: [],
    boughtAt: null,
    orderId: null,
    createdAt: now.toISOString(),
    editedAt: version,
  }]);
  if (!present) await insertCartKeys(tx, [{ workspaceId, connectionId, key: cartReference(id), cartId: id }]);
  await app.receivers.cartsChanged(app, tx, stored);
}

/**
 * Newer than what stands, also where the shop's clock runs ahead. Shops tell whole milliseconds at the finest: the odd microsecond makes ours
 * equal to none of theirs.
 */
function nextVersion(now: Date, present: OpenCart | null): string {
  const ms = Math.max(now.getTime(), Math.floor(present?.versionMs ?? 0) + 1);
  return `${new Date(ms).toISOString().slice(0, -1)}001Z`;
}

/** The cart as it is now, when this edit was made before. */
async function findDone(tx: Tx, { workspaceId, key }: CartEdit): Promise<OpenCart | null> {
  const { rows } = await sql<{ cartId: string }>`select cart_id as "cartId" from cart_edit where workspace_id = ${workspaceId} and key = ${key}`.execute(tx);
  return rows[0] ? findCart(tx, workspaceId, rows[0].cartId) : null;
}

interface EditNote {
  workspaceId: string;
  cartId: string;
  conversationId: string;
  key: string;
}

/** Writes into the cart's story what was done with it in a conversation. A repeat of the key is not told twice. */
export async function noteEdit(app: App, tx: Tx, note: EditNote, kind: 'changed' | 'code' | 'saved' | 'shared', details: object[]): Promise<void> {
  const row = { ...note, id: app.ids.next(), at: app.clock.now().toISOString(), kind, details };
  await sql`
    insert into cart_edit (workspace_id, id, cart_id, conversation_id, at, kind, details, key)
    select "workspaceId", id, "cartId", "conversationId", at, kind, details, key
    from jsonb_to_recordset(${rowsOf([row])}) as r("workspaceId" uuid, id uuid, "cartId" uuid, "conversationId" uuid, at timestamptz, kind text, details jsonb, key text)
    on conflict (workspace_id, key) do nothing`.execute(tx);
}
