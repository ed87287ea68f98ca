import type Stripe from 'stripe';
import { readWith } from '#kit';
import { ConnectorError } from '#ports/connector';
import type { LinkRequest, PaymentDefinition } from '#ports/payment';
import { findPayment } from './lookup.ts';
import { Session, referenceKey } from './shapes.ts';
import type { StripeApi } from './stripe-api.ts';
import { fromStripeUnits, toStripeUnits } from './units.ts';

/** Stripe closes a session at the earliest half an hour after its making and at the latest a day after. */
const minute = 60;
const earliest = 31 * minute;
const latest = 24 * 60 * minute - minute;

export const createLinks: PaymentDefinition<unknown, StripeApi>['link'] = (api) => ({
  async create(request) {
    const answer = await api.ask((stripe) => stripe.checkout.sessions.create(toParams(api, request), { idempotencyKey: request.idempotencyKey }));
    const session = readWith(Session, answer);
    if (!session.url || session.amount_total === undefined || session.amount_total === null) throw new ConnectorError('unexpected', 'Stripe made a session without an address or amount.', { isCertain: false });
    const currency = (session.currency ?? request.currency).toUpperCase();
    return { providerKey: session.id, url: session.url, amountMinor: fromStripeUnits(session.amount_total, currency), currency, expiresAt: new Date(session.expires_at * 1000) };
  },
  async expire(providerKey) {
    try {
      await api.ask((stripe) => stripe.checkout.sessions.expire(providerKey));
      return 'expired';
    } catch (error) {
      // Paid, expired or unknown meanwhile: only the first matters, and a look says which.
      if (!(error instanceof ConnectorError) || error.kind !== 'rejected') throw error;
      return (await findPayment(api, { linkKey: providerKey }))?.status ?? 'expired';
    }
  },
});

const locales = { es: 'es-419', pt: 'pt-BR', en: 'en' } as const;

function toParams(api: StripeApi, request: LinkRequest): Stripe.Checkout.SessionCreateParams {
  const metadata = { [referenceKey]: request.reference };
  return {
    mode: 'payment',
    client_reference_id: request.reference,
    metadata,
    payment_intent_data: { metadata },
    line_items: request.lines.map((line) => ({
      quantity: line.quantity,
      price_data: {
        currency: request.currency.toLowerCase(),
        unit_amount: toStripeUnits(line.unitMinor, request.currency),
        product_data: { name: line.title, ...(line.imageUrl?.startsWith('https://') ? { images: [line.imageUrl] } : {}) },
      },
    })),
    // The chat quoted this very amount.
    adaptive_pricing: { enabled: false },
    locale: locales[request.language as keyof typeof locales] ?? 'auto',
    expires_at: expiryOf(api, request.expiresAt),
    success_url: request.returnUrl,
    cancel_url: request.returnUrl,
    ...(request.payer.email ? { customer_email: request.payer.email } : {}),
  };
}

/** The wish, moved into what Stripe allows. A repeat of the same wish within its first minutes asks for the same second. */
function expiryOf(api: StripeApi, wished: Date): number {
  const now = Math.floor(api.now().getTime() / 1000);
  const seconds = Math.floor(wished.getTime() / 1000);
  return Math.min(Math.max(seconds, now + earliest), now + latest);
}
