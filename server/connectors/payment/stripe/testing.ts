import { readFileSync } from 'node:fs';
import type { ContractCase } from '#kit';
import type { HookRequest } from '#ports/connector';
import type { StripeSettings } from './settings.ts';
import { signStripe } from './webhooks.ts';

/** Builders for tests: settings, signed webhooks and the recorded bodies. */

export const secret = 'whsec_exampleSecretForDocs';

export const settings: StripeSettings = { secretKey: 'sk_test_example0001', webhookSecret: secret, apiBaseUrl: 'https://api.stripe.com' };

export function readFixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;
}

const seconds = 1_795_000_000;

/** A webhook signed as Stripe would; text bodies go out byte for byte. */
export function webhook(body: unknown): HookRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { method: 'POST', headers: { 'stripe-signature': signStripe(bytes, secret, seconds) }, query: {}, body: bytes, receivedAt: new Date(seconds * 1000) };
}

/** One event around an object of Stripe's. */
export function eventOf(id: string, type: string, object: Record<string, unknown>) {
  return { id, object: 'event', type, created: seconds, livemode: false, api_version: '2026-10-28.endive', data: { object } };
}

const session = readFixture('session-open');

export const contractCase: ContractCase<StripeSettings> = {
  id: 'stripe',
  settings,
  settingsWithoutSecret: { ...settings, webhookSecret: null },
  sign: webhook,
  forge(request, how) {
    const { 'stripe-signature': _signature, ...headers } = request.headers;
    if (how === 'missing') return { ...request, headers };
    return { ...request, headers: { ...headers, 'stripe-signature': how === 'empty' ? '' : signStripe('something else', secret, seconds) } };
  },
  samples: [
    webhook(eventOf('evt_1', 'checkout.session.completed', { ...session, status: 'complete', payment_status: 'paid' })),
    webhook(eventOf('evt_2', 'checkout.session.expired', { ...session, status: 'expired' })),
    webhook(eventOf('evt_3', 'payment_intent.payment_failed', readFixture('intent-declined'))),
    webhook(eventOf('evt_4', 'charge.dispute.created', { id: 'dp_1', object: 'dispute', payment_intent: 'pi_1' })),
    webhook(eventOf('evt_5', 'checkout.session.completed', { ...session, client_reference_id: null })),
    webhook(eventOf('evt_6', 'invoice.paid', { id: 'in_1', object: 'invoice' })),
  ],
  // Its news carry no state: whatever comes, the payment is looked up.
  versions: [],
};
