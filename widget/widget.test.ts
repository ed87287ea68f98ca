import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChatConfig, ChatItem } from '#contract/chat-page';
import { closeBrowser, openPage, screenshot } from '#test/browser';
import type { OpenedPage } from '#test/browser';
import { buildScript } from '../scripts/build-script.ts';

const connection = '0198c0de-0000-7000-8000-000000000001';
let code = '';
let server: Server;
let url = '';
let opened: OpenedPage;
let page: Page;
/** A pretend server of one chat. */
let said: { id: string; text?: string; type: string; replyId?: string; sendId?: string; status?: string }[] = [];
let items: ChatItem[] = [];
let envelopes: Record<string, unknown>[] = [];
let isBroken = false;
/** What the stream is answered with; 200 opens it. */
let streamStatus = 200;
let streamsAsked = 0;
/** What is said is answered, with an error, only once this is let go, and is not stored. */
let held: Promise<void> | null = null;
let config: ChatConfig;
let streams: { write(text: string): void; end(): void }[] = [];

const item = (change: Partial<ChatItem>): ChatItem => ({ id: `i${items.length}`, at: new Date().toISOString(), from: 'you', name: null, text: '', imageUrl: null, footer: null, buttons: [], cards: [], sendId: null, saidAs: null, isRead: change.from === undefined || change.from === 'you', ...change });
const tell = (change: Partial<ChatItem>) => {
  items.push(item({ from: 'assistant', sendId: `0198c0de-0000-7000-8000-${String(items.length).padStart(12, '0')}`, ...change }));
  for (const stream of streams) stream.write('data: {}\n\n');
};

