import { createHmac } from 'node:crypto';
import { token } from '../till-state.ts';
import type { Attempt, Checkout, Till, TillNews } from '../till-state.ts';
import { chargeBody, disputeBody, intentBody, sessionBody } from './bodies.ts';
import type { Body } from './bodies.ts';

export interface Endpoint {
  id: string;
  url: string;
  events: string[];
  isDisabled: boolean;
  secret: string;
}

export interface StripeEvents {
  endpoints: Map<string, Endpoint>;
  /** The latest events, newest last; `GET /v1/events` gives them. */
  log: Body[];
}

/** The event that the real provider sends for this news. */
export function eventOf(news: TillNews, checkout: Checkout, attempt: Attempt | null, url: string): { type: string; object: Body } | null {
  const session = sessionBody(checkout, url, false);
  switch (news) {
    case 'paid':
    case 'pending':
      return { type: 'checkout.session.completed', object: session };
    case 'settled':
      return { type: 'checkout.session.async_payment_succeeded', object: session };
    case 'slip_expired':
      return { type: 'checkout.session.async_payment_failed', object: session };
    case 'expired':
      return { type: 'checkout.session.expired', object: session };
    case 'failed':
      return attempt && { type: 'payment_intent.payment_failed', object: intentBody(checkout, attempt) };
    case 'refunded':
      return attempt && { type: 'charge.refunded', object: chargeBody(checkout, attempt) };
    case 'disputed':
    case 'dispute_closed':
      return attempt?.dispute ? { type: news === 'disputed' ? 'charge.dispute.created' : 'charge.dispute.closed', object: disputeBody(attempt, attempt.dispute) } : null;
  }
}

/** Sends the event to every endpoint that asked for it, signed anew for every attempt, as the real one does. */
export function sendEvent({ world }: Till, events: StripeEvents, { type, object }: { type: string; object: Body }, reference: string | null): void {
  const event = { id: `evt_${token(world, 24)}`, object: 'event', type, created: Math.floor(world.now() / 1000), livemode: false, api_version: '2026-10-28.endive', data: { object } };
  events.log.push(event);
  if (events.log.length > 500) events.log.shift();
  const body = JSON.stringify(event);
  for (const endpoint of events.endpoints.values()) {
    if (endpoint.isDisabled || !(endpoint.events.includes('*') || endpoint.events.includes(type))) continue;
    world.webhooks.send({ source: 'stripe', label: `${type} ${reference ?? event.id}`, ...(reference ? { recipient: reference } : {}), url: endpoint.url, body, headers: () => ({ 'content-type': 'application/json', 'user-agent': 'Stripe/1.0', 'stripe-signature': sign(body, endpoint.secret, Math.floor(world.now() / 1000)) }) });
  }
}

/** The value of `Stripe-Signature` for exactly these bytes. */
export function sign(body: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
