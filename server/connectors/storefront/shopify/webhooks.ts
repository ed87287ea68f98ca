import type { z } from 'zod';
import type { InboundEvent } from '#contract/inbound-event';
import type { HookRequest, Hooks, KeyedEvent } from '#ports/connector';
import { clip, readEvent, readJsonBody, translateBrowser } from '#kit';
import type { Delivery } from './delivery.ts';
import { isFromPixel, readDelivery, verifyDelivery } from './delivery.ts';
import { mapCart, mapCheckout, mapDeletedCheckout } from './map-cart.ts';
import { mapConsentNews, mapCustomerNews, mapMerge, mapPrivacy, needTime } from './map-customer.ts';
import { mapOrder } from './map-order.ts';
import { mapDeletedProduct, mapInventoryLevel, mapProduct } from './map-product.ts';
import { mapFulfillment, mapFulfillmentEvent } from './map-shipment.ts';
import type { ShopifySettings } from './settings.ts';
import { readVersion } from './version-of.ts';
import * as shapes from './webhook-shapes.ts';

type EventInput = z.input<typeof InboundEvent>;

/** One webhook on its way to events. */
interface News {
  body: Buffer;
  delivery: Delivery;
  settings: ShopifySettings;
}

/** One event with what tells it from others of the same webhook or the same action: its object and that object's time. */
interface Part {
  event: EventInput;
  subject: string;
}

type Translate = (news: News) => Part[];

const one = (event: EventInput, ...subject: (string | null | undefined)[]): Part[] => [{ event, subject: subject.join('@') }];
const ignore = (reason: string, topic: string): Part[] => one({ type: 'ignored', topic, reason });

const translateCart: Translate = ({ body, delivery, settings }) => {
  const cart = readJsonBody(body, shapes.Cart);
  const event = mapCart(cart, delivery.triggeredAt, settings.currency);
  return one(event, event.cartKey, cart.updated_at);
};

const translateCheckout: Translate = ({ body, delivery, settings }) => {
  const checkout = readJsonBody(body, shapes.Checkout);
  const event = mapCheckout(checkout, delivery.triggeredAt, settings.currency);
  return one(event, event.cartKey, checkout.updated_at);
};

const translateDeletedCheckout: Translate = ({ body, delivery, settings }) => {
  const event = mapDeletedCheckout(readJsonBody(body, shapes.Checkout), delivery.triggeredAt, settings.currency);
  return one(event, event.cartKey);
};

/** An order brings its parcels along. */
const translateOrder: Translate = ({ body, delivery }) => {
  const order = readJsonBody(body, shapes.Order);
  const parcels = (order.fulfillments ?? []).slice(0, 50).map((fulfillment) => ({
    event: mapFulfillment(fulfillment, delivery.triggeredAt),
    subject: `parcel ${fulfillment.id}@${fulfillment.updated_at}`,
  }));
  return [...one(mapOrder(order, delivery.triggeredAt), order.id, order.updated_at), ...parcels];
};

const translateFulfillment: Translate = ({ body, delivery }) => {
  const fulfillment = readJsonBody(body, shapes.Fulfillment);
  return one(mapFulfillment(fulfillment, delivery.triggeredAt), fulfillment.id, fulfillment.updated_at);
};

const translateScan: Translate = ({ body, delivery }) => {
  const scan = readJsonBody(body, shapes.FulfillmentEvent);
  const event = mapFulfillmentEvent(scan, delivery.triggeredAt);
  return event ? one(event, scan.id) : ignore('A scan of a kind that we do not know.', delivery.topic);
};

const translateProduct: Translate = ({ body, delivery, settings }) => {
  const product = readJsonBody(body, shapes.Product);
  return one(mapProduct(product, delivery.triggeredAt, settings), product.id, product.updated_at);
};

const translateDeletedProduct: Translate = ({ body, delivery, settings }) => {
  const { id } = readJsonBody(body, shapes.Product);
  return one(mapDeletedProduct(id, delivery.triggeredAt, settings.currency), id);
};

const translateInventory: Translate = ({ body, delivery }) => {
  const level = readJsonBody(body, shapes.InventoryLevel);
  const event = mapInventoryLevel(level, delivery.triggeredAt);
  if (!event) return ignore('The item is not counted at this place.', delivery.topic);
  return one(event, level.inventory_item_id, level.location_id, level.updated_at);
};

