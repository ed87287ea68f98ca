import { exponentOf } from '../shopify/money.ts';
import { Html, html } from '../storefront/html.ts';
import { pageTexts, type PageTexts } from './page-texts.ts';
import type { Attempt, Checkout } from './till-state.ts';

/** How each pretend provider looks: its own colours and name, nothing to load. */
const LOOKS = {
  stripe: { name: 'Stripe', main: '#4b45c9', dark: '#38339e', soft: '#eeedfb', mark: 'S' },
  mercadopago: { name: 'Mercado Pago', main: '#0b67a8', dark: '#084f82', soft: '#e7f2fa', mark: 'M' },
} as const;

/** A payment page to click through on a phone: what is shown depends on where the page stands. `isConfirming`: the bank's question is open. */
export function drawPayPage(checkout: Checkout, action: string, { isConfirming = false, now }: { isConfirming?: boolean; now: number }): string {
  const texts = pageTexts[checkout.language];
  const look = LOOKS[checkout.provider];
  const attempt = checkout.attempts.at(-1) ?? null;
  return html`<!doctype html><html lang="${checkout.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.pay(moneyOf(checkout))} · ${texts.pretend(look.name)}</title><style>${new Html(styleOf(look))}</style></head>
<body><header><span class="mark" aria-hidden="true">${look.mark}</span><b>${texts.pretend(look.name)}</b></header>
<main>${bodyOf(checkout, attempt, texts, action, isConfirming, now)}</main>
<footer><p>${texts.secure}</p></footer></body></html>`.text;
}

function bodyOf(checkout: Checkout, attempt: Attempt | null, texts: PageTexts, action: string, isConfirming: boolean, now: number): Html {
  if (attempt?.status === 'paid') return html`<h1>${texts.doneTitle}</h1><p>${texts.doneText}</p>${backLink(checkout, texts.back)}`;
  if (attempt?.status === 'pending' && attempt.slip) return slip(checkout, attempt, texts, action);
  if (checkout.state !== 'open' || checkout.expiresAt <= now) return html`<h1>${texts.overTitle}</h1><p>${texts.overText}</p>${backLink(checkout, texts.back)}`;
  if (isConfirming) return html`<h1>${texts.confirmTitle}</h1><p class="amount">${moneyOf(checkout)}</p>${button(action, 'card', texts.confirm)}${button(action, 'reject', texts.reject, true)}`;
  return html`${attempt?.status === 'failed' ? html`<p class="problem" role="alert">${texts.refused}</p>` : null}
<h1>${texts.pay(moneyOf(checkout))}</h1>
<section aria-label="${texts.order}"><ul>${checkout.lines.map((line) => html`<li><span>${line.title}${line.quantity > 1 ? html` <i>× ${line.quantity}</i>` : null}</span><b>${format(line.unitMinor * line.quantity, checkout)}</b></li>`)}
<li class="total"><span>${texts.total}</span><b>${moneyOf(checkout)}</b></li></ul></section>
<form method="post" action="${action}"><fieldset><legend>${texts.how}</legend>
${way('card', texts.card, texts.cardHint)}${way('bank', texts.bank, texts.bankHint)}${way('declined', texts.declined, texts.declinedHint)}
${checkout.currency === 'BRL' ? way('pix', texts.pix, texts.pixHint) : null}${way('cash', texts.cash, texts.cashHint)}</fieldset></form>
${backLink(checkout, texts.cancel)}${button(action, 'expire', texts.close, true)}`;
}

const way = (value: string, title: string, hint: string): Html => html`<button class="way" name="way" value="${value}"><span>${title}<small>${hint}</small></span><i aria-hidden="true">›</i></button>`;

const button = (action: string, value: string, title: string, isQuiet = false): Html => html`<form method="post" action="${action}"><button class="${isQuiet ? 'quiet' : 'main'}" name="way" value="${value}">${title}</button></form>`;

const backLink = ({ returnUrl }: Checkout, title: string): Html | null => (returnUrl ? html`<a class="quiet" href="${returnUrl}">${title}</a>` : null);

