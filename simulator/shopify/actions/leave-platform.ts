import { buildPrivacyBody } from '../bodies/build-customer-body.ts';
import { deliverWebhook, emitWebhook, privacyUri } from '../emit-webhook.ts';
import { storeUrl, type ShopContext } from '../shop-context.ts';
import type { Customer } from '../shop-state.ts';

const REDACT_AFTER_MS = 48 * 3_600_000;

export function announceShop(context: ShopContext): void {
  emitWebhook(context, 'shop/update', shopBody(context));
}

/** The merchant removes the app: tokens and subscriptions end at once, `shop/redact` follows 48 hours later. */
export function uninstallApp(context: ShopContext): void {
  const { shop, world } = context;
  const uri = privacyUri(context);
  emitWebhook(context, 'app/uninstalled', shopBody(context));
  shop.installed = false;
  shop.tokens.clear();
  shop.subscriptions.clear();
  if (!uri) return;
  const body = { shop_id: shop.id, shop_domain: shop.profile.domain };
  world.after(REDACT_AFTER_MS, () => {
    if (!shop.installed) deliverWebhook(context, { topic: 'shop/redact', uri, body });
  });
}

/** The shopper asks what is known about them, or to be forgotten. */
export function askPrivacy(context: ShopContext, topic: 'customers/data_request' | 'customers/redact', customer: Customer): void {
  const orders = [...context.shop.orders.values()].filter((order) => order.customerId === customer.id);
  emitWebhook(context, topic, buildPrivacyBody(topic, context.shop, customer, orders));
}

function shopBody(context: ShopContext): Record<string, unknown> {
  const { id, profile } = context.shop;
  return {
    id,
    name: profile.name,
    email: profile.contactEmail,
    customer_email: profile.contactEmail,
    domain: storeUrl(context).replace(/^https?:\/\//, ''),
    myshopify_domain: profile.domain,
    country_code: profile.countryCode,
    currency: profile.currency,
    iana_timezone: profile.timezone,
    primary_locale: profile.language,
  };
}