/** Sold out is certain without a figure; "in stock" without one says nothing that we could store. */
function translateVariantStock(fallback: number | null): Translate {
  return ({ body, delivery }) => {
    const { id, inventory_quantity: counted, updated_at: updatedAt } = readJsonBody(body, shapes.StockedVariant);
    const stock = counted ?? fallback;
    if (stock === null) return ignore('The body tells no quantity.', delivery.topic);
    return one({ type: 'stock.changed', variantKey: id, stock, version: readVersion(updatedAt, delivery.triggeredAt) }, id, updatedAt);
  };
}

const translateCustomer: Translate = ({ body, delivery }) => {
  const customer = readJsonBody(body, shapes.Customer);
  return one(mapCustomerNews(customer, delivery.triggeredAt), customer.id, customer.updated_at);
};

const translateMerge: Translate = ({ body, delivery }) => {
  const event = mapMerge(readJsonBody(body, shapes.CustomersMerge), delivery);
  return event ? one(event, event.keptShopCustomerKey, event.mergedShopCustomerKeys[0]) : ignore('The merge is not done.', delivery.topic);
};

const translateConsent: Translate = ({ body, delivery }) => {
  const events = mapConsentNews(readJsonBody(body, shapes.ConsentNews), delivery.triggeredAt);
  if (events.length === 0) return ignore('No statement of will: neither subscribed nor unsubscribed.', delivery.topic);
  return events.map((event) => ({ event, subject: `${event.person.shopCustomerKey}@${event.signal.channel}@${event.signal.occurredAt}` }));
};

function translatePrivacy(request: 'export_person' | 'erase_person' | 'erase_shop'): Translate {
  return ({ body, delivery }) => {
    const news = readJsonBody(body, shapes.PrivacyNews);
    return one(mapPrivacy(request, news, delivery), news.customer?.id);
  };
}

const translateUninstall: Translate = ({ delivery }) =>
  one({ type: 'connection.closed', at: needTime(delivery), reason: 'The app was uninstalled from the shop.' });

const translations: Record<string, Translate> = {
  'carts/create': translateCart,
  'carts/update': translateCart,
  'checkouts/create': translateCheckout,
  'checkouts/update': translateCheckout,
  'checkouts/delete': translateDeletedCheckout,
  'orders/create': translateOrder,
  'orders/updated': translateOrder,
  'orders/paid': translateOrder,
  'orders/cancelled': translateOrder,
  'orders/edited': ({ delivery }) => ignore('An edit lists its changes only; orders/updated brings the order.', delivery.topic),
  'orders/fulfilled': translateOrder,
  'orders/partially_fulfilled': translateOrder,
  'fulfillments/create': translateFulfillment,
  'fulfillments/update': translateFulfillment,
  'fulfillment_events/create': translateScan,
  'products/create': translateProduct,
  'products/update': translateProduct,
  'products/delete': translateDeletedProduct,
  'variants/in_stock': translateVariantStock(null),
  'variants/out_of_stock': translateVariantStock(0),
  'inventory_levels/update': translateInventory,
  'customers/create': translateCustomer,
  'customers/update': translateCustomer,
  'customers/merge': translateMerge,
  'customers_marketing_consent/update': translateConsent,
  'customers_email_marketing_consent/update': translateConsent,
  'customers_whats_app_marketing_consent/update': translateConsent,
  'app/uninstalled': translateUninstall,
  'customers/data_request': translatePrivacy('export_person'),
  'customers/redact': translatePrivacy('erase_person'),
  'shop/redact': translatePrivacy('erase_shop'),
};

/** The topics we ask for. The three about privacy are set in the app's configuration: the API refuses them. */
export const subscribedTopics: readonly string[] = Object.keys(translations).filter(
  (topic) => !['customers/data_request', 'customers/redact', 'shop/redact', 'orders/edited'].includes(topic),
);

export const shopifyHooks: Hooks<ShopifySettings> = {
  verify: verifyDelivery,
  translate: (request, settings) => (isFromPixel(request) ? translateBrowser(request) : { events: translateWebhook(request, settings) }),
};

function translateWebhook(request: HookRequest, settings: ShopifySettings): KeyedEvent[] {
  const delivery = readDelivery(request);
  const translate = translations[delivery.topic];
  const parts = translate
    ? translate({ body: request.body, delivery, settings })
    : ignore('A topic that we have no use for.', delivery.topic);
  return parts.map(({ event, subject }) => ({ key: keyOf(delivery, subject), event: readEvent(event) }));
}

/**
 * One action of a merchant (an edit of fifty products) gives all its webhooks the same event id, so the topic, the
 * object and the object's own time belong to the key. Retries and second subscriptions repeat all four.
 */
function keyOf({ eventKey, topic }: Delivery, subject: string): string {
  return clip([eventKey, topic, subject].filter(Boolean).join(':'), 300);
}
