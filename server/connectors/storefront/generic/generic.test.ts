import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConnectorError } from '#ports/connector';
import { replayExchanges } from '#kit';
import { genericHooks, SignedBody } from './hooks.ts';
import { generic } from './index.ts';
import { GenericSettings } from './settings.ts';
import { cartEvent, fromBrowser, orderEvent, receivedAt, secret, settings, signed } from './testing.ts';

const { verify, translate } = genericHooks;
const minutesAgo = (minutes: number) => new Date(receivedAt.getTime() - minutes * 60_000);

describe('signed requests', () => {
  test('the vector of the reference verifies', () => {
    const header = 't=1790000000,v1=26ee24fe5ced4dd8d81575e1dded1fc3e5bda0dbd7be091b03bc0589ffa22169';
    const body = Buffer.from('{"events":[]}');
    const request = { method: 'POST' as const, headers: { 'marchante-signature': header }, query: {}, body, receivedAt: new Date(1_790_000_000_000) };
    expect(verify(request, { ...settings, signingSecret: 'whsec_example_secret_01' })).toBe('genuine');
    expect(verify(request, settings)).toBe('forged');
  });

  test('while a key is exchanged one good signature among several is enough', () => {
    expect(verify(signed({ events: [cartEvent] }, { secrets: ['whsec_older_secret_0', secret] }), settings)).toBe('genuine');
  });

  test('a signature is good for five minutes, either way', () => {
    expect(verify(signed({ events: [cartEvent] }, { at: minutesAgo(4.9) }), settings)).toBe('genuine');
    expect(verify(signed({ events: [cartEvent] }, { at: minutesAgo(5.1) }), settings)).toBe('forged');
    expect(verify(signed({ events: [cartEvent] }, { at: minutesAgo(-5.1) }), settings)).toBe('forged');
    expect(verify(signed({ events: [cartEvent] }, { at: minutesAgo(9) }), { ...settings, toleranceS: 600 })).toBe('genuine');
  });

  test('the time is signed too', () => {
    const request = signed({ events: [cartEvent] }, { at: minutesAgo(9) });
    const fresh = Math.floor(receivedAt.getTime() / 1000);
    const header = (request.headers['marchante-signature'] ?? '').replace(/t=\d+/, `t=${fresh}`);
    expect(verify({ ...request, headers: { 'marchante-signature': header } }, settings)).toBe('forged');
  });

  test('brings carts and orders, known by their own ids, phones read with the shop’s country', () => {
    const { events } = translate(signed({ events: [cartEvent, orderEvent] }), settings);
    expect(events.map(({ key, event }) => [key, event.type])).toEqual([['shop:evt-cart-1', 'cart.changed'], ['shop:evt-order-1', 'order.changed']]);
    expect(events[0]?.event).toMatchObject({ cartKey: 'c-9', person: { phone: '11 4444-0177', phoneCountry: 'AR' } });
  });

  test('one bad event does not spoil its neighbours and names its field', () => {
    const { events } = translate(signed({ events: [{ ...cartEvent, totalMinor: -5 }, orderEvent] }), settings);
    expect(events[0]?.event).toMatchObject({ type: 'ignored', topic: 'cart.changed', reason: expect.stringMatching(/events\.0: totalMinor/) });
    expect(events[1]?.event.type).toBe('order.changed');
  });

  test('only bad events, too many, or messages are refused', () => {
    const refuse = (body: unknown) => expect(() => translate(signed(body), settings)).toThrow(ConnectorError);
    refuse({ events: [{ ...cartEvent, currency: 'pesos' }] });
    refuse({ events: [] });
    refuse({ events: Array.from({ length: 501 }, () => cartEvent) });
    refuse({ events: [{ id: 'm-1', type: 'message.received', providerMessageId: 'x', person: {}, at: '2026-11-18T12:00:00Z', content: { type: 'text', text: 'hi' } }] });
  });

  test('its JSON Schema comes from the contract', () => {
    const schema = JSON.stringify(z.toJSONSchema(SignedBody, { io: 'input' }));
    expect(schema).toContain('cart.changed');
    expect(schema).toContain('unitPriceMinor');
  });
});

