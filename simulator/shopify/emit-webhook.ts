import { signShopify } from './sign-shopify.ts';
import type { ShopContext } from './shop-context.ts';
import { nowIn } from './shop-context.ts';
import type { Delivery } from './shop-state.ts';

export const API_VERSION = '2026-10';

/** Topics that the app's configuration, not a subscription, asks for. */
const PRIVACY_TOPICS = new Set(['customers/data_request', 'customers/redact', 'shop/redact']);

export type WebhookBody = Record<string, unknown>;

/** Tells every subscriber of the topic. One event, so all get the same event id and each its own webhook id. */
export function emitWebhook(context: ShopContext, topic: string, body: WebhookBody): Delivery[] {
  const { shop } = context;
  const eventId = uuid(context);
  if (PRIVACY_TOPICS.has(topic)) {
    const uri = privacyUri(context);
    return uri ? [deliverWebhook(context, { topic, uri, body, eventId })] : [];
  }
  return [...shop.subscriptions.values()]
    .filter((subscription) => subscription.topic === topic)
    .map(({ uri, includeFields }) => deliverWebhook(context, { topic, uri, eventId, body: trim(body, includeFields) }));
}

/** Where privacy topics go at this moment; null when nobody would hear them. */
export function privacyUri({ shop }: ShopContext): string | null {
  return shop.privacyUri ?? [...shop.subscriptions.values()][0]?.uri ?? null;
}

interface WebhookOrder {
  topic: string;
  uri: string;
  body: WebhookBody | string;
  eventId?: string;
}

/** Signs and posts one webhook. A string body goes out byte for byte, well formed or not. */
export function deliverWebhook(context: ShopContext, { topic, uri, body, eventId }: WebhookOrder): Delivery {
  const { world, shop } = context;
  const rawBody = typeof body === 'string' ? body : JSON.stringify(body);
  const webhookId = uuid(context);
  const at = nowIn(context);
  const delivery: Delivery = {
    webhookId,
    eventId: eventId ?? uuid(context),
    topic,
    url: uri,
    label: `${topic} ${webhookId}`,
    body: rawBody,
    at,
    headers: {},
  };
  delivery.headers = {
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': topic,
    'x-shopify-hmac-sha256': signShopify(rawBody, shop.profile.clientSecret),
    'x-shopify-shop-domain': shop.profile.domain,
    'x-shopify-api-version': API_VERSION,
    'x-shopify-webhook-id': webhookId,
    'x-shopify-event-id': delivery.eventId,
    'x-shopify-triggered-at': at.toISOString(),
    'x-shopify-name': topic,
  };
  shop.deliveries.push(delivery);
  world.webhooks.send({ source: 'shopify', recipient: shop.profile.handle, ...delivery });
  return delivery;
}

/** Sends an earlier delivery once more: same bytes, same ids, as a retry would. False when it is no longer in the log. */
export function redeliverWebhook({ world, shop }: ShopContext, webhookId: string): boolean {
  const delivery = shop.deliveries.all().find((one) => one.webhookId === webhookId);
  if (!delivery) return false;
  world.webhooks.send({ source: 'shopify', recipient: shop.profile.handle, ...delivery });
  return true;
}

/** Keeps the named top-level fields; none named keeps everything. */
function trim(body: WebhookBody, includeFields: string[]): WebhookBody {
  if (includeFields.length === 0) return body;
  const kept = new Set(includeFields.map((field) => field.split('.')[0]));
  return Object.fromEntries(Object.entries(body).filter(([name]) => kept.has(name)));
}

function uuid({ world }: ShopContext): string {
  const hex = world.random.text(32, '0123456789abcdef');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
