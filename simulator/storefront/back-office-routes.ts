import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findProduct, findVariant, setPrice, setProductStatus, setStock } from '../shopify/actions/change-catalog.ts';
import { addFulfillmentEvent, cancelOrder, findOrder, fulfillOrder, markPaid, refundOrder } from '../shopify/actions/change-order.ts';
import { setConsent } from '../shopify/actions/keep-customer.ts';
import { askPrivacy } from '../shopify/actions/leave-platform.ts';
import { redeliverWebhook } from '../shopify/emit-webhook.ts';
import { fromDecimal } from '../shopify/money.ts';
import { ShopRefusal, type ShopContext } from '../shopify/shop-context.ts';
import type { ShopDirectory } from '../shopify/shop-directory.ts';
import { backOfficePage, TABS, type Tab } from './back-office-page.ts';
import { sendPage, visitorOf, type Path } from './shop-routes.ts';

const style = readFileSync(new URL('./assets/back-office.css', import.meta.url), 'utf8');

const ORDER_ACTIONS: Record<string, (context: ShopContext, orderId: number) => void> = {
  pay: (context, id) => markPaid(context, findOrder(context, id)),
  fulfill: (context, id) => void fulfillOrder(context, findOrder(context, id)),
  transit: (context, id) => addFulfillmentEvent(context, findOrder(context, id), 'IN_TRANSIT'),
  deliver: (context, id) => addFulfillmentEvent(context, findOrder(context, id), 'DELIVERED'),
  cancel: (context, id) => cancelOrder(context, findOrder(context, id), 'customer'),
  refund: (context, id) => void refundOrder(context, findOrder(context, id), findOrder(context, id).totalMinor, null),
};

/** The merchant's pages. There is no sign-in: it is a practice shop on the visitor's own machine. */
export function registerBackOffice(app: FastifyInstance, shops: ShopDirectory): void {
  app.get('/shop/:shop/assets/back-office.css', (_request, reply) => reply.type('text/css').send(style));

  app.get<Path>('/shop/:shop/admin', (request, reply) => {
    const tab = TABS.find((one) => one === request.query.tab) ?? 'orders';
    return sendPage(reply, backOfficePage(visitorOf(shops, request, reply), tab));
  });

  const act = (path: string, tab: Tab, action: (context: ShopContext, request: FastifyRequest<Path>) => void) =>
    app.post<Path>(`/shop/:shop/admin/${path}`, (request: FastifyRequest<Path>, reply: FastifyReply) => {
      action(shops.get(request.params.shop).context, request);
      return reply.redirect(`/shop/${request.params.shop}/admin?tab=${tab}`, 303);
    });

  act('orders/:id', 'orders', (context, { params, body }) => {
    const action = ORDER_ACTIONS[body?.action ?? ''];
    if (!action) throw new ShopRefusal('Orders know no such action.', 400);
    action(context, Number(params.id));
  });

  act('products/:id', 'products', (context, { params, body }) =>
    setProductStatus(context, findProduct(context, Number(params.id)), body?.status === 'ARCHIVED' ? 'ARCHIVED' : 'ACTIVE'),
  );

  act('variants/:id', 'products', (context, { params, body }) => {
    const variant = findVariant(context, Number(params.id));
    const priceMinor = fromDecimal((body?.price ?? '').replace(',', '.'), context.shop.profile.currency);
    const stock = Number(body?.stock);
    if (priceMinor !== null && priceMinor !== variant.priceMinor) setPrice(context, variant, priceMinor);
    if (Number.isInteger(stock) && stock !== variant.stock) setStock(context, variant, stock);
  });

  act('customers/:id', 'customers', (context, { params, body }) => {
    const customer = context.shop.customers.get(Number(params.id));
    if (!customer) throw new ShopRefusal('There is no such customer.', 404);
    if (body?.state === 'redact') askPrivacy(context, 'customers/redact', customer);
    else setConsent(context, customer, 'whatsApp', body?.state === 'SUBSCRIBED' ? 'SUBSCRIBED' : 'UNSUBSCRIBED');
  });

  act('deliveries/:id', 'webhooks', (context, { params }) => void redeliverWebhook(context, params.id));

  act('faults', 'faults', ({ world, shop }, { body }) => {
    const common = { recipient: shop.profile.handle, count: 5 };
    if (body?.kind === 'clear') world.faults.clear();
    if (body?.kind === 'repeat') world.faults.add({ ...common, place: 'webhook.shopify', kind: 'repeat' });
    if (body?.kind === 'reorder') world.faults.add({ ...common, place: 'webhook.shopify', kind: 'reorder' });
    if (body?.kind === 'delay') world.faults.add({ ...common, place: 'webhook.shopify', kind: 'delay', delayMs: 60_000 });
    if (body?.kind === 'reject') world.faults.add({ ...common, place: 'shopify.admin', kind: 'status', status: 500 });
    if (body?.kind === 'throttle') world.faults.add({ ...common, place: 'shopify.admin', kind: 'error' });
  });
}
