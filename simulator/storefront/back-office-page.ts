import { recoveryUrl, statusPageUrl, totalsOf } from '../shopify/facts-of.ts';
import type { Order, Product } from '../shopify/shop-state.ts';
import { backOfficeTexts } from './back-office-texts.ts';
import { html, type Html, type HtmlPart } from './html.ts';
import type { Visitor } from './visitor.ts';

export const TABS = ['orders', 'products', 'customers', 'checkouts', 'webhooks', 'faults'] as const;
export type Tab = (typeof TABS)[number];

/** The merchant's side of the shop, one list at a time. */
export function backOfficePage(visitor: Visitor, tab: Tab): string {
  const { language, base, context } = visitor;
  const texts = backOfficeTexts(language);
  const views: Record<Tab, (visitor: Visitor) => Html> = { orders, products, customers, checkouts, webhooks, faults };
  return html`<!doctype html><html lang="${language}" data-shop="${context.shop.profile.handle}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts[tab]} · ${context.shop.profile.name}</title><link rel="icon" href="${base}/assets/icon.svg"><link rel="stylesheet" href="${base}/assets/shop.css"><link rel="stylesheet" href="${base}/assets/back-office.css"></head>
<body><header class="head"><a class="logo" href="${base}/admin"><img src="${base}/assets/icon.svg" alt="" width="30" height="30"><span>${context.shop.profile.name}</span></a><a class="to-shop" href="${base}">${texts.shop}</a></header>
<main class="office"><nav class="chips" aria-label="${visitor.texts.admin}">${TABS.map((one) => html`<a href="${base}/admin?tab=${one}" ${one === tab ? html`aria-current="page"` : null}>${texts[one]}</a>`)}</nav>
<h1>${texts[tab]}</h1>${views[tab](visitor)}</main></body></html>`.text;
}

function orders(visitor: Visitor): Html {
  const { context, money } = visitor;
  const all = [...context.shop.orders.values()].toReversed();
  return rows(visitor, all, (order) => html`<div><a href="${statusPageUrl(context, order)}"><b>${order.name}</b></a> ${order.shippingAddress?.firstName} ${order.shippingAddress?.lastName}
<p class="quiet">${order.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')} · ${when(visitor, order.createdAt)}</p></div>
<p class="amount">${money(order.totalMinor)}</p><p><span class="tag">${order.financialStatus}</span> <span class="tag">${order.cancelledAt ? 'CANCELLED' : (order.fulfillments.at(-1)?.events.at(-1)?.status ?? order.fulfillmentStatus)}</span></p>
<div class="actions">${orderActions(visitor, order)}</div>`);
}

function orderActions(visitor: Visitor, order: Order): HtmlPart {
  const texts = backOfficeTexts(visitor.language);
  const act = (action: string, words: string) => button(visitor, `orders/${order.id}`, { action }, words);
  const isLive = order.cancelledAt === null;
  const isSent = order.fulfillments.length > 0;
  const last = order.fulfillments.at(-1)?.events.at(-1)?.status;
  return [
    isLive && order.financialStatus === 'PENDING' && act('pay', texts.markPaid),
    isLive && !isSent && act('fulfill', texts.fulfill),
    isSent && last === undefined && act('transit', texts.inTransit),
    isSent && last !== 'DELIVERED' && act('deliver', texts.deliver),
    isLive && !isSent && act('cancel', texts.cancel),
    order.financialStatus === 'PAID' && act('refund', texts.refund),
  ];
}

function products(visitor: Visitor): Html {
  const { base, context } = visitor;
  const texts = backOfficeTexts(visitor.language);
  return rows(visitor, [...context.shop.products.values()], (product: Product) => html`<div class="with-picture"><img src="${base}/pictures/${product.id}.svg" alt="" width="48" height="48"><div><b>${product.title}</b><p class="quiet">${product.category} · ${product.id}</p></div></div>
<details class="variants"><summary>${product.variants.reduce((total, variant) => total + variant.stock, 0)} ${texts.stock.toLowerCase()}</summary>${product.variants.map(
    (variant) => html`<form method="post" action="${base}/admin/variants/${variant.id}"><span>${variant.title} <small>${variant.id}</small></span><label>${texts.price}<input name="price" value="${(variant.priceMinor / 100).toFixed(2)}" inputmode="decimal"></label><label>${texts.stock}<input name="stock" type="number" value="${variant.stock}"></label><button class="mini">${texts.save}</button></form>`,
  )}</details>
<p><span class="tag">${product.status}</span></p><div class="actions">${button(visitor, `products/${product.id}`, { status: product.status === 'ACTIVE' ? 'ARCHIVED' : 'ACTIVE' }, product.status === 'ACTIVE' ? texts.archive : texts.publish)}</div>`);
}

