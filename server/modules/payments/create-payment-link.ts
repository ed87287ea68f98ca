import type { App } from '#context';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { ConnectorError } from '#ports/connector';
import type { PaymentLink } from '#ports/payment';
import { readCart, requirePayable } from './cart-to-pay.ts';
import { checkLines, requireSellable } from './check-lines.ts';
import { claimLink } from './claim-link.ts';
import type { LinkWish } from './claim-link.ts';
import { closeLinks } from './close-links.ts';
import type { LinkRow } from './link-rows.ts';
import { payUrlOf } from './pay-url.ts';
import { priceCart } from './price-cart.ts';
import { contentKeyOf, quoteCart } from './quote-cart.ts';
import { recordOpened, recordRefused } from './record-link.ts';
import { readPaymentSettings } from './settings.ts';
import { chooseTill } from './tills.ts';
import type { OpenTill, Till } from './tills.ts';

export interface CreatedPaymentLink {
  linkId: string;
  /** Our own address: it leads to the till, also from an old message in the chat. */
  url: string;
  amountMinor: number;
  currency: string;
  vendor: string;
  vendorName: string;
  expiresAt: Date;
  /** Other tills that could charge this. */
  others: Till[];
}

/**
 * A link to pay exactly this cart as it is now. Stock and price are asked of the shop just before; links of an older version of the cart are
 * closed. One link for a cart's version and till, whatever is repeated, timed out or killed.
 * Throws `AppError`: cart_unknown, cart_bought, cart_empty, amount_zero, no_till, till_unknown, amount_too_small, amount_too_large, code_unpriced (the
 * shop's checkout knows what its code is worth), out_of_stock and price_changed (with `details.lines`), cart_changed, link_refused; `unavailable`
 * till_away: ask again, the same link is taken up.
 */
export async function createPaymentLink(app: App, wish: LinkWish): Promise<CreatedPaymentLink> {
  const cart = requirePayable(await readCart(app.db, wish.workspaceId, wish.cartId));
  const { till, others } = await chooseTill(app, wish.workspaceId, cart.currency, wish.vendor ?? null);
  const settings = await readPaymentSettings(app.db, wish.workspaceId);
  const amountMinor = await priceCart(app, wish.workspaceId, cart);
  requireInLimits(amountMinor, settings);
  requireSellable(await checkLines(app, wish.workspaceId, cart.connectionId, cart.lines));
  const link = await inTransaction(app.db, (tx) => claimLink(app, tx, { wish, till, contentKey: contentKeyOf(cart), amountMinor, linkHours: settings.linkHours }));
  app.poke('jobs');
  const open = link.state === 'asked' ? await openLink(app, till, link) : link;
  return { linkId: open.id, url: payUrlOf(app, open), amountMinor: open.amountMinor, currency: open.currency, vendor: till.vendor, vendorName: till.name, expiresAt: open.expiresAt, others };
}

function requireInLimits(totalMinor: number, { minMinor, maxMinor }: { minMinor: number | null; maxMinor: number | null }): void {
  if (minMinor !== null && totalMinor < minMinor) throw new AppError('conflict', 'amount_too_small', 'Links are made for larger totals only. The limit is set in Payments.', { minMinor });
  if (maxMinor !== null && totalMinor > maxMinor) throw new AppError('conflict', 'amount_too_large', 'This total is above what may be charged by link. A person has to take it over.', { maxMinor });
}

/** Asks the till for the link whose row stands already. A lost answer is asked for once more with the same key, then left for the next try. */
async function openLink(app: App, till: OpenTill, link: LinkRow): Promise<LinkRow> {
  const quote = quoteCart({ totalMinor: link.amountMinor, currency: link.currency, lines: link.lines }, link.language);
  try {
    const made = await askTill(app, till, link, quote.lines);
    if (made.amountMinor !== link.amountMinor || made.currency !== link.currency) {
      await inTransaction(app.db, (tx) => closeLinks(app, tx, link.workspaceId, [{ ...link, providerKey: made.providerKey }], 'The till quoted another amount.'));
      app.poke('jobs');
      throw new AppError('unavailable', 'link_refused', `${till.name} quoted another amount than the cart's, so the link was not used.`);
    }
    const opened = await inTransaction(app.db, (tx) => recordOpened(app, tx, link, made));
    if (opened.state !== 'open') throw new AppError('conflict', 'cart_changed', 'The cart changed while the link was made. Ask again for the new total.');
    return opened;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.kind === 'unavailable' || error.kind === 'rate_limited') throw new AppError('unavailable', 'till_away', `${till.name} does not answer just now. Try again in a moment, or take another way to pay.`);
    await inTransaction(app.db, (tx) => recordRefused(app, tx, link, error.message));
    throw new AppError('conflict', 'link_refused', `${till.name} refused to make the link: ${error.message}`);
  }
}

async function askTill(app: App, till: OpenTill, link: LinkRow, lines: Parameters<ReturnType<OpenTill['definition']['link']>['create']>[0]['lines']): Promise<PaymentLink> {
  const ask = () =>
    till.definition.link(till.client).create({
      reference: link.reference,
      idempotencyKey: link.id,
      amountMinor: link.amountMinor,
      currency: link.currency,
      lines,
      payer: link.payer,
      language: link.language,
      expiresAt: link.expiresAt,
      returnUrl: `${payUrlOf(app, link)}/back`,
      hookUrl: `${app.publicUrl}/hooks/${till.connectionId}`,
    });
  try {
    return await ask();
  } catch (error) {
    // Only a call that may have been carried out: the same key gives what it made.
    if (!(error instanceof ConnectorError) || error.kind !== 'unavailable' || error.isCertain) throw error;
    return ask();
  }
}