describe('browser events', () => {
  const view = { id: 'br-view-1', type: 'activity.recorded', kind: 'product_viewed', at: '2026-11-18T11:59:00Z', person: { visitorKey: 'vis-1' }, productKey: 'p-1', dwellMs: 12_000 };
  const consent = {
    id: 'br-consent-1', type: 'consent.changed', person: { visitorKey: 'vis-1', phone: '11 4444-0177' },
    signal: { channel: 'whatsapp', state: 'granted', occurredAt: '2026-11-18T11:59:00Z', source: 'popup', wording: 'Quiero recibir ofertas por WhatsApp' },
  };

  test('the public key counts on the shop’s own pages only', () => {
    expect(verify(fromBrowser([view]), settings)).toBe('genuine');
    expect(verify(fromBrowser([view], { origin: 'https://blog.example' }), settings)).toBe('genuine');
    expect(verify(fromBrowser([view], { origin: 'https://evil.example' }), settings)).toBe('forged');
    expect(verify(fromBrowser([view], { key: 'pk_test_0002' }), settings)).toBe('forged');
    expect(verify(fromBrowser([view]), { ...settings, publicKey: null })).toBe('no_secret');
    const { origin: _origin, ...headers } = fromBrowser([view]).headers;
    expect(verify({ ...fromBrowser([view]), headers }, settings)).toBe('forged');
  });

  test('views, open carts and consent given at a form are taken and marked', () => {
    const { id: _id, ...cart } = cartEvent;
    const { events } = translate(fromBrowser([view, { ...cart, id: 'br-cart-01' }, consent]), settings);
    expect(events.map(({ key, event }) => [key, event.type])).toEqual([
      ['browser:br-view-1', 'activity.recorded'], ['browser:br-cart-01', 'cart.changed'], ['browser:br-consent-1', 'consent.changed'],
    ]);
    expect(events[1]?.event).toMatchObject({ attributes: { source: 'browser' }, person: { phoneCountry: 'AR' } });
    expect(events[2]?.event).toMatchObject({ signal: { source: 'browser:popup', evidence: { origin: 'https://shop.example', user_agent: 'Mozilla/5.0' } } });
  });

  test.each([
    ['an order', { ...orderEvent, id: 'br-order-1' }],
    ['a finished cart', { ...cartEvent, id: 'br-cart-02', state: 'completed' }],
    ['an opt-out of somebody', { ...consent, signal: { ...consent.signal, state: 'withdrawn' } }],
    ['consent without the words shown', { ...consent, signal: { ...consent.signal, wording: '' } }],
  ])('%s is not taken from a browser', (_what, event) => {
    const { events } = translate(fromBrowser([event, view]), settings);
    expect(events.map((one) => one.event.type)).toEqual(['ignored', 'activity.recorded']);
  });

  test('a browser cannot claim to be a known customer', () => {
    const { events } = translate(fromBrowser([{ ...view, person: { visitorKey: 'vis-1', shopCustomerKey: '1', waId: '549', bsuid: 'AR.1' } }]), settings);
    expect(events[0]?.event).toMatchObject({ person: { visitorKey: 'vis-1' } });
    expect(JSON.stringify(events)).not.toContain('549');
  });

  test('nothing comes from the future', () => {
    const { events } = translate(fromBrowser([{ ...cartEvent, id: 'br-cart-03', version: '2030-01-01T00:00:00Z' }]), settings);
    expect(events[0]?.event).toMatchObject({ version: '2026-11-18T12:00:00.000Z' });
  });

  test('a robot’s user agent is a sign, no verdict', () => {
    const { events } = translate(fromBrowser([{ ...cartEvent, id: 'br-cart-04' }], { userAgent: 'Examplebot/1.0 bot' }), settings);
    expect(events[0]?.event).toMatchObject({ botSigns: [expect.stringContaining('Examplebot')] });
  });

  test('a signed event and a browser’s event never share a key', () => {
    const fromServer = translate(signed({ events: [{ ...cartEvent, id: 'same-id-0001' }] }), settings).events[0]?.key;
    const fromPage = translate(fromBrowser([{ ...cartEvent, id: 'same-id-0001' }]), settings).events[0]?.key;
    expect(fromServer).not.toBe(fromPage);
  });
});

describe('links and the check', () => {
  const { io } = replayExchanges([{ call: 'GET https://shop.example', answer: 'hello', repeats: true }], () => receivedAt);
  const shop = generic.connect(settings, io);

  test('the pattern restores a cart, with the code', () => {
    const link = generic.checkoutLink?.(shop).build({ cartKey: 'c/9', checkoutUrl: null, lines: [] }, { code: 'VUELVE7F', reference: 'r1' });
    expect(link).toBe('https://shop.example/cart?restore=c%2F9&discount=VUELVE7F&marchante_ref=r1');
  });

  test('without pattern and link there is none', () => {
    const filled = generic.connect({ ...settings, cartLinkPattern: 'https://shop.example/fill?items={lines}' }, io);
    const changed = { cartKey: null, checkoutUrl: null, lines: [{ variantKey: 'a', quantity: 2 }, { variantKey: 'b', quantity: 1 }] };
    expect(decodeURIComponent(generic.checkoutLink?.(filled).build(changed, { code: null, reference: 'r1' }) ?? '')).toBe('https://shop.example/fill?items=a:2,b:1&marchante_ref=r1');
    // A pattern that names the cart alone cannot show what was changed elsewhere.
    expect(generic.checkoutLink?.(shop).build(changed, { code: null, reference: 'r1' })).toBeNull();
    const bare = generic.connect({ ...settings, cartLinkPattern: null }, io);
    expect(generic.checkoutLink?.(bare).build({ cartKey: 'c', checkoutUrl: null, lines: [] }, { code: null, reference: null })).toBeNull();
  });

  test('the check tells what is missing', async () => {
    const { steps } = await generic.check(generic.connect({ ...settings, signingSecret: null }, io), 'https://m.example/hooks/1');
    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual(['signature warning', 'script ok', 'shop ok', 'cart_link ok']);
  });

  test('a pattern must say where the key goes', () => {
    expect(GenericSettings.safeParse({ ...settings, cartLinkPattern: 'https://shop.example/cart' }).success).toBe(false);
  });
});
