import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { storefronts } from '#connectors';

const [shopify] = storefronts;
const source = readFileSync(new URL('./pixel.js', import.meta.url), 'utf8').replace('YOUR_PUBLIC_KEY', 'pk_pixel_1');
const settings = shopify.settings.parse({ shop: 'rio-test', clientId: 'c', clientSecret: 'shpss_s', currency: 'ARS', pixelKey: 'pk_pixel_1', allowedOrigins: ['null'] });

/** Runs the pixel in a pretend sandbox; `emit` is the shop's own event, `bodies` what left the browser. */
function runPixel(isAllowed: boolean) {
  const handlers = new Map<string, (event: object) => void>();
  const bodies: string[] = [];
  let change: (event: object) => void = () => {};
  const run = new Function('analytics', 'init', 'api', 'fetch', source);
  run(
    { subscribe: (name: string, handler: (event: object) => void) => handlers.set(name, handler) },
    { customerPrivacy: { analyticsProcessingAllowed: isAllowed } },
    { customerPrivacy: { subscribe: (_name: string, handler: (event: object) => void) => (change = handler) } },
    async (_url: string, { body }: { body: string }) => void bodies.push(body),
  );
  const emit = (name: string, data: object) =>
    handlers.get(name)?.({ id: `sh-1a2b3c4d-${name}`, clientId: 'client-77', timestamp: '2026-11-18T12:00:00.000Z', data });
  return { emit, bodies, decide: (allowed: boolean) => change({ customerPrivacy: { analyticsProcessingAllowed: allowed } }) };
}

const arrive = (body = '') => ({ method: 'POST' as const, headers: { origin: 'null', 'user-agent': 'Mozilla/5.0' }, query: {}, body: Buffer.from(body), receivedAt: new Date('2026-11-18T12:00:01Z') });
const checkout = { token: 'chk_rio_7', email: 'lucia@example.com', phone: null, shippingAddress: { phone: '11 4444-0177', countryCode: 'AR', firstName: 'Lucía' }, order: { id: '90210' } };

test('the connector takes what the pixel sends, tied to the checkout by its token', () => {
  const { emit, bodies } = runPixel(true);
  emit('checkout_contact_info_submitted', { checkout });
  const request = arrive(bodies[0]);
  expect(shopify.hooks.verify(request, settings)).toBe('genuine');
  expect(shopify.hooks.translate(request, settings).events[0]?.event).toMatchObject({
    type: 'activity.recorded', kind: 'custom', name: 'contact_submitted', cartKey: 'chk_rio_7',
    person: { visitorKey: 'client-77', phone: '11 4444-0177', phoneCountry: 'AR', email: 'lucia@example.com' },
  });
});

test.each([
  ['product_viewed', { productVariant: { id: '3107', product: { id: '31' } } }, { kind: 'product_viewed', productKey: '31', variantKey: '3107' }],
  ['product_added_to_cart', { cartLine: { merchandise: { id: 'gid://shopify/ProductVariant/3107', product: { id: '31' } } } }, { kind: 'added_to_cart', variantKey: '3107' }],
  ['product_added_to_cart', { cartLine: null }, { kind: 'added_to_cart' }],
  ['checkout_started', { checkout }, { kind: 'checkout_started', cartKey: 'chk_rio_7' }],
  ['checkout_completed', { checkout }, { kind: 'custom', name: 'purchase', attributes: { order: '90210' } }],
])('%s %o is understood', (name, data, expected) => {
  const { emit, bodies } = runPixel(true);
  emit(name, data);
  expect(shopify.hooks.translate(arrive(bodies[0]), settings).events[0]?.event).toMatchObject({ type: 'activity.recorded', ...expected });
});

test('nothing is sent without consent, until it is given', () => {
  const { emit, bodies, decide } = runPixel(false);
  emit('checkout_started', { checkout });
  expect(bodies).toEqual([]);
  decide(true);
  emit('checkout_started', { checkout });
  expect(bodies).toHaveLength(1);
});

test('a stranger’s key is refused', () => {
  expect(shopify.hooks.verify(arrive('{"key":"pk_other_1","events":[]}'), settings)).toBe('forged');
});
