import { signHmac, isSignedBy, readEvent, readJsonBody } from '#kit';
import type { HookRequest, Hooks, KeyedEvent } from '#ports/connector';
import { StripeEvent, referenceKey } from './shapes.ts';
import type { StripeSettings } from './settings.ts';

/** What the endpoint is told of. Everything else that may come is remembered and left alone. */
export const wantedEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'charge.refunded',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
] as const;

/** Stripe's own tolerance. A replay keeps the time at which it first came. */
const toleranceSeconds = 300;

/** https://docs.stripe.com/webhooks#verify-manually: several `v1` while a secret is being rolled; `v0` proves nothing. */
function verify({ headers, body, receivedAt }: HookRequest, { webhookSecret }: StripeSettings) {
  if (!webhookSecret) return 'no_secret';
  const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.trim().split('='));
  const stamp = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\d{1,12}$/.test(stamp) || Math.abs(receivedAt.getTime() / 1000 - Number(stamp)) > toleranceSeconds) return 'forged';
  const signed = Buffer.concat([Buffer.from(`${stamp}.`), body]);
  return parts.some(([name, value]) => name === 'v1' && isSignedBy(webhookSecret, signed, value, 'hex')) ? 'genuine' : 'forged';
}

function translate({ body }: HookRequest): { events: KeyedEvent[] } {
  const event = readJsonBody(body, StripeEvent);
  return { events: [{ key: event.id, event: toEvent(event) }] };
}

function toEvent({ type, created, data: { object } }: StripeEvent) {
  if (!(wantedEvents as readonly string[]).includes(type)) return readEvent({ type: 'ignored', topic: type, reason: 'Nothing here depends on it.' });
  const isSession = object.object === 'checkout.session';
  const isIntent = object.object === 'payment_intent';
  const reference = (isSession ? object.client_reference_id : object.metadata?.[referenceKey]) ?? null;
  // Refunds and disputes carry no metadata of the payment: only a look tells whether it was one of ours.
  if (!reference && (isSession || isIntent)) return readEvent({ type: 'ignored', topic: type, reason: 'A sale that was not begun in a chat.' });
  return readEvent({
    type: 'payment.changed',
    linkKey: isSession ? object.id : null,
    paymentKey: isIntent ? object.id : (object.payment_intent ?? null),
    reference: reference && reference.length <= 64 ? reference : null,
    at: new Date(created * 1000).toISOString(),
  });
}

export const stripeHooks: Hooks<StripeSettings> = { verify, translate };

/** Signs as Stripe does, for tests and the simulator. */
export function signStripe(body: string | Uint8Array, secret: string, seconds: number): string {
  return `t=${seconds},v1=${signHmac(secret, Buffer.concat([Buffer.from(`${seconds}.`), Buffer.from(body)]), 'hex')}`;
}
