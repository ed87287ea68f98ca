import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addFulfillmentEvent, cancelOrder, findOrder, fulfillOrder, markPaid, refundOrder } from './actions/change-order.ts';
import { setConsent } from './actions/keep-customer.ts';
import { announceShop, askPrivacy, uninstallApp } from './actions/leave-platform.ts';
import { describeOrder } from './control-routes.ts';
import { deliverWebhook, emitWebhook, redeliverWebhook } from './emit-webhook.ts';
import { nowIn, ShopRefusal, type ShopContext } from './shop-context.ts';
import type { ShopDirectory } from './shop-directory.ts';
import { takeId, type Customer } from './shop-state.ts';
import { subscribableTopics } from './webhook-topics.ts';

interface Path {
  Params: { shop: string; id: string };
}

const OrderAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('pay') }),
  z.object({ action: z.literal('fulfill'), company: z.string().optional(), number: z.string().optional(), url: z.string().optional() }),
  z.object({
    action: z.literal('event'),
    status: z.enum(['LABEL_PURCHASED', 'LABEL_PRINTED', 'READY_FOR_PICKUP', 'CONFIRMED', 'CARRIER_PICKED_UP', 'IN_TRANSIT', 'DELAYED', 'OUT_FOR_DELIVERY', 'ATTEMPTED_DELIVERY', 'DELIVERED', 'FAILURE']),
    message: z.string().optional(),
    city: z.string().optional(),
  }),
  z.object({ action: z.literal('cancel'), reason: z.string().default('customer') }),
  z.object({ action: z.literal('refund'), amountMinor: z.int().positive().optional(), note: z.string().optional() }),
]);

/** The control API of what the merchant does: orders, people, and leaving. */
export function registerMerchantControl(app: FastifyInstance, shops: ShopDirectory): void {
  const contextOf = (handle: string) => shops.get(handle).context;

  app.post<Path>('/sim/shopify/:shop/orders/:id', (request) => {
    const context = contextOf(request.params.shop);
    const order = findOrder(context, Number(request.params.id));
    const wish = OrderAction.parse(request.body);
    if (wish.action === 'pay') markPaid(context, order);
    if (wish.action === 'fulfill') fulfillOrder(context, order, wish);
    if (wish.action === 'event') addFulfillmentEvent(context, order, wish.status, wish);
    if (wish.action === 'cancel') cancelOrder(context, order, wish.reason);
    if (wish.action === 'refund') refundOrder(context, order, wish.amountMinor ?? order.totalMinor, wish.note ?? null);
    return describeOrder(context, order);
  });

  app.post<Path>('/sim/shopify/:shop/customers/:id/consent', (request) => {
    const context = contextOf(request.params.shop);
    const { channel, state } = z
      .object({ channel: z.enum(['whatsApp', 'sms', 'email']), state: z.enum(['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING']) })
      .parse(request.body);
    setConsent(context, findCustomerById(context, request.params.id), channel, state);
    return { channel, state };
  });

  app.post<Path>('/sim/shopify/:shop/customers/:id/privacy', (request) => {
    const context = contextOf(request.params.shop);
    const { topic } = z.object({ topic: z.enum(['customers/data_request', 'customers/redact']) }).parse(request.body);
    askPrivacy(context, topic, findCustomerById(context, request.params.id));
    return { topic };
  });

  app.post<Path>('/sim/shopify/:shop/uninstall', (request) => {
    uninstallApp(contextOf(request.params.shop));
    return { installed: false };
  });

  app.post<Path>('/sim/shopify/:shop/install', (request) => {
    contextOf(request.params.shop).shop.installed = true;
    return { installed: true };
  });

  app.post<Path>('/sim/shopify/:shop/shop-update', (request) => {
    announceShop(contextOf(request.params.shop));
    return { announced: true };
  });
}

