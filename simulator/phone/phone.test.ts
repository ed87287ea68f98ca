import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeBrowser, openPage } from '#test/browser';
import type { OpenedPage } from '#test/browser';
import { AURORA, LUCIA, startStage, type Stage } from '../testing/start-stage.ts';
import { asObject, asObjects } from '../whatsapp/json.ts';

let stage: Stage;
let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  stage = await startStage();
  opened = await openPage('about:blank', { width: 390, height: 844 });
  page = opened.page;
});

beforeEach(async () => {
  stage.heard.length = 0;
  await page.goto(`${stage.simulator.url}/phone#/541155550199/${AURORA.phoneNumberId}`);
  await page.waitForSelector('textarea');
});

afterAll(async () => {
  await closeBrowser();
  await stage?.close();
  expect(opened?.faults).toEqual([]);
});

const send = (body: Record<string, unknown>) => stage.send({ biz_opaque_callback_data: 'shown', ...body });

async function waitForMessage(type: string) {
  await expect.poll(() => stage.messages().some((message) => message.type === type)).toBe(true);
  return asObject(stage.messages().find((message) => message.type === type));
}

test('what is typed reaches the business, and its answer is read where the chat is open', async () => {
  await page.fill('textarea', 'hola, ¿hay talle M?');
  await page.keyboard.press('Enter');
  expect(asObject((await waitForMessage('text')).text).body).toBe('hola, ¿hay talle M?');
  await page.waitForSelector('.mine .ticks[aria-label="entregado"]');
  await send({ type: 'text', text: { body: 'Sí, *queda una* 😊' } });
  await page.waitForSelector('.theirs strong:has-text("queda una")');
  await expect.poll(() => stage.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
});

test('a button and a row of a list answer with their ids', async () => {
  const action = { buttons: [{ type: 'reply', reply: { id: 'cart:resume', title: 'Terminar compra' } }] };
  await send({ type: 'interactive', interactive: { type: 'button', body: { text: '¿La llevamos?' }, action } });
  await page.click('.choice:has-text("Terminar compra")');
  expect(asObject((await waitForMessage('interactive')).interactive)).toEqual({
    type: 'button_reply', button_reply: { id: 'cart:resume', title: 'Terminar compra' },
  });
  stage.heard.length = 0;
  const sections = [{ title: 'Envío', rows: [{ id: 'ship:std', title: 'Estándar', description: '3 a 5 días' }] }];
  await send({ type: 'interactive', interactive: { type: 'list', body: { text: 'Opciones' }, action: { button: 'Ver opciones', sections } } });
  await page.click('.choice:has-text("Ver opciones")');
  await page.click('.sheet-row:has-text("Estándar")');
  expect(asObject((await waitForMessage('interactive')).interactive).list_reply).toMatchObject({ id: 'ship:std' });
});

test('a message through an ad carries its click once', async () => {
  await page.click('[aria-label="Adjuntar"]');
  await page.click('.sheet-row:has-text("anuncio")');
  await page.click('.primary');
  await page.fill('textarea', 'vi el anuncio');
  await page.keyboard.press('Enter');
  expect((await waitForMessage('text')).referral).toMatchObject({ source_type: 'ad' });
  stage.heard.length = 0;
  await page.fill('textarea', 'otra cosa');
  await page.keyboard.press('Enter');
  expect(await waitForMessage('text')).not.toHaveProperty('referral');
});

test('an hour passes at a click', async () => {
  const before = stage.simulator.world.now();
  await page.click('.step:has-text("1 hora")');
  await expect.poll(() => stage.simulator.world.now() - before).toBeGreaterThan(3_599_000);
});

test('stopping promotions and blocking are told to the network', async () => {
  await page.click('.chat-head [aria-label="Más opciones"]');
  await page.click('.sheet-row:has-text("promociones")');
  await expect.poll(() => stage.heard.some(({ field }) => field === 'user_preferences')).toBe(true);
  await page.click('.chat-head [aria-label="Más opciones"]');
  await page.click('.sheet-row:has-text("Bloquear")');
  await page.waitForSelector('textarea:disabled');
  await stage.control('POST', `/sim/whatsapp/users/${LUCIA}/block`, { blocked: false });
  await page.waitForSelector('textarea:enabled');
});

test('has nothing that an accessibility check objects to', async () => {
  await page.addScriptTag({ content: await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') });
  const screens = [
    { hash: `#/541155550199/${AURORA.phoneNumberId}`, shows: '.chat-head', colorScheme: 'light' },
    { hash: '#/541155550199', shows: '.chat-row', colorScheme: 'light' },
    { hash: `#/541155550199/${AURORA.phoneNumberId}`, shows: '.chat-head', colorScheme: 'dark' },
  ] as const;
  for (const { hash, shows, colorScheme } of screens) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate((address) => void (location.hash = address), hash);
    await page.waitForSelector(shows, { state: 'visible' });
    const found: unknown = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html.slice(0, 120)) })))');
    expect(asObjects(found)).toEqual([]);
  }
});
