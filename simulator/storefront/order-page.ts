import { draftDiscountMinor, draftTotalMinor } from '../shopify/actions/draft-orders.ts';
import type { DraftOrder, Order } from '../shopify/shop-state.ts';
import { summaryLines } from './checkout-page.ts';
import { html, type HtmlPart } from './html.ts';
import { layoutPage } from './page-layout.ts';
import type { Visitor } from './visitor.ts';

/** What became of an order, for whoever knows its address. */
export function orderPage(visitor: Visitor, order: Order): string {
  const { texts, base, money } = visitor;
  const parcel = order.fulfillments.at(-1);
  const body = html`<section class="order"><p class="quiet">${texts.order} ${order.name}</p><h1>${texts.thanks(order.shippingAddress?.firstName ?? '')}</h1>
<ol class="progress">${progressOf(visitor, order).map(({ words, isDone }) => html`<li class="${isDone ? 'done' : ''}">${words}</li>`)}</ol>
${parcel ? html`<p>${parcel.company} <b>${parcel.trackingNumber}</b> · <a href="${parcel.trackingUrl}">${texts.track}</a></p>` : null}
${summaryLines(visitor, { lines: order.lines })}
<dl class="sums">${order.discountMinor > 0 ? html`<div><dt>${texts.discount} ${order.discountCodes.map(({ code }) => code).join(', ')}</dt><dd>−${money(order.discountMinor)}</dd></div>` : null}
<div><dt>${texts.shipping}</dt><dd>${order.shippingMinor === 0 ? texts.free : money(order.shippingMinor)}</dd></div><div class="total"><dt>${texts.total}</dt><dd>${money(order.totalMinor)}</dd></div></dl>
<a class="button" href="${base}">${texts.keepShopping}</a></section>`;
  return layoutPage(visitor, { title: `${texts.order} ${order.name}`, body, pageType: 'order', isCheckout: true });
}

function progressOf({ texts }: Visitor, order: Order): { words: string; isDone: boolean }[] {
  if (order.cancelledAt) return [{ words: texts.placed, isDone: true }, { words: texts.cancelled, isDone: true }];
  const isPaid = order.financialStatus !== 'PENDING';
  const steps = [
    { words: texts.placed, isDone: true },
    { words: isPaid ? texts.paid : texts.pending, isDone: isPaid },
    { words: texts.packed, isDone: order.fulfillments.length > 0 },
    { words: texts.delivered, isDone: order.fulfillments.some((one) => one.events.some((event) => event.status === 'DELIVERED')) },
  ];
  return order.financialStatus === 'REFUNDED' ? [...steps, { words: texts.refunded, isDone: true }] : steps;
}

/** The page behind an invoice link: the goods, the price agreed, and the button. */
export function invoicePage(visitor: Visitor, draft: DraftOrder): string {
  const { texts, base, context, money } = visitor;
  const discountMinor = draftDiscountMinor(context, draft);
  const body = html`<section class="order"><p class="quiet">${draft.name}</p><h1>${texts.invoice}</h1>${summaryLines(visitor, draft)}
<dl class="sums">${discountMinor > 0 ? html`<div><dt>${texts.discount}</dt><dd>−${money(discountMinor)}</dd></div>` : null}<div class="total"><dt>${texts.total}</dt><dd>${money(draftTotalMinor(context, draft))}</dd></div></dl>
<form method="post" action="${base}/invoices/${draft.token}/pay"><button class="button wide">${texts.pay(money(draftTotalMinor(context, draft)))}</button></form></section>`;
  return layoutPage(visitor, { title: texts.invoice, body, pageType: 'checkout', isCheckout: true });
}

/** A page with one sentence and the way back. */
export function messagePage(visitor: Visitor, words: HtmlPart): string {
  const { texts, base } = visitor;
  return layoutPage(visitor, { title: visitor.context.shop.profile.name, body: html`<div class="empty"><p>${words}</p><a class="button" href="${base}">${texts.goHome}</a></div>`, pageType: '404' });
}
