import { randomUUID } from 'node:crypto';
import { aurora, buildCheckoutBody, buildOrderBody, signShopify } from '../simulator/shopify/index.ts';
import type { World } from '../simulator/index.ts';

/** A shopper with one cart. Instants are epoch milliseconds of the shop's clock. */
export interface PretendCart {
  number: number;
  phone: string;
  /** The key that the product files the cart under. */
  cartKey: string;
  orderKey: string;
  leftAtMs: number;
}

/** What was sent and when the product said that it has it. */
export interface SentHook {
  topic: string;
  cart: PretendCart;
  sentAtMs: number;
  /** Real time of the first 2xx, epoch ms; null while there is none. */
  acknowledgedAtMs: number | null;
}

/** Shoppers of Tienda Aurora by the thousand: signed webhooks go through the simulator's post, with its retries and faults. */
export interface PretendShop {
  hooks: SentHook[];
  makeCart(leftAtMs: number): PretendCart;
  /** The shopper allows WhatsApp messages, or another word of theirs. */
  tellConsent(cart: PretendCart, word?: { state: 'subscribed' | 'unsubscribed'; atMs: number }): SentHook;
  tellCheckout(cart: PretendCart, updatedAtMs?: number): SentHook;
  tellOrder(cart: PretendCart, placedAtMs: number): SentHook;
}

/** @param urlOf where the next webhook goes; several webs take turns. */
export function makePretendShop(world: World, urlOf: () => string, firstNumber = 0): PretendShop {
  const hooks: SentHook[] = [];
  let last = firstNumber;

  const send = (cart: PretendCart, topic: string, content: Record<string, unknown>): SentHook => {
    const hook: SentHook = { topic, cart, sentAtMs: Date.now(), acknowledgedAtMs: null };
    hooks.push(hook);
    const body = JSON.stringify(content);
    const eventId = randomUUID();
    world.webhooks.send({
      source: 'shopify',
      url: urlOf(),
      label: topic,
      body,
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': topic,
        'x-shopify-hmac-sha256': signShopify(body, aurora.clientSecret),
        'x-shopify-shop-domain': aurora.domain,
        'x-shopify-webhook-id': eventId,
        'x-shopify-event-id': eventId,
        'x-shopify-triggered-at': new Date(world.now()).toISOString(),
      },
      // A repeated copy is answered too: the first answer counts.
      onDelivered: () => (hook.acknowledgedAtMs ??= Date.now()),
    });
    return hook;
  };

  const linesOf = ({ number }: PretendCart) => [{ productId: 9088, variantId: 994_455, title: 'Zapatilla Norte', variantTitle: '42', priceMinor: 8_999_950 + number }];
  const customerOf = ({ number, phone }: PretendCart) => ({ id: 7_000_000 + number, firstName: 'Lucía', phone });

  return {
    hooks,
    makeCart(leftAtMs) {
      last += 1;
      return { number: last, phone: `+54911${50_000_000 + last}`, cartKey: `cart-${last}`, orderKey: String(3_000_000 + last), leftAtMs };
    },
    tellConsent: (cart, word = { state: 'subscribed', atMs: cart.leftAtMs - 60_000 }) =>
      send(cart, 'customers/update', {
        ...customerOf(cart),
        first_name: 'Lucía',
        updated_at: new Date(word.atMs).toISOString(),
        whats_app_marketing_consent: { state: word.state, opt_in_level: 'single_opt_in', consent_updated_at: new Date(word.atMs).toISOString() },
      }),
    tellCheckout: (cart, updatedAtMs = cart.leftAtMs) =>
      send(cart, 'checkouts/update', buildCheckoutBody({
        id: 5_000_000 + cart.number,
        token: `checkout-${cart.number}`,
        cartToken: cart.cartKey,
        lines: linesOf(cart),
        phone: cart.phone,
        customer: customerOf(cart),
        createdAt: cart.leftAtMs,
        updatedAt: updatedAtMs,
      })),
    tellOrder: (cart, placedAtMs) =>
      send(cart, 'orders/create', buildOrderBody({
        id: Number(cart.orderKey),
        checkoutToken: `checkout-${cart.number}`,
        cartToken: cart.cartKey,
        lines: linesOf(cart),
        phone: cart.phone,
        customer: customerOf(cart),
        createdAt: placedAtMs,
      })),
  };
}
