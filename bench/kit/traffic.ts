import { createHmac } from 'node:crypto';
import { buildCartBody, buildCheckoutBody, signShopify } from '../../simulator/shopify/index.ts';
import { createRandom } from '../../simulator/kit/random.ts';

/** What a load generator is to build before it starts. */
export interface TrafficOrder {
  kind: 'shop' | 'rescue';
  path: string;
  secret: string;
  count: number;
  /** Two runs on one database must not use the same. */
  seed: number;
  /** Business time at which the first is sent, epoch ms. */
  atMs: number;
}

/** Whole HTTP requests, signed, ready for the wire. */
export function buildTraffic(order: TrafficOrder): Buffer[] {
  return order.kind === 'shop' ? buildShopTraffic(order) : buildRescueTraffic(order);
}

/**
 * A shop on a busy day, in hundredths: 40 new carts, 30 changes of carts seen before, 20 checkouts of such carts with the person and their
 * consent, 10 repeats of webhooks sent already. The same seed gives the same requests.
 */
function buildShopTraffic({ path, secret, count, seed, atMs }: TrafficOrder): Buffer[] {
  const requests: Buffer[] = [];
  const random = makeRandom(seed);
  let carts = 0;
  for (let index = 0; index < count; index += 1) {
    const dice = random() * 100;
    const at = atMs + Math.floor(index / 2);
    const knownCart = Math.floor(random() * carts);
    // A vendor repeats what it got no answer to after seconds, not at once.
    if (dice >= 90 && requests.length > 2000) requests.push(requests[requests.length - 1000 - Math.floor(random() * 1000)] as Buffer);
    else if (dice < 40 || carts < 50) {
      requests.push(signed(path, secret, 'carts/create', `${seed}-${index}`, at, buildCartBody({ token: tokenOf(seed, carts), lines: linesOf(random), createdAt: at, attributes: {} })));
      carts += 1;
    } else if (dice < 70) {
      requests.push(signed(path, secret, 'carts/update', `${seed}-${index}`, at, buildCartBody({ token: tokenOf(seed, knownCart), lines: linesOf(random), createdAt: atMs, updatedAt: at })));
    } else {
      requests.push(signed(path, secret, 'checkouts/update', `${seed}-${index}`, at, checkoutOf(seed, knownCart, at, linesOf(random))));
    }
  }
  return requests;
}

function checkoutOf(seed: number, cart: number, at: number, lines: ReturnType<typeof linesOf>) {
  const phone = phoneOf(seed, cart);
  return buildCheckoutBody({
    id: seed * 10_000_000 + cart,
    token: `ck${tokenOf(seed, cart)}`,
    cartToken: tokenOf(seed, cart),
    lines,
    phone,
    email: `persona${seed}.${cart}@example.com`,
    acceptsEmail: true,
    acceptsSms: true,
    shippingAddress: { firstName: 'Lucía', lastName: 'Paz', address1: 'Av. Siempreviva 742', city: 'Rosario', province: 'Santa Fe', zip: '2000', countryCode: 'AR', phone },
    attributes: {},
    createdAt: at,
  });
}

/** One request for each cart, left a good minute ago by a person who may be written to: the whole rescue may begin at once. */
function buildRescueTraffic({ path, secret, count, seed, atMs }: TrafficOrder): Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const leftAt = new Date(atMs - 62_000).toISOString();
    const body = JSON.stringify({
      events: [
        {
          id: `rescue-${seed}-${index}`,
          type: 'cart.changed',
          cartKey: tokenOf(seed, index),
          version: leftAt,
          person: { phone: phoneOf(seed, index), phoneCountry: 'AR', firstName: 'Lucía' },
          currency: 'ARS',
          totalMinor: 4_980_000,
          lines: [{ variantKey: '3107', productKey: '31', title: 'Remera Brisa', variantTitle: 'M', quantity: 2, unitPriceMinor: 2_490_000, imageUrl: 'https://shop.example/31.jpg' }],
          checkoutReached: true,
          checkoutUrl: `https://shop.example/cart?restore=${index}`,
          activityAt: leftAt,
          consents: [{ channel: 'whatsapp', state: 'granted', occurredAt: leftAt, source: 'checkout', wording: 'Quiero recibir novedades por WhatsApp' }],
        },
      ],
    });
    // The signature's time follows the real clock within its tolerance; business time may stand elsewhere.
    const t = Math.floor(atMs / 1000);
    const proof = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
    return toRequest(path, body, { 'marchante-signature': `t=${t},v1=${proof}` });
  });
}

function signed(path: string, secret: string, topic: string, eventId: string, at: number, facts: object): Buffer {
  const body = JSON.stringify(facts);
  return toRequest(path, body, {
    'x-shopify-topic': topic,
    'x-shopify-hmac-sha256': signShopify(body, secret),
    'x-shopify-event-id': eventId,
    'x-shopify-webhook-id': eventId,
    'x-shopify-shop-domain': 'aurora.myshopify.com',
    'x-shopify-api-version': '2026-10',
    'x-shopify-triggered-at': new Date(at).toISOString(),
  });
}

function toRequest(path: string, body: string, headers: Record<string, string>): Buffer {
  const head = Object.entries({ host: '127.0.0.1', 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers });
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`);
}

function linesOf(random: () => number) {
  return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, index) => {
    const product = 100 + Math.floor(random() * 400);
    return { productId: product, variantId: product * 10 + index, title: `Zapatilla Norte ${product}`, variantTitle: '42', sku: `ZN-${product}`, quantity: 1 + Math.floor(random() * 2), priceMinor: 4_990_000 };
  });
}

const tokenOf = (seed: number, cart: number) => `c${seed.toString(36)}x${cart.toString(36).padStart(6, '0')}`;

/** A number of its own for each cart: eight digits after the area code of Buenos Aires, beginning with 2 to 9. */
export const phoneOf = (seed: number, cart: number) => `+54911${(20_000_000 + ((seed % 70) * 1_000_000 + cart) % 79_000_000).toString()}`;

/** Same seed, same sequence. */
export const makeRandom = (seed: number): (() => number) => createRandom(seed).next;