/** The control API of the plumbing: webhooks, subscriptions, tokens, scripts and the cost bucket. */
export function registerPlumbingControl(app: FastifyInstance, shops: ShopDirectory): void {
  const contextOf = (handle: string) => shops.get(handle).context;

  app.post<Path>('/sim/shopify/:shop/webhooks', (request, reply) => {
    const context = contextOf(request.params.shop);
    const wish = z
      .object({ topic: z.string(), body: z.union([z.string(), z.record(z.string(), z.unknown())]), uri: z.string().optional(), eventId: z.string().optional() })
      .parse(request.body);
    const { topic, body, uri, eventId } = wish;
    const sent = uri || typeof body === 'string' ? targetsOf(context, topic, uri).map((target) => deliverWebhook(context, { topic, body, uri: target, ...(eventId ? { eventId } : {}) })) : emitWebhook(context, topic, body);
    return reply.code(202).send({ deliveries: sent });
  });

  app.get<Path>('/sim/shopify/:shop/deliveries', (request) => {
    const { world, shop } = contextOf(request.params.shop);
    const attempts = Map.groupBy(world.webhooks.attempts(), (attempt) => attempt.label);
    return { deliveries: shop.deliveries.all().map((delivery) => ({ ...delivery, attempts: attempts.get(delivery.label) ?? [] })) };
  });

  app.post<Path>('/sim/shopify/:shop/deliveries/:id/redeliver', (request) => {
    if (!redeliverWebhook(contextOf(request.params.shop), request.params.id)) throw new ShopRefusal('This delivery is no longer in the log.', 404);
    return { redelivered: request.params.id };
  });

  app.post<Path>('/sim/shopify/:shop/subscriptions', (request, reply) => {
    const context = contextOf(request.params.shop);
    const { uri, topics } = z.object({ uri: z.url(), topics: z.array(z.string()).default(subscribableTopics) }).parse(request.body);
    for (const topic of topics) {
      const id = takeId(context.shop);
      context.shop.subscriptions.set(id, { id, topic, uri, filter: '', includeFields: [], createdAt: nowIn(context) });
    }
    return reply.code(201).send({ uri, topics });
  });

  app.delete<Path>('/sim/shopify/:shop/subscriptions', (request) => {
    contextOf(request.params.shop).shop.subscriptions.clear();
    return { subscriptions: [] };
  });

  app.post<Path>('/sim/shopify/:shop/app', (request) => {
    const { privacyUri } = z.object({ privacyUri: z.url().nullable() }).parse(request.body);
    contextOf(request.params.shop).shop.privacyUri = privacyUri;
    return { privacyUri };
  });

  app.delete<Path>('/sim/shopify/:shop/tokens', (request) => {
    contextOf(request.params.shop).shop.tokens.clear();
    return { tokens: 0 };
  });

  app.post<Path>('/sim/shopify/:shop/bucket', (request) => {
    const limits = z.object({ maximumAvailable: z.number().positive(), restoreRate: z.number().nonnegative(), available: z.number().nonnegative() }).partial().parse(request.body);
    return Object.assign(shops.get(request.params.shop).bucket, limits);
  });

  app.post<Path>('/sim/shopify/:shop/scripts', (request, reply) => {
    const { shop } = contextOf(request.params.shop);
    const { src } = z.object({ src: z.url() }).parse(request.body);
    if (!shop.scripts.includes(src)) shop.scripts.push(src);
    return reply.code(201).send({ scripts: shop.scripts });
  });

  app.delete<Path>('/sim/shopify/:shop/scripts', (request) => {
    contextOf(request.params.shop).shop.scripts.length = 0;
    return { scripts: [] };
  });

  app.get<Path>('/sim/shopify/:shop', (request) => describeShop(contextOf(request.params.shop)));
}

function describeShop({ world, shop }: ShopContext) {
  return {
    ...shop.profile,
    adminBaseUrl: `${world.url}/shopify/${shop.profile.handle}`,
    storeUrl: `${world.url}/shop/${shop.profile.handle}`,
    installed: shop.installed,
    scripts: shop.scripts,
    subscriptions: [...shop.subscriptions.values()],
    products: [...shop.products.values()],
    carts: shop.carts.size,
    checkouts: shop.checkouts.size,
    orders: [...shop.orders.values()],
    customers: [...shop.customers.values()],
    discounts: [...shop.discounts.values()],
  };
}

function targetsOf({ shop }: ShopContext, topic: string, uri: string | undefined): string[] {
  if (uri) return [uri];
  return [...shop.subscriptions.values()].filter((one) => one.topic === topic).map((one) => one.uri);
}

function findCustomerById({ shop }: ShopContext, id: string): Customer {
  const customer = shop.customers.get(Number(id));
  if (!customer) throw new ShopRefusal(`There is no customer ${id}.`, 404);
  return customer;
}
