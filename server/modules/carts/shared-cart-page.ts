import type { CartLine } from '#contract/inbound-event';
import type { Language } from '#contract/language';
import { formatMoney } from '#contract/money';
import { html } from '#platform/html';
import type { Html } from '#platform/html';

export interface SharedCart {
  language: Language;
  /** For amounts, such as es-AR. */
  locale: string;
  shopName: string;
  cart: { lines: CartLine[]; totalMinor: number; currency: string };
  /** Where it can be paid; null: only in the shop. */
  url: string | null;
}

const texts = {
  es: {
    title: (shop: string) => `Un carrito de ${shop}`,
    intro: 'Alguien armó este carrito y te pide que lo veas.',
    quantity: (count: number) => `Cantidad: ${count}`,
    total: 'Total',
    note: 'El envío y los descuentos se ven en la caja.',
    pay: 'Ir a pagar',
    payInShop: 'Este carrito solo se puede pagar en la tienda.',
    unknown: 'Este enlace no es válido o se cortó al copiarlo.',
    expired: 'Este enlace venció. Quien lo compartió puede pedir otro en el chat.',
    gone: 'Este carrito ya no tiene nada.',
    bought: 'Este carrito ya fue comprado.',
  },
  pt: {
    title: (shop: string) => `Um carrinho da ${shop}`,
    intro: 'Alguém montou este carrinho e pediu que você desse uma olhada.',
    quantity: (count: number) => `Quantidade: ${count}`,
    total: 'Total',
    note: 'O frete e os descontos aparecem no checkout.',
    pay: 'Ir para o pagamento',
    payInShop: 'Este carrinho só pode ser pago na loja.',
    unknown: 'Este link não é válido ou foi cortado ao ser copiado.',
    expired: 'Este link expirou. Quem compartilhou pode pedir outro no chat.',
    gone: 'Este carrinho está vazio.',
    bought: 'Este carrinho já foi comprado.',
  },
  en: {
    title: (shop: string) => `A cart from ${shop}`,
    intro: 'Somebody put this cart together and would like you to see it.',
    quantity: (count: number) => `Quantity: ${count}`,
    total: 'Total',
    note: 'Delivery and discounts are shown at the checkout.',
    pay: 'Go to checkout',
    payInShop: 'This cart can only be paid in the shop.',
    unknown: 'This link is not valid, or was cut off when it was copied.',
    expired: 'This link has expired. Whoever shared it can ask for a new one in the chat.',
    gone: 'There is nothing in this cart any more.',
    bought: 'This cart was already bought.',
  },
} satisfies Record<Language, unknown>;

/** The cart as somebody else sees it: goods and money, nothing of the person. */
export function sharedCartPage({ language, locale, shopName, cart, url }: SharedCart): string {
  const words = texts[language];
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency: cart.currency }, locale);
  const lines = cart.lines.map(
    (line) => html`<li>${picture(line)}<div><p class="name">${line.title}</p>${line.variantTitle && line.variantTitle !== 'Default Title' ? html`<p class="quiet">${line.variantTitle}</p>` : null}<p class="quiet">${words.quantity(line.quantity)}</p></div><p class="amount">${money(line.unitPriceMinor * line.quantity)}</p></li>`,
  );
  const body = html`<p>${words.intro}</p><ul>${lines}</ul>
<p class="total"><span>${words.total}</span><strong>${money(cart.totalMinor)}</strong></p><p class="quiet">${words.note}</p>
${url ? html`<a class="button" href="${url}" rel="nofollow noreferrer">${words.pay}</a>` : html`<p role="status">${words.payInShop}</p>`}`;
  return layout(language, words.title(shopName), body);
}

/** A page that has only one thing to say. */
export function noticePage(language: Language, shopName: string | null, what: 'unknown' | 'expired' | 'gone' | 'bought'): string {
  const words = texts[language];
  return layout(language, shopName ?? 'Marchante', html`<p role="status">${words[what]}</p>`);
}

function picture({ imageUrl }: CartLine): Html {
  return imageUrl && /^https?:\/\//.test(imageUrl) ? html`<img src="${imageUrl}" alt="" width="72" height="72" loading="lazy">` : html`<span class="blank" aria-hidden="true"></span>`;
}

const style = `:root{color-scheme:light dark;--text:#1d2221;--quiet:#505856;--surface:#fdfdfc;--line:#e3e6e5;--accent:#0b655f;--on:#fff}
@media(prefers-color-scheme:dark){:root{--text:#e4e8e7;--quiet:#a3acaa;--surface:#151918;--line:#353d3c;--accent:#7fc6bd;--on:#0a0c0c}}
*{box-sizing:border-box}body{margin:0;background:var(--surface);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.375rem;line-height:1.3}
ul{list-style:none;margin:1rem 0;padding:0}li{display:flex;gap:.75rem;align-items:flex-start;padding:.75rem 0;border-bottom:1px solid var(--line)}li div{flex:1;min-width:0}
li p{margin:0;overflow-wrap:anywhere}img,.blank{width:72px;height:72px;object-fit:cover;border-radius:8px;background:var(--line);flex:none}.quiet{color:var(--quiet);font-size:.875rem}
.amount,.total strong{font-variant-numeric:tabular-nums;white-space:nowrap}.total{display:flex;justify-content:space-between;font-size:1.125rem;margin:1rem 0 .25rem}
.button{display:block;min-height:48px;padding:.75rem 1rem;margin-top:1rem;border-radius:8px;background:var(--accent);color:var(--on);text-align:center;text-decoration:none;font-weight:600}
.button:focus-visible{outline:3px solid var(--text);outline-offset:2px}`;

function layout(language: Language, title: string, body: Html): string {
  const page = html`<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><meta property="og:title" content="${title}">`;
  return `<!doctype html>\n${page.text}<style>${style}</style></head>\n${html`<body><main><h1>${title}</h1>${body}</main></body></html>`.text}\n`;
}