function customers(visitor: Visitor): Html {
  const texts = backOfficeTexts(visitor.language);
  return rows(visitor, [...visitor.context.shop.customers.values()].toReversed(), (customer) => html`<div><b>${customer.firstName} ${customer.lastName}</b><p class="quiet">${[customer.phone, customer.email].filter(Boolean).join(' · ')}</p></div>
<p><span class="tag">WhatsApp ${customer.whatsApp.state}</span> <span class="tag">SMS ${customer.sms.state}</span> <span class="tag">E-mail ${customer.emailConsent.state}</span></p>
<div class="actions">${customer.phone ? button(visitor, `customers/${customer.id}`, { state: customer.whatsApp.state === 'SUBSCRIBED' ? 'UNSUBSCRIBED' : 'SUBSCRIBED' }, `WhatsApp: ${customer.whatsApp.state === 'SUBSCRIBED' ? texts.unsubscribe : texts.subscribe}`) : null}
${button(visitor, `customers/${customer.id}`, { state: 'redact' }, texts.redact)}</div>`);
}

function checkouts(visitor: Visitor): Html {
  const { context, money } = visitor;
  const texts = backOfficeTexts(visitor.language);
  const all = [...context.shop.checkouts.values()].filter((checkout) => checkout.announced).toReversed();
  return rows(visitor, all, (checkout) => {
    const cart = context.shop.carts.get(checkout.cartToken);
    return html`<div><b>${checkout.shippingAddress?.firstName || checkout.phone || checkout.email}</b><p class="quiet">${[checkout.phone, checkout.email].filter(Boolean).join(' · ')} · ${when(visitor, checkout.updatedAt)}</p></div>
<p class="amount">${cart ? money(totalsOf(context, cart, checkout.shipping?.priceMinor ?? null).totalMinor) : ''}</p><p><span class="tag">${checkout.completedAt ? texts.bought : texts.open}</span></p>
<div class="actions"><a class="mini" href="${recoveryUrl(context, checkout)}">${texts.recover}</a></div>`;
  });
}

function webhooks(visitor: Visitor): Html {
  const { world, shop } = visitor.context;
  const texts = backOfficeTexts(visitor.language);
  const attempts = Map.groupBy(world.webhooks.attempts(), (attempt) => attempt.label);
  return rows(visitor, shop.deliveries.all().toReversed().slice(0, 100), (delivery) => {
    const tries = attempts.get(delivery.label) ?? [];
    return html`<div><b>${delivery.topic}</b><p class="quiet">${delivery.url} · ${when(visitor, delivery.at)}</p></div>
<p><span class="tag">${tries.at(-1)?.status ?? texts.waiting}</span> ${tries.length > 1 ? html`<span class="tag">× ${tries.length}</span>` : null}</p>
<details class="body"><summary>JSON</summary><pre tabindex="0">${delivery.body}</pre></details>
<div class="actions">${button(visitor, `deliveries/${delivery.webhookId}`, {}, texts.again)}</div>`;
  });
}

function faults(visitor: Visitor): Html {
  const texts = backOfficeTexts(visitor.language);
  const choices = ['repeat', 'reorder', 'delay', 'reject', 'throttle'] as const;
  return html`<p class="quiet">${texts.faultHint}</p><div class="actions start">${choices.map((kind) => button(visitor, 'faults', { kind }, texts[kind]))}${button(visitor, 'faults', { kind: 'clear' }, texts.clear)}</div>
${rows(visitor, visitor.context.world.faults.list(), (fault) => html`<div><b>${fault.place}</b> ${fault.kind}</div><p>${fault.struck} / ${fault.count ?? '∞'}</p>`)}`;
}

function rows<Item>(visitor: Visitor, items: Item[], draw: (item: Item) => Html): Html {
  if (items.length === 0) return html`<p class="empty">${backOfficeTexts(visitor.language).empty}</p>`;
  return html`<ul class="rows">${items.map((item) => html`<li>${draw(item)}</li>`)}</ul>`;
}

function button({ base }: Visitor, path: string, fields: Record<string, string>, words: string): Html {
  return html`<form method="post" action="${base}/admin/${path}">${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="mini">${words}</button></form>`;
}

function when({ context, language }: Visitor, at: Date): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short', timeZone: context.shop.profile.timezone }).format(at);
}
