import { linesOf } from '../shopify/facts-of.ts';
import { html, scriptJson, type Html, type HtmlPart } from './html.ts';
import type { Visitor } from './visitor.ts';

export interface Page {
  title: string;
  body: HtmlPart;
  /** As a theme tells analytics: `home`, `product`, `cart`, `checkout`, `order`. */
  pageType: string;
  product?: { id: number; variants: { id: number; price: number }[] };
  /** The checkout has a quieter head, without search and cart. */
  isCheckout?: boolean;
  /** A shopper's search, kept in its box. */
  search?: string;
}

const BAG = html`<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M6 8h12l1 12H5L6 8Z"/><path d="M9 8V7a3 3 0 0 1 6 0v1"/></svg>`;
const LENS = html`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" aria-hidden="true"><circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/></svg>`;

/** A whole page of the shop, with what a theme puts on `window` and the scripts that the merchant's apps embed. */
export function layoutPage(visitor: Visitor, page: Page): string {
  const { context, language, texts, base } = visitor;
  const { profile, scripts } = context.shop;
  return html`<!doctype html>
<html lang="${language}" data-shop="${profile.handle}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · ${profile.name}</title>
<link rel="icon" href="${base}/assets/icon.svg"><link rel="stylesheet" href="${base}/assets/shop.css">
<script>${themeGlobals(visitor, page)}</script>
<script src="${base}/assets/shop.js" defer></script>
${scripts.map((src) => html`<script src="${src}" async></script>`)}
</head>
<body class="${page.isCheckout ? 'is-checkout' : ''}">
<a class="skip" href="#content">${texts.skip}</a>
${page.isCheckout ? null : html`<aside class="notice-bar" aria-label="${texts.shipping}">${texts.freeFrom(visitor.roundMoney(profile.freeShippingFromMinor))}</aside>`}
${page.isCheckout ? checkoutHead(visitor) : shopHead(visitor, page.search ?? '')}
<main id="content" tabindex="-1">${page.body}</main>
<footer><p>${profile.name} · <a href="mailto:${profile.contactEmail}">${profile.contactEmail}</a></p>
<p class="quiet">${texts.practice}</p>
<nav aria-label="Language">${(['es', 'pt', 'en'] as const).map((one) => html`<a href="?lang=${one}" lang="${one}" ${one === language ? html`aria-current="true"` : null}>${one.toUpperCase()}</a>`)}
<a href="${base}/admin">${texts.admin}</a></nav></footer>
<dialog id="drawer" class="drawer" aria-label="${texts.cart}"></dialog>
</body></html>`.text;
}

function shopHead({ context, texts, base, ...visitor }: Visitor, search: string): Html {
  const count = (visitor.cart?.lines ?? []).reduce((sum, line) => sum + line.quantity, 0);
  return html`<header class="head">
<a class="logo" href="${base}"><img src="${base}/assets/icon.svg" alt="" width="30" height="30"><span>${context.shop.profile.name}</span></a>
<form class="search" role="search" action="${base}"><label><span class="hidden">${texts.search}</span><input type="search" name="q" value="${search}" placeholder="${texts.search}"></label><button aria-label="${texts.search}">${LENS}</button></form>
<a class="bag" href="${base}/cart" data-open-cart>${BAG}<span class="hidden">${texts.cart}</span><span class="count" data-cart-count ${count === 0 ? html`hidden` : null}>${count}</span></a>
</header>`;
}

function checkoutHead({ context, base }: Visitor): Html {
  return html`<header class="head"><a class="logo" href="${base}"><img src="${base}/assets/icon.svg" alt="" width="30" height="30"><span>${context.shop.profile.name}</span></a></header>`;
}

/** The names under which themes of the platform tell scripts about the shop, the page and the product. */
function themeGlobals(visitor: Visitor, page: Page): Html {
  const { profile } = visitor.context.shop;
  const shopify = {
    shop: profile.domain,
    locale: visitor.language,
    country: profile.countryCode,
    currency: { active: profile.currency, rate: '1.0' },
    routes: { root: `${visitor.base}/` },
  };
  const meta = {
    page: { pageType: page.pageType, ...(page.product ? { resourceType: 'product', resourceId: page.product.id } : {}) },
    currency: profile.currency,
    ...(page.product ? { product: page.product } : {}),
  };
  return html`window.Shopify=${scriptJson(shopify)};window.ShopifyAnalytics=${scriptJson({ meta })};`;
}

/** The cart in the form that `/cart.js` gives to scripts: amounts in hundredths. */
export function cartForScripts(visitor: Visitor): Record<string, unknown> {
  const { context, cart, base } = visitor;
  const lines = cart ? linesOf(context, cart.lines) : [];
  const total = lines.reduce((sum, line) => sum + line.priceMinor * (line.quantity ?? 1), 0);
  return {
    token: cart?.token ?? '',
    note: cart?.note ?? null,
    attributes: cart?.attributes ?? {},
    currency: context.shop.profile.currency,
    item_count: lines.reduce((sum, line) => sum + (line.quantity ?? 1), 0),
    total_price: total,
    original_total_price: total,
    items: lines.map((line, index) => ({
      key: cart?.lines[index]?.key ?? String(line.variantId),
      id: line.variantId,
      variant_id: line.variantId,
      product_id: line.productId,
      quantity: line.quantity ?? 1,
      title: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
      product_title: line.title,
      variant_title: line.variantTitle ?? null,
      sku: line.sku ?? '',
      price: line.priceMinor,
      line_price: line.priceMinor * (line.quantity ?? 1),
      url: `${base}/products/${context.shop.products.get(line.productId)?.handle ?? ''}?variant=${line.variantId}`,
      image: `${base}/pictures/${line.productId}.svg`,
      properties: line.properties ?? {},
    })),
  };
}
