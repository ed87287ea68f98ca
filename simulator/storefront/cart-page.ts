import { refuseDiscount } from '../shopify/actions/price-goods.ts';
import { linesOf, totalsOf } from '../shopify/facts-of.ts';
import { nowIn } from '../shopify/shop-context.ts';
import { html, type Html } from './html.ts';
import { layoutPage } from './page-layout.ts';
import type { Visitor } from './visitor.ts';

export function cartPage(visitor: Visitor): string {
  const body = html`<section class="cart-page"><h1>${visitor.texts.cart}</h1><div data-cart>${cartContents(visitor)}</div></section>`;
  return layoutPage(visitor, { title: visitor.texts.cart, body, pageType: 'cart' });
}

/** What the cart page and the drawer share. */
export function cartContents(visitor: Visitor): Html {
  const { cart, context, texts, base, money } = visitor;
  const lines = cart ? linesOf(context, cart.lines) : [];
  if (!cart || lines.length === 0) return html`<div class="empty"><p>${texts.emptyCart}</p><a class="button" href="${base}">${texts.keepShopping}</a></div>`;
  const totals = totalsOf(context, cart, null);
  return html`<ul class="lines">${lines.map(
    (line) => html`<li><a class="thumb" href="${base}/products/${context.shop.products.get(line.productId)?.handle ?? ''}"><img src="${base}/pictures/${line.productId}.svg" alt="${line.title}" width="84" height="84"></a>
<div><p class="name">${line.title}</p>${line.variantTitle ? html`<p class="quiet">${line.variantTitle}</p>` : null}
<form method="post" action="${base}/cart/change" class="stepper" data-change><input type="hidden" name="id" value="${line.variantId}">
<button name="quantity" value="${(line.quantity ?? 1) - 1}" aria-label="${texts.quantity} −1: ${line.title}">−</button><output>${line.quantity}</output>
<button name="quantity" value="${(line.quantity ?? 1) + 1}" aria-label="${texts.quantity} +1: ${line.title}">+</button>
<button class="link" name="quantity" value="0">${texts.remove}</button></form></div>
<p class="amount">${money(line.priceMinor * (line.quantity ?? 1))}</p></li>`,
  )}</ul>
<dl class="sums">${totals.discountMinor > 0 ? html`<div><dt>${texts.discount} ${cart.discountCode}</dt><dd>−${money(totals.discountMinor)}</dd></div>` : null}
<div class="total"><dt>${texts.subtotal}</dt><dd>${money(totals.totalMinor)}</dd></div></dl>
${codeProblem(visitor)}
<a class="button wide" href="${base}/checkout">${texts.checkout}</a>`;
}

/** Why the code in the cart does not count, in words; nothing when it does or there is none. */
export function codeProblem({ cart, context, texts }: Visitor): Html | null {
  if (!cart?.discountCode) return null;
  const problem = refuseDiscount(context.shop.discounts.get(cart.discountCode), nowIn(context));
  return problem === null ? null : html`<p class="problem" role="status"><b>${cart.discountCode}</b>: ${texts.codes[problem]}</p>`;
}
