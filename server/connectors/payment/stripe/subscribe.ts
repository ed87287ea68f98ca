import type { StripeApi } from './stripe-api.ts';
import { wantedEvents } from './webhooks.ts';

interface Endpoint {
  id: string;
  url: string;
  status: string;
  enabled_events: string[];
}

/** The endpoint that points here, if there is one. */
export async function findEndpoint(api: StripeApi, hookUrl: string): Promise<Endpoint | null> {
  const { data } = await api.ask((stripe) => stripe.webhookEndpoints.list({ limit: 100 }));
  return data.find(({ url }) => url === hookUrl) ?? null;
}

export const missingEvents = (endpoint: Endpoint) => (endpoint.enabled_events.includes('*') ? [] : wantedEvents.filter((event) => !endpoint.enabled_events.includes(event)));

/**
 * Makes the webhook endpoint. Stripe tells its signing secret once, at its making: one whose secret we do not have is made anew.
 */
export async function subscribe(api: StripeApi, hookUrl: string): Promise<{ topics: string[]; secrets?: Record<string, string> }> {
  const topics = [...wantedEvents];
  const known = await findEndpoint(api, hookUrl);
  if (known && api.settings.webhookSecret) {
    if (known.status !== 'enabled' || missingEvents(known).length > 0) await api.ask((stripe) => stripe.webhookEndpoints.update(known.id, { enabled_events: topics, disabled: false }));
    return { topics };
  }
  if (known) await api.ask((stripe) => stripe.webhookEndpoints.del(known.id));
  const made = await api.ask((stripe) => stripe.webhookEndpoints.create({ url: hookUrl, enabled_events: topics, description: 'Marchante' }));
  return made.secret ? { topics, secrets: { webhookSecret: made.secret } } : { topics };
}

export async function unsubscribe(api: StripeApi, hookUrl: string): Promise<void> {
  const known = await findEndpoint(api, hookUrl);
  if (known) await api.find((stripe) => stripe.webhookEndpoints.del(known.id));
}
