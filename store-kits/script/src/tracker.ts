import { isPrivacyAsked, nowText, randomId, recall, recallJson, remember, textOf } from './browser.ts';
import { watchDataLayer, type Shopping } from './data-layer.ts';
import { watchForms } from './forms.ts';
import { toMinor } from './money.ts';
import { createQueue } from './queue.ts';
import type { Cart, Identity, Line, Options, View } from './types.ts';
import { createViews } from './views.ts';
import { setCookieConsent, visitorKey } from './visitor.ts';

export interface Tracker {
  cart(cart: Cart): void;
  checkout(cart: Cart): void;
  identify(identity: Identity): void;
  view(view: View): void;
  event(name: string, attributes?: Record<string, string>): void;
  consent(isGranted: boolean): void;
}

const cartName = '_marchante_cart';
const knownName = '_marchante_known';

/** Ties page and server together. Shoppers who asked not to be followed send nothing until they identify themselves. */
export function startTracker(options: Options): Tracker {
  const queue = createQueue(options.endpoint, options.key);
  const isFollowable = () => !isPrivacyAsked() || recall(knownName) === '1';
  const person = () => ({ visitorKey: visitorKey(), locale: navigator.language?.slice(0, 20) });
  let identity: Omit<Identity, 'consent'> = {};

  function send(type: string, fields: Record<string, unknown>): void {
    queue.push({ id: randomId(), type, ...fields });
  }

  function record(kind: string, fields: Record<string, unknown> = {}): void {
    if (isFollowable()) send('activity.recorded', { kind, at: nowText(), person: { ...person(), ...identity }, ...fields });
  }

  const views = createViews(({ productKey, variantKey }, dwellMs) =>
    record('product_viewed', { productKey: textOf(productKey), variantKey: textOf(variantKey), dwellMs, attributes: { page: location.href.slice(0, 500) } }),
  );

  function sendCart(cart: Cart, checkoutReached: boolean): void {
    if (!isFollowable()) return;
    const currency = cart.currency ?? options.currency;
    const lines = cart.lines.map((line) => toLine(line, currency)).filter(({ quantity }) => quantity > 0);
    const sum = lines.reduce((total, { unitPriceMinor, quantity }) => total + unitPriceMinor * quantity, 0);
    const at = nowText();
    send('cart.changed', {
      cartKey: cart.cartKey ?? cartKey(),
      version: at,
      activityAt: at,
      person: { ...person(), ...identity },
      currency,
      totalMinor: cart.totalMinor ?? (cart.total === undefined ? sum : toMinor(cart.total, currency)),
      lines: lines.slice(0, 500),
      checkoutReached,
      checkoutUrl: cart.checkoutUrl,
      attributes: cart.attributes ?? {},
      botSigns: navigator.webdriver ? ['webdriver'] : [],
    });
  }

  function identify({ consent, ...given }: Identity): void {
    const clean = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
    identity = { ...identity, ...clean };
    remember(knownName, '1');
    if (!consent) return record('custom', { name: 'identified' });
    const { channel = 'whatsapp', source = 'form', wording } = consent;
    if (!wording) return console.warn('marchante: consent needs the words that the shopper saw.');
    const evidence = { page: location.href.slice(0, 500) };
    send('consent.changed', { person: { ...person(), ...identity }, signal: { channel, state: 'granted', occurredAt: nowText(), source: source.slice(0, 50), wording, evidence } });
  }

  const shopping = followShopping(options.currency, {
    view: views.start,
    sendCart,
    purchase: (orderKey) => record('custom', { name: 'purchase', cartKey: cartKey(), attributes: orderKey ? { order: orderKey.slice(0, 500) } : {} }),
  });

  watchForms(identify);
  if (options.dataLayer !== false) watchDataLayer(shopping);
  addEventListener('pagehide', () => {
    views.end();
    queue.flushForGood();
  });

  return {
    cart: (cart) => sendCart(cart, false),
    checkout: (cart) => sendCart(cart, true),
    identify,
    view: views.start,
    event: (name, attributes = {}) => record('custom', { name: name.slice(0, 100), attributes }),
    consent: setCookieConsent,
  };
}

/** A key of our own for a cart whose key the page does not tell; a purchase ends it. */
function cartKey(): string {
  const known = recall(cartName);
  if (known) return known;
  const fresh = `browser-${randomId()}`;
  remember(cartName, fresh);
  return fresh;
}

function toLine(line: Line, currency: string) {
  const { unitPrice, unitPriceMinor, quantity = 1, variantKey, productKey, ...rest } = line;
  return {
    ...rest,
    variantKey: textOf(variantKey),
    productKey: textOf(productKey),
    quantity: Math.trunc(Number(quantity)) || 0,
    unitPriceMinor: unitPriceMinor ?? toMinor(unitPrice, currency),
  };
}

interface ShoppingActs {
  view(view: View): void;
  sendCart(cart: Cart, checkoutReached: boolean): void;
  purchase(orderKey: string | undefined): void;
}

/** Adds up a cart out of single additions and removals, for pages that never tell the whole. */
export function followShopping(currency: string, acts: ShoppingActs): Shopping {
  const linesName = '_marchante_lines';
  let lines = recallJson<Line[]>(linesName, []);
  const keep = (next: Line[]) => {
    lines = next;
    remember(linesName, JSON.stringify(next));
  };
  return {
    view: acts.view,
    change(changed, direction, given) {
      const next = changed.reduce((all, line) => addLine(all, line, direction), lines);
      keep(next);
      acts.sendCart({ lines: next, currency: given ?? currency }, false);
    },
    replace(next, given, total, isCheckout) {
      keep(next);
      acts.sendCart({ lines: next, currency: given ?? currency, total }, isCheckout);
    },
    purchase(orderKey) {
      acts.purchase(orderKey);
      keep([]);
      remember(cartName, '');
    },
  };
}

function addLine(lines: Line[], line: Line, direction: 1 | -1): Line[] {
  const change = direction * (line.quantity ?? 1);
  const isSame = (other: Line) => other.variantKey === line.variantKey && other.variantTitle === line.variantTitle;
  if (!lines.some(isSame)) return change > 0 ? [...lines, line] : lines;
  return lines.map((other) => (isSame(other) ? { ...other, quantity: (other.quantity ?? 1) + change } : other)).filter(({ quantity = 1 }) => quantity > 0);
}
