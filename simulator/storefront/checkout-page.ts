import { shippingChoices } from '../shopify/actions/price-goods.ts';
import { linesOf, totalsOf } from '../shopify/facts-of.ts';
import type { Cart, Checkout } from '../shopify/shop-state.ts';
import { codeProblem } from './cart-page.ts';
import { html, type Html, type HtmlPart } from './html.ts';
import { layoutPage } from './page-layout.ts';
import type { Visitor } from './visitor.ts';

export type Step = 'contact' | 'delivery' | 'payment';

/** Countries of the first market, with the code that their numbers begin with. */
export const COUNTRIES = [
  ['AR', '54', 'Argentina'], ['BR', '55', 'Brasil'], ['MX', '52', 'México'], ['CO', '57', 'Colombia'],
  ['CL', '56', 'Chile'], ['PE', '51', 'Perú'], ['UY', '598', 'Uruguay'], ['US', '1', 'United States'],
] as const;

/** One step of paying. `problem` is said above the form, for instance what was left empty. */
export function checkoutPage(visitor: Visitor, checkout: Checkout, cart: Cart, step: Step, { problem, notice }: { problem?: string; notice?: string } = {}): string {
  const forms: Record<Step, (visitor: Visitor, checkout: Checkout, cart: Cart) => Html> = { contact: contactStep, delivery: deliveryStep, payment: paymentStep };
  const seen = { ...visitor, cart };
  const body = html`<div class="checkout">
<div class="steps-side">${trail(visitor, checkout, step)}
${notice ? html`<p class="notice" role="status">${notice}</p>` : null}${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}
${forms[step](seen, checkout, cart)}</div>
<aside>${summary(seen, checkout, cart)}</aside></div>`;
  return layoutPage(visitor, { title: visitor.texts[step], body, pageType: 'checkout', isCheckout: true });
}

function trail({ texts, base }: Visitor, checkout: Checkout, step: Step): Html {
  const steps: Step[] = ['contact', 'delivery', 'payment'];
  return html`<ol class="trail">${steps.map((one, index) =>
    one === step
      ? html`<li aria-current="step">${texts[one]}</li>`
      : html`<li>${index < steps.indexOf(step) ? html`<a href="${base}/checkouts/${checkout.token}?step=${one}">${texts[one]}</a>` : texts[one]}</li>`,
  )}</ol>`;
}

function contactStep({ texts, base, context }: Visitor, checkout: Checkout): Html {
  const { profile } = context.shop;
  const address = checkout.shippingAddress;
  return html`<form method="post" action="${base}/checkouts/${checkout.token}/contact" class="form">
<h1>${texts.contact}</h1>
<div class="pair">${field('firstName', texts.firstName, address?.firstName ?? '', { autocomplete: 'given-name', required: true })}
${field('lastName', texts.lastName, address?.lastName ?? '', { autocomplete: 'family-name' })}</div>
${field('email', texts.email, checkout.email ?? '', { type: 'email', autocomplete: 'email' })}
<div class="pair phone"><label class="field">${texts.country}<select name="country" autocomplete="tel-country-code">${COUNTRIES.map(([code, dial, name]) => html`<option value="${code}" ${code === profile.countryCode ? html`selected` : null}>${name} +${dial}</option>`)}</select></label>
${field('phone', texts.phone, address?.phone ?? '', { type: 'tel', autocomplete: 'tel', required: true, hint: texts.phoneHint })}</div>
<fieldset class="consents"><legend>${texts.stayInTouch}</legend><p class="quiet">${texts.stayHint}</p>
${consentBox('acceptsWhatsApp', 'WhatsApp', texts.whatsAppConsent(profile.name))}
${consentBox('acceptsSms', 'SMS', texts.smsConsent(profile.name))}
${consentBox('acceptsEmail', 'E-mail', texts.emailConsent(profile.name))}</fieldset>
<button class="button wide">${texts.continue}</button></form>`;
}

/** Never ticked beforehand: a consent is what the shopper does. */
function consentBox(name: string, channel: string, words: string): Html {
  return html`<label class="consent"><input type="checkbox" name="${name}" value="yes"><span><b>${channel}</b> ${words}</span></label>`;
}

