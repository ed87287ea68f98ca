import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InboundEvent } from '#contract/inbound-event';
import { storefronts } from '#connectors';
import { closeBrowser, startBrowser } from '#test/browser';
import { buildScript } from '../../scripts/build-script.ts';

const [, generic] = storefronts;
const publicKey = 'pk_script_1';

let code = '';
let server: Server;
let page: Page;
let url = '';
/** Bodies as they reached the server, and whether the server is well. */
let bodies: string[] = [];
let isBroken = false;

const form = `<form id="popup" data-marchante-form="popup" onsubmit="return false">
  <input type="tel" name="telefono"><label><input type="checkbox" data-marchante="consent"> Quiero recibir
  <b>ofertas</b> por WhatsApp</label><button>Enviar</button></form>`;

beforeAll(async () => {
  code = await buildScript('script');
  server = createServer((request, response) => {
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (!isBroken) bodies.push(Buffer.concat(chunks).toString());
        response.writeHead(isBroken ? 503 : 200, { 'access-control-allow-origin': '*' }).end();
      });
      return;
    }
    if (request.url === '/marchante.js') return void response.setHeader('content-type', 'text/javascript').end(code);
    response.setHeader('content-type', 'text/html; charset=utf-8').end(
      `<!doctype html><body>${request.url === '/product' ? '<div data-marchante-product="31" data-marchante-variant="3107"></div>' : ''}${form}
      <script>window.marchante = function () { (marchante.q = marchante.q || []).push(arguments) }</script>
      <script src="/marchante.js" data-endpoint="/hooks/cn_1" data-key="${publicKey}" data-currency="ARS"></script></body>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await startBrowser();
});

afterAll(async () => {
  await closeBrowser();
  server.close();
});

beforeEach(async () => {
  bodies = [];
  isBroken = false;
  page = await (await (await startBrowser()).newContext()).newPage();
});

/** What the connector makes of everything that arrived; a page of ours must never be refused. */
function arrived(): InboundEvent[] {
  const settings = generic.settings.parse({ publicKey, shopUrl: url, currency: 'ARS', country: 'AR' });
  return bodies.flatMap((body) => {
    const request = { method: 'POST' as const, headers: { origin: url, 'user-agent': 'Mozilla/5.0' }, query: {}, body: Buffer.from(body), receivedAt: new Date() };
    expect(generic.hooks.verify(request, settings)).toBe('genuine');
    return generic.hooks.translate(request, settings).events.map(({ event }) => event);
  });
}

async function waitFor<Type extends InboundEvent['type']>(type: Type): Promise<Extract<InboundEvent, { type: Type }>> {
  await expect.poll(() => arrived().map((event) => event.type)).toContain(type);
  return arrived().find((event) => event.type === type) as Extract<InboundEvent, { type: Type }>;
}

const call = (source: string) => page.evaluate(source);

test('weighs less than 6 KB on the wire', () => {
  expect(gzipSync(code).length).toBeLessThan(6 * 1024);
});

describe('in a browser', () => {
  test('a cart told by the page arrives in minor units', async () => {
    await page.goto(url);
    await call(`marchante('cart', { cartKey: 'c-9', total: '49800.50', lines: [{ variantKey: 3107, title: 'Remera', quantity: 2, unitPrice: 24900.25 }] })`);
    expect(await waitFor('cart.changed')).toMatchObject({ cartKey: 'c-9', currency: 'ARS', totalMinor: 4_980_050, checkoutReached: false, lines: [{ variantKey: '3107', unitPriceMinor: 2_490_025, quantity: 2 }] });
  });

  test('pushes to the data layer add up to a cart, and a checkout', async () => {
    await page.goto(url);
    await call(`dataLayer.push({ event: 'add_to_cart', ecommerce: { currency: 'CLP', items: [{ item_id: 'A', item_name: 'Uno', price: 4200, quantity: 1 }] } });
      dataLayer.push({ event: 'add_to_cart', ecommerce: { currency: 'CLP', items: [{ item_id: 'A', item_name: 'Uno', price: 4200, quantity: 2 }] } });
      (function () { dataLayer.push(arguments) })('event', 'begin_checkout', { currency: 'CLP', value: 12600, items: [{ item_id: 'A', item_name: 'Uno', price: 4200, quantity: 3 }] })`);
    await expect.poll(() => arrived().filter(({ type }) => type === 'cart.changed')).toHaveLength(3);
    const carts = arrived().filter((event) => event.type === 'cart.changed');
    expect(carts.map(({ totalMinor, checkoutReached }) => [totalMinor, checkoutReached])).toEqual([[4200, false], [12_600, false], [12_600, true]]);
    expect(new Set(carts.map(({ cartKey }) => cartKey)).size).toBe(1);
  });

  test('a phone leaves a form only with its box ticked, and with the words beside the box', async () => {
    await page.goto(url);
    await page.fill('input[type=tel]', '11 4444-0177');
    await page.click('button');
    await page.check('input[type=checkbox]');
    await page.click('button');
    const event = await waitFor('consent.changed');
    expect(event).toMatchObject({ person: { phone: '11 4444-0177', phoneCountry: 'AR' }, signal: { channel: 'whatsapp', state: 'granted', source: 'browser:popup', wording: 'Quiero recibir ofertas por WhatsApp' } });
    expect(arrived().filter(({ type }) => type === 'consent.changed')).toHaveLength(1);
  });

  test('a product view is told when the page goes, with the time it was seen', async () => {
    await page.goto(`${url}/product`);
    await page.waitForTimeout(120);
    await page.goto('about:blank');
    const view = await waitFor('activity.recorded');
    expect(view).toMatchObject({ kind: 'product_viewed', productKey: '31', variantKey: '3107' });
    expect(view.dwellMs).toBeGreaterThanOrEqual(100);
  });

  test('a broken server is asked again, and each event counts once', async () => {
    isBroken = true;
    await page.goto(url);
    const failed = page.waitForResponse((response) => response.status() === 503);
    await call(`marchante('cart', { cartKey: 'c-1', lines: [] })`);
    await failed;
    isBroken = false;
    await page.reload(); // what waited survives the reload
    expect(await waitFor('cart.changed')).toMatchObject({ cartKey: 'c-1' });
  });

  test('no cookie before consent, one after it, none once it is taken back', async () => {
    await page.goto(url);
    const cookie = () => page.evaluate('document.cookie');
    expect(await cookie()).toBe('');
    await call(`marchante('consent', true)`);
    expect(await cookie()).toMatch(/^_marchante=[\w-]{8,}$/);
    await call(`marchante('consent', false)`);
    expect(await cookie()).toBe('');
  });

  test('who asks not to be followed is not, until they identify themselves', async () => {
    await page.addInitScript(`Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`);
    await page.goto(`${url}/product`);
    await call(`marchante('cart', { cartKey: 'quiet', lines: [] })`);
    await call(`marchante('identify', { phone: '+5491144440177', consent: { wording: 'Sí, por WhatsApp', source: 'chat' } })`);
    await call(`marchante('cart', { cartKey: 'loud', lines: [] })`);
    await waitFor('cart.changed');
    expect(arrived().flatMap((event) => (event.type === 'cart.changed' ? [event.cartKey] : []))).toEqual(['loud']);
  });
});