beforeAll(async () => {
  code = await buildScript('chat');
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
      const send = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
      const path = request.url?.split('?')[0] ?? '';
      if (isBroken && request.method === 'POST') return void response.writeHead(503).end();
      if (path === '/chat.js') return void response.setHeader('content-type', 'text/javascript').end(code);
      if (path.endsWith('/config')) return void send(config);
      if (path.endsWith('/messages')) return void send({ items, cursor: null, withPerson: false });
      if (path.endsWith('/whatsapp')) return void send({ url: `${url}/wa` });
      if (path.endsWith('/stream')) {
        streamsAsked += 1;
        if (streamStatus !== 200) return void response.writeHead(streamStatus).end();
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': open\n\n');
        streams.push(response);
        return;
      }
      if (path.startsWith('/hooks/')) {
        envelopes.push(body);
        const events = body['events'] as typeof said;
        if (events.length > 20) return void response.writeHead(400).end();
        if (held) return void held.then(() => response.destroy());
        for (const event of events) {
          if (said.some(({ id }) => id === event.id)) continue;
          said.push(event);
          if (event.type !== 'receipt') items.push(item({ id: `own-${said.length}`, text: event.text ?? 'tap', saidAs: `chat.${event.id}` }));
          const read = event.status === 'read' && items.find(({ sendId }) => sendId === event.sendId);
          if (read) read.isRead = true;
        }
        return void send({});
      }
      const product = path === '/product' ? '<script>window.ShopifyAnalytics={meta:{product:{id:31,variants:[{price:4990000}]}}}</script>' : '';
      response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><html lang="es"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>Tienda</title></head><body><main><h1>Tienda</h1></main>${product}<script src="/chat.js?c=${connection}&k=pk_1" async></script></body></html>`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await closeBrowser();
  server.closeAllConnections();
  server.close();
});

beforeEach(async () => {
  [said, items, envelopes, streams, isBroken, streamStatus, streamsAsked, held] = [[], [], [], [], false, 200, 0, null];
  config = { title: 'Tienda Aurora', accent: '#0f766e', helpAfterSeconds: 2, helpFromMajor: 10_000, language: 'es', hasWhatsApp: true };
  await opened?.close();
  opened = await openPage(`${url}/`, { width: 390, height: 780 });
  page = opened.page;
});

const fab = () => page.getByRole('button', { name: 'Abrir el chat' });
const write = async (text: string) => {
  await page.getByPlaceholder('Escribe tu mensaje').fill(text);
  await page.keyboard.press('Enter');
};

test('is small', () => {
  expect(gzipSync(code).length).toBeLessThan(30_000);
});

test('stores and sends nothing before the visitor writes; then asks, answers and says that it was read', async () => {
  await fab().click();
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['', 0, 0]);
  expect(envelopes).toEqual([]);
  await write('¿Tienen talle 42?');
  await expect.poll(() => said.map(({ text }) => text)).toEqual(['¿Tienen talle 42?']);
  expect(envelopes[0]).toMatchObject({ key: 'pk_1', chatKey: expect.stringMatching(/^[\w-]{32,}$/) });
  await expect.poll(() => page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['', 0, 1]);
  tell({ text: 'Sí, quedan tres.\n<b>negrita</b>', buttons: [{ kind: 'reply', id: 'choice.0:x', title: 'La quiero', description: null }, { kind: 'link', title: 'Ver', url: 'javascript:alert(1)' }] });
  await page.getByText('<b>negrita</b>').waitFor();
  // An address that is none is not drawn at all.
  expect(await page.getByRole('link').count()).toBe(0);
  await expect.poll(() => said.at(-1)).toMatchObject({ type: 'receipt', status: 'read' });
  await page.getByRole('button', { name: 'La quiero' }).click();
  await expect.poll(() => said.at(-1)).toMatchObject({ type: 'tap', replyId: 'choice.0:x', title: 'La quiero' });
  expect(opened.faults).toEqual([]);
});

test('goes on where it was on the next page, also with what came meanwhile', async () => {
  await fab().click();
  await write('Hola');
  await expect.poll(() => said.length).toBe(1);
  await page.goto('about:blank');
  tell({ text: 'Hola, ¿en qué te ayudo?' });
  await page.goto(`${url}/`);
  await page.getByRole('button', { name: 'Abrir el chat: Mensaje nuevo' }).click();
  await page.getByText('Hola, ¿en qué te ayudo?').waitFor();
});

test('counts as new only what was not read, and says on opening that it was, twenty at a time', async () => {
  await fab().click();
  await write('Hola');
  await expect.poll(() => said.length).toBe(1);
  await page.goto('about:blank');
  items.push(...Array.from({ length: 30 }, (_, index) => item({ id: `old-${index}`, from: 'assistant', text: `Antes ${index}`, sendId: `0198c0de-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`, isRead: true })));
  items.push(...Array.from({ length: 45 }, (_, index) => item({ id: `new-${index}`, from: 'assistant', text: `Nuevo ${index}`, sendId: `0198c0de-0000-7000-8000-0000000002${String(index).padStart(2, '0')}` })));
  await page.goto(`${url}/`);
  await page.getByText('45', { exact: true }).waitFor();
  await expect.poll(() => said.filter(({ status }) => status === 'delivered').length).toBe(45);
  await page.getByRole('button', { name: 'Abrir el chat: Mensaje nuevo' }).click();
  await expect.poll(() => said.filter(({ status }) => status === 'read').length).toBe(45);
  await page.keyboard.press('Escape');
  await fab().waitFor();
  expect(await fab().textContent()).toBe('');
  await page.goto(`${url}/`);
  await fab().click();
  await page.getByText('Nuevo 44').waitFor();
  expect(said.filter(({ type }) => type === 'receipt')).toHaveLength(90);
});

test('keeps what could not be sent while other news comes in, and also on the next page', async () => {
  await fab().click();
  await write('Hola');
  await expect.poll(() => said.length).toBe(1);
  let letGo = () => {};
  held = new Promise((settle) => (letGo = settle));
  await write('¿Y en azul?');
  await expect.poll(() => envelopes.length).toBe(2);
  // It is on its way still when something else is told; then the line breaks.
  tell({ text: 'Un momento.' });
  await page.getByText('Un momento.').waitFor();
  letGo();
  await page.getByRole('button', { name: 'No se pudo enviar' }).waitFor();
  await screenshot(page, 'chat-not-sent-phone');
  held = null;
  await page.goto(`${url}/`);
  await page.getByRole('button', { name: 'Abrir el chat' }).click();
  await page.getByText('¿Y en azul?').waitFor();
  await page.getByRole('button', { name: 'No se pudo enviar' }).click();
  await expect.poll(() => said.filter(({ text }) => text === '¿Y en azul?').length).toBe(1);
  await expect.poll(() => page.getByRole('button', { name: 'No se pudo enviar' }).count()).toBe(0);
  expect(await page.getByText('¿Y en azul?').count()).toBe(1);
});

/** How far the page's clock has to go on, in steps of 250 ms, until the stream was asked for so often. */
async function msUntilAsked(times: number): Promise<number> {
  let passedMs = 0;
  await expect
    .poll(async () => {
      await page.evaluate(async () => (await fetch('/')).text());
      if (streamsAsked >= times) return streamsAsked;
      await page.clock.runFor(250);
      passedMs += 250;
      return streamsAsked;
    })
    .toBe(times);
  return passedMs;
}

test('does not ask again for a stream that is refused, and less and less often for one that fails', async () => {
  await page.clock.install();
  await page.goto(`${url}/`);
  await fab().waitFor();
  // From here on time passes only when the test says so: a slow machine must not be taken for a page that waits.
  await page.clock.pauseAt(Date.now() + 3_600_000);
  streamStatus = 404;
  await fab().click();
  await write('Hola');
  await expect.poll(() => streamsAsked).toBe(1);
  await page.clock.fastForward('10:00');
  await page.evaluate(async () => (await fetch('/')).text());
  expect(streamsAsked).toBe(1);
  // What is said next asks anew.
  streamStatus = 429;
  await write('¿Siguen ahí?');
  await expect.poll(() => streamsAsked).toBe(2);
  // A pause is of one second, then two, then four, a quarter more or less, and is measured in steps of 250 ms. It begins once the refusal has come in, so a slow
  // machine makes it longer and never shorter.
  expect(await msUntilAsked(3)).toBeGreaterThanOrEqual(500);
  expect(await msUntilAsked(4)).toBeGreaterThanOrEqual(1250);
  expect(await msUntilAsked(5)).toBeGreaterThanOrEqual(2750);
});

test('offers help on a product’s page after a while, once, and only from the price that was set', async () => {
  await page.clock.install();
  await page.goto(`${url}/product`);
  await fab().waitFor();
  await page.clock.runFor(2000);
  await page.getByText('¿tienes alguna duda sobre este producto?').waitFor();
  await page.getByRole('button', { name: 'Ahora no' }).click();
  config.helpFromMajor = 1_000_000;
  await page.goto(`${url}/product`);
  await fab().waitFor();
  await page.clock.runFor(60_000);
  expect(await page.getByText('¿tienes alguna duda sobre este producto?').isVisible()).toBe(false);
});

test('says when a message could not be sent, and sends the same one again on a tap', async () => {
  await fab().click();
  isBroken = true;
  await write('¿Hacen envíos?');
  const again = page.getByRole('button', { name: 'No se pudo enviar' });
  await again.waitFor();
  isBroken = false;
  await again.click();
  await expect.poll(() => said.map(({ text }) => text)).toEqual(['¿Hacen envíos?']);
});

test('works by keyboard and has no faults of access', async () => {
  await fab().focus();
  await page.keyboard.press('Enter');
  await write('Hola');
  tell({ text: 'Tres opciones:', cards: [{ imageUrl: null, text: 'Norte · $ 49.900', button: { kind: 'reply', id: 'choice.0:x', title: 'Elegir', description: null } }] });
  await page.getByText('Tres opciones:').waitFor();
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => (await (window as unknown as { axe: { run(context: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run({ include: [['#marchante-chat']] })).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`));
  expect(found).toEqual([]);
  await page.keyboard.press('Escape');
  await fab().waitFor();
});