function deliveryStep(visitor: Visitor, checkout: Checkout, cart: Cart): Html {
  const { texts, base, context, money } = visitor;
  const address = checkout.shippingAddress;
  const choices = shippingChoices(context.shop.profile, totalsOf(context, cart, null).goodsMinor);
  return html`<form method="post" action="${base}/checkouts/${checkout.token}/delivery" class="form">
<h1>${texts.delivery}</h1>
${field('address1', texts.address, address?.address1 ?? '', { autocomplete: 'street-address', required: true })}
<div class="pair">${field('city', texts.city, address?.city ?? '', { autocomplete: 'address-level2', required: true })}
${field('zip', texts.zip, address?.zip ?? '', { autocomplete: 'postal-code', required: true })}</div>
${field('province', texts.province, address?.province ?? '', { autocomplete: 'address-level1' })}
<fieldset class="options"><legend>${texts.method}</legend>${choices.map(
    ({ id, priceMinor }, index) => html`<label class="option"><input type="radio" name="method" value="${id}" ${index === 0 ? html`checked` : null}><span>${id === 'express' ? texts.express : texts.standard}</span><b>${priceMinor === 0 ? texts.free : money(priceMinor)}</b></label>`,
  )}</fieldset>
<button class="button wide">${texts.continue}</button></form>`;
}

function paymentStep(visitor: Visitor, checkout: Checkout, cart: Cart): Html {
  const { texts, base, context, money } = visitor;
  const totals = totalsOf(context, cart, checkout.shipping?.priceMinor ?? null);
  return html`<form method="post" action="${base}/checkouts/${checkout.token}/pay" class="form">
<h1>${texts.payment}</h1>
<dl class="review"><div><dt>${texts.contact}</dt><dd>${[checkout.email, checkout.phone ?? checkout.shippingAddress?.phone].filter(Boolean).join(' · ')}</dd></div>
<div><dt>${texts.delivery}</dt><dd>${[checkout.shippingAddress?.address1, checkout.shippingAddress?.city].filter(Boolean).join(', ')}</dd></div></dl>
<fieldset class="options"><legend>${texts.payMethod}</legend>
<label class="option"><input type="radio" name="method" value="card" checked><span>${texts.card}<small>${texts.cardHint}</small></span></label>
<label class="option"><input type="radio" name="method" value="transfer"><span>${texts.transfer}<small>${texts.transferHint}</small></span></label></fieldset>
<button class="button wide">${texts.pay(money(totals.totalMinor))}</button></form>`;
}

function summary(visitor: Visitor, checkout: Checkout, cart: Cart): Html {
  const { texts, base, context, money } = visitor;
  const totals = totalsOf(context, cart, checkout.shipping?.priceMinor ?? null);
  return html`<details class="summary" open><summary><span>${texts.summary}</span><b>${money(totals.totalMinor)}</b></summary>
${summaryLines(visitor, cart)}
<form method="post" action="${base}/checkouts/${checkout.token}/discount" class="code"><label><span class="hidden">${texts.code}</span><input name="code" value="${cart.discountCode ?? ''}" placeholder="${texts.code}" autocomplete="off"></label><button class="button quiet-button">${texts.apply}</button></form>
${codeProblem(visitor)}
<dl class="sums"><div><dt>${texts.subtotal}</dt><dd>${money(totals.goodsMinor)}</dd></div>
${totals.discountMinor > 0 ? html`<div><dt>${texts.discount} <b>${cart.discountCode}</b></dt><dd>−${money(totals.discountMinor)}</dd></div>` : null}
<div><dt>${texts.shipping}</dt><dd>${checkout.shipping ? (totals.shippingMinor === 0 ? texts.free : money(totals.shippingMinor)) : html`<small>${texts.atNextStep}</small>`}</dd></div>
<div class="total"><dt>${texts.total}</dt><dd>${money(totals.totalMinor)}</dd></div></dl></details>`;
}

export function summaryLines({ context, base, money }: Visitor, cart: { lines: { variantId: number; quantity: number }[] }): Html {
  return html`<ul class="lines small">${linesOf(context, cart.lines).map(
    (line) => html`<li><span class="thumb"><img src="${base}/pictures/${line.productId}.svg" alt="" width="60" height="60"><i>${line.quantity}</i></span><div><p class="name">${line.title}</p>${line.variantTitle ? html`<p class="quiet">${line.variantTitle}</p>` : null}</div><p class="amount">${money(line.priceMinor * (line.quantity ?? 1))}</p></li>`,
  )}</ul>`;
}

interface FieldLook {
  type?: string;
  autocomplete?: string;
  required?: boolean;
  hint?: string;
}

function field(name: string, label: string, value: HtmlPart, { type = 'text', autocomplete, required, hint }: FieldLook = {}): Html {
  return html`<label class="field">${label}<input type="${type}" name="${name}" value="${value}" ${autocomplete ? html`autocomplete="${autocomplete}"` : null} ${required ? html`required` : null} ${hint ? html`aria-describedby="${name}-hint"` : null}>
${hint ? html`<small id="${name}-hint">${hint}</small>` : null}</label>`;
}