function slip(checkout: Checkout, attempt: Attempt, texts: PageTexts, action: string): Html {
  const isPix = attempt.method === 'pix';
  const until = new Intl.DateTimeFormat(checkout.language, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(attempt.slip?.expiresAt ?? 0);
  return html`<h1>${isPix ? texts.pixTitle : texts.slipTitle}</h1><p class="amount">${moneyOf(checkout)}</p><p>${isPix ? texts.pixText : texts.slipHint}</p>
<p class="code">${attempt.slip?.code ?? ''}</p><p><small>${texts.until(until)}</small></p>
${button(action, 'settle', isPix ? texts.payPix : texts.paySlip)}<p><small>${texts.slipNote}</small></p>${backLink(checkout, texts.back)}`;
}

const moneyOf = (checkout: Checkout) => format(checkout.totalMinor, checkout);

function format(amountMinor: number, { currency, language }: Checkout): string {
  const exponent = exponentOf(currency);
  return new Intl.NumberFormat(language === 'en' ? 'en' : language === 'pt' ? 'pt-BR' : 'es-AR', { style: 'currency', currency, minimumFractionDigits: exponent, maximumFractionDigits: exponent }).format(amountMinor / 10 ** exponent);
}

const styleOf = (look: (typeof LOOKS)[keyof typeof LOOKS]) => `
:root{--main:${look.main};--dark:${look.dark};--soft:${look.soft}}
*{box-sizing:border-box}body{margin:0;background:#f6f6f4;color:#1d2426;font:16px/1.5 system-ui,sans-serif;min-height:100dvh;display:flex;flex-direction:column}
header{display:flex;align-items:center;gap:10px;padding:14px 18px;background:var(--main);color:#fff}.mark{width:30px;height:30px;border-radius:9px;background:#fff;color:var(--main);display:grid;place-items:center;font-weight:800}
main{flex:1;width:100%;max-width:460px;margin:0 auto;padding:24px 18px 40px}h1{font-size:1.5rem;line-height:1.2;margin:0 0 16px;text-wrap:balance}
ul{list-style:none;margin:0 0 20px;padding:4px 16px;background:#fff;border-radius:14px;border:1px solid #e3ded3}li{display:flex;justify-content:space-between;gap:16px;padding:10px 0;border-bottom:1px solid #efece5}li:last-child{border:0}li i{font-style:normal;color:#5d686b}.total{font-weight:700}
fieldset{border:0;padding:0;margin:0;display:grid;gap:10px}legend{font-weight:600;padding:0;margin-bottom:10px}
.way{display:flex;justify-content:space-between;align-items:center;width:100%;min-height:60px;text-align:left;padding:10px 16px;border:1px solid #d9d5cb;border-radius:14px;background:#fff;font:inherit;font-weight:600;color:inherit;cursor:pointer}.way:hover{border-color:var(--main);background:var(--soft)}.way i{font-style:normal;font-size:1.4rem;color:#8b9492}
small{display:block;color:#5d686b;font-weight:400;font-size:.86rem}
.main,.quiet{display:flex;width:100%;min-height:48px;align-items:center;justify-content:center;border-radius:12px;border:0;font:inherit;font-weight:600;cursor:pointer;margin-top:14px;text-decoration:none}.main{background:var(--main);color:#fff}.main:hover{background:var(--dark)}.quiet{background:none;color:#4a5558;text-decoration:underline}
.problem{background:#fbeae4;color:#7d2d12;border-radius:12px;padding:12px 14px;margin:0 0 16px}.amount{font-size:1.6rem;font-weight:700;margin:0 0 12px;font-variant-numeric:tabular-nums}.code{font:600 .95rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere;background:#fff;border:1px dashed #b9b4a8;border-radius:12px;padding:14px}
footer{padding:16px;text-align:center;color:#5d686b;font-size:.86rem}:focus-visible{outline:3px solid var(--main);outline-offset:2px}`;
