import { sql } from 'kysely';
import type { App } from '#context';
import { hourMs, minuteMs } from '#platform/clock';
import type { Tx } from '#platform/database';
import { storableJson } from '#platform/database';
import { AppError } from '#platform/errors';
import { lockCart, requirePayable } from './cart-to-pay.ts';
import { closeLinks } from './close-links.ts';
import { writeEntries } from './ledger.ts';
import { findLinkByKey, lockLink, lockLinksOfCart } from './link-rows.ts';
import type { LinkRow } from './link-rows.ts';
import { readPayer } from './payer.ts';
import { contentKeyOf } from './quote-cart.ts';
import type { Till } from './tills.ts';

export interface LinkWish {
  workspaceId: string;
  cartId: string;
  contactId: string | null;
  conversationId: string | null;
  /** A vendor's id or a connection's; null: the preferred till. */
  vendor?: string | null;
  /** es, pt or en. */
  language: string;
  /** A repeat with the same key gives the same link, as long as it can be paid. */
  idempotencyKey: string;
}

/** A link that ends sooner than this is not handed out again. */
const leastLeftMs = 15 * minuteMs;

interface Claim {
  wish: LinkWish;
  till: Till;
  /** Of the cart whose goods were just checked. */
  contentKey: string;
  /** To be paid: the cart's total, less what its code is worth. */
  amountMinor: number;
  linkHours: number;
}

/**
 * The row of the link for this cart and till, made before anybody is called: one that stands is taken up again, whether its answer came or was
 * lost; those of older versions are closed. Gives a row that is `asked` (call the till with it) or `open`.
 */
export async function claimLink(app: App, tx: Tx, claim: Claim): Promise<LinkRow> {
  const { wish, till, contentKey } = claim;
  const { workspaceId } = wish;
  const cart = requirePayable(await lockCart(tx, workspaceId, wish.cartId));
  if (contentKeyOf(cart) !== contentKey) throw new AppError('conflict', 'cart_changed', 'The cart changed just now. Ask again for the new total.');
  const live = (await lockLinksOfCart(tx, workspaceId, cart.id)).filter(({ state }) => state === 'asked' || state === 'open');
  const fits = (link: LinkRow) => link.contentKey === contentKey && link.expiresAt.getTime() - app.clock.nowMs() > leastLeftMs;
  await closeLinks(app, tx, workspaceId, live.filter((link) => link.contentKey !== contentKey || (link.connectionId === till.connectionId && !fits(link))), 'The cart changed, or the link was about to end.');
  const standing = live.find((link) => link.connectionId === till.connectionId && fits(link));
  if (standing) return standing;
  return insertLink(app, tx, claim, cart);
}

async function insertLink(app: App, tx: Tx, { wish, till, contentKey, amountMinor, linkHours }: Claim, cart: NonNullable<Awaited<ReturnType<typeof lockCart>>>): Promise<LinkRow> {
  const { workspaceId } = wish;
  const id = app.ids.next();
  const now = app.clock.now();
  const contactId = wish.contactId ?? cart.contactId;
  const payer = await readPayer(tx, workspaceId, contactId);
  // A key that was used for a link which can no longer be paid begins a new one.
  const key = (await findLinkByKey(tx, workspaceId, wish.idempotencyKey)) ? `${wish.idempotencyKey}:${id}` : wish.idempotencyKey;
  await sql`
    insert into payment_link (workspace_id, id, connection_id, cart_id, contact_id, conversation_id, reference, content_key, amount_minor, currency, lines, discount_codes, payer, language,
      state, idempotency_key, next_check_at, created_at, expires_at)
    values (${workspaceId}, ${id}, ${till.connectionId}, ${cart.id}, ${contactId}, ${wish.conversationId}, ${`mch_${id.replaceAll('-', '')}`}, ${contentKey}, ${amountMinor}, ${cart.currency},
      ${storableJson(cart.lines)}::jsonb, ${cart.discountCodes}::text[], ${storableJson(payer)}::jsonb, ${wish.language}, 'asked', ${key}, ${new Date(now.getTime() + 15 * minuteMs)}, ${now},
      ${new Date(now.getTime() + linkHours * hourMs)})`.execute(tx);
  await writeEntries(app, tx, workspaceId, [{ linkId: id, kind: 'link_asked', details: { vendor: till.vendor, amountMinor, currency: cart.currency } }]);
  return (await lockLink(tx, workspaceId, id)) as LinkRow;
}
