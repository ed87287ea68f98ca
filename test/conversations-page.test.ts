import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { closeBrowser, closePages, expectNoAxeViolations, screenshot } from './browser.ts';
import { serveConsole } from './console-house.ts';
import { expectToFit, openAs } from './pages.ts';
import type { MemberPageOptions } from './pages.ts';
import { makePretendLine, nextShopper, postMessage, postStatus } from './whatsapp.ts';
import type { Shopper } from './whatsapp.ts';

const phone = { width: 390, height: 844 };
const line = makePretendLine();
let it: TestApp;
let home: TestWorkspace;
let number: string;
let address: string;

beforeAll(async () => {
  it = await createTestApp({ io: line.io(() => it.clock.now()), publicUrl: 'http://127.0.0.1:4500', isStill: true });
  address = await serveConsole(it.web, it.app);
  home = await makeWorkspace(it, { name: 'Mates del Sur' });
  number = await makeNumber(it, home.id);
});
afterEach(closePages);
afterAll(async () => {
  await closeBrowser();
  await it?.close();
  await stopSharedServer();
});

const open = (path: string, options: MemberPageOptions = {}) => openAs(home, `${address}/w/${home.id}/${path}`, options);

/** The work of a second process: what is due is done while the browser waits. */
const settle = () => it.runDue();

async function conversationOf(shopper: Shopper): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select v.id from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
    where v.workspace_id = ${home.id} and i.reported = ${shopper.waId ?? ''}`.execute(it.app.db);
  return rows[0]?.id ?? '';
}

/** A conversation with everything that one can hold. */
async function tellStory(shopper: Shopper): Promise<string> {
  const apply = (event: { type: 'message.received' | 'message.echoed' } & Record<string, unknown>) =>
    inTransaction(it.app.db, (tx) =>
      it.app.handlers[event.type](it.app, tx, [{ workspaceId: home.id, connectionId: number, key: 'k', receivedAt: it.clock.now(), event: InboundEvent.parse(event) }] as never));
  const person = { waId: shopper.waId, phone: `+${shopper.waId}`, bsuid: shopper.bsuid, name: shopper.name };
  const asked = await postMessage(it, number, shopper, { text: 'Hola, ¿el mate de calabaza viene con bombilla?\nMiré en https://mates.example/calabaza y no dice.' });
  it.clock.advance({ minutes: 1 });
  await apply({ type: 'message.received', providerMessageId: `${asked}-place`, person, at: it.clock.now().toISOString(), content: { type: 'location', latitude: -34.6, longitude: -58.4, name: 'Feria de San Telmo' } });
  const id = await conversationOf(shopper);
  const post = (path: string, payload: object) => it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/conversations/${id}${path}`, headers: { cookie: home.cookie, origin: address, 'idempotency-key': `${shopper.waId}${path}${JSON.stringify(payload).length}` }, payload });
  await post('/messages', { content: { type: 'buttons', text: 'Sí, viene con bombilla de alpaca. ¿Te lo reservo?', footer: 'Mates del Sur', buttons: [{ kind: 'reply', id: 'yes', title: 'Sí, por favor' }] } });
  await settle();
  const sent = line.sent.at(-1);
  for (const status of ['sent', 'delivered', 'read']) await postStatus(it, number, shopper, { id: sent?.id ?? '', status, sendId: sent?.sendId ?? null });
  it.clock.advance({ minutes: 1 });
  await apply({ type: 'message.received', providerMessageId: `${asked}-like`, person, at: it.clock.now().toISOString(), content: { type: 'reaction', targetMessageId: sent?.id, emoji: '❤️' } });
  await apply({ type: 'message.received', providerMessageId: `${asked}-yes`, person, at: it.clock.now().toISOString(), inReplyTo: sent?.id, content: { type: 'reply', id: 'yes', title: 'Sí, por favor' } });
  await post('/notes', { text: 'Cliente de la feria: pide factura.' });
  line.refuse.set(shopper.waId ?? '', 131026);
  it.clock.advance({ minutes: 1 });
  await post('/messages', { content: { type: 'text', text: 'Listo, reservado hasta el viernes.' } });
  await settle();
  line.refuse.clear();
  return id;
}

test('an agent reads a conversation with all it holds, answers, and the shopper gets it', async () => {
  const shopper = { ...nextShopper(), name: 'Lucía Paz' };
  const id = await tellStory(shopper);
  const { page, faults } = await open(`conversations/${id}?view=open`);
  const stream = page.getByRole('log');
  await stream.getByText('Sí, viene con bombilla de alpaca').first().waitFor();
  await stream.getByText('Feria de San Telmo').waitFor();
  await stream.getByText('❤️').waitFor();
  await stream.getByRole('img', { name: /^Leído/ }).waitFor();
  await stream.getByText('No se entregó: El número no tiene WhatsApp o bloqueó a la tienda').waitFor();
  await stream.getByText('Cliente de la feria').waitFor();
  await page.getByText(/Puedes escribir libremente por 23\s?h/).waitFor();

  // The channel said that nobody is there; whoever writes can be reached again.
  await postMessage(it, number, shopper, { text: 'Ya tengo señal, ¿cuándo llega?' });
  await stream.getByText('Ya tengo señal').waitFor();
  await page.keyboard.press('r');
  await page.getByLabel('Tu respuesta').fill('Te llega el lunes');
  await page.keyboard.press('Enter');
  await stream.getByText('Te llega el lunes').waitFor();
  await settle();
  expect(line.sent.at(-1)?.text).toBe('Te llega el lunes');
  await stream.getByRole('img', { name: /^Enviado/ }).waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'conversations-es-desktop');
  expect(faults).toEqual([]);
});

test('what comes in appears by itself and moves nothing while somebody writes', async () => {
  const shopper = { ...nextShopper(), name: 'Bruno Sosa' };
  await postMessage(it, number, shopper, { text: 'Buenas' });
  const id = await conversationOf(shopper);
  const { page } = await open(`conversations/${id}`);
  const field = page.getByLabel('Tu respuesta');
  await field.fill('Estoy escrib');
  await postMessage(it, number, shopper, { text: '¿Hay alguien?' });
  await page.getByRole('log').getByText('¿Hay alguien?').waitFor();
  await page.keyboard.type('iendo');
  expect(await field.inputValue()).toBe('Estoy escribiendo');
});

test('what is typed while an answer is on its way stays', async () => {
  const shopper = { ...nextShopper(), name: 'Nora Paz' };
  await postMessage(it, number, shopper, { text: 'Buenas' });
  const id = await conversationOf(shopper);
  const { page } = await open(`conversations/${id}`);
  let letGo = () => {};
  const held = new Promise<void>((settle) => (letGo = settle));
  await page.route('**/messages', async (route) => {
    await held;
    await route.continue();
  });
  const field = page.getByLabel('Tu respuesta');
  await field.fill('Sí, queda uno.');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' ¿Te lo guardo?');
  letGo();
  await page.getByRole('log').getByText('Sí, queda uno.').waitFor();
  await expect.poll(() => field.inputValue()).toBe('¿Te lo guardo?');
  await page.reload();
  await field.waitFor();
  expect(await field.inputValue()).toBe('¿Te lo guardo?');
});

test('a microphone that the browser gives after the page was left is let go at once', async () => {
  const shopper = { ...nextShopper(), name: 'Olga Ruiz' };
  await postMessage(it, number, shopper, { text: 'Buenas' });
  const { page } = await open(`conversations/${await conversationOf(shopper)}`);
  await page.evaluate(() => {
    const { stream } = new AudioContext().createMediaStreamDestination();
    Object.assign(globalThis, { isLive: () => stream.getTracks().some(({ readyState }) => readyState === 'live') });
    navigator.mediaDevices.getUserMedia = () => new Promise((settle) => Object.assign(globalThis, { allow: () => settle(stream) }));
  });
  await page.getByRole('button', { name: 'Más para agregar' }).click();
  await page.getByRole('menuitem', { name: 'Grabar una nota de voz' }).click();
  await page.getByRole('link', { name: 'Carritos' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Carritos' }).waitFor();
  await page.evaluate(() => (globalThis as unknown as { allow(): void }).allow());
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { isLive(): boolean }).isLive())).toBe(false);
});

test('after the window the template picker takes the place of the composer and reaches the shopper', async () => {
  const shopper = { ...nextShopper(), name: 'Carla Ríos' };
  await postMessage(it, number, shopper, { text: 'Hola' });
  const id = await conversationOf(shopper);
  await sql`update conversation set window_ends_at = ${new Date(it.clock.nowMs() - 1000)} where id = ${id}`.execute(it.app.db);
  await sql`insert into template (workspace_id, id, connection_id, name, language, category, status, header, body, footer, variables, buttons, version, created_at, updated_at)
    values (${home.id}, ${it.app.ids.next()}, ${number}, 'pedido_listo', 'es', 'utility', 'approved', '{"kind":"text","text":"Tu pedido"}', 'Hola {{first_name}}, tu pedido {{order}} está listo.', 'Mates del Sur',
      '{first_name,order}', '[{"kind":"reply","title":"Gracias"}]', ${it.clock.now()}, ${it.clock.now()}, ${it.clock.now()})`.execute(it.app.db);
  const { page } = await open(`conversations/${id}`, { locale: 'es-AR' });
  await page.getByText(/Pasaron 24 horas/).waitFor();
  expect(await page.getByLabel('Tu respuesta').count()).toBe(0);
  await page.getByRole('button', { name: /pedido_listo/ }).click();
  await page.getByLabel('order').fill('#1042');
  await page.getByText('tu pedido #1042 está listo').waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'conversations-es-template');
  await page.getByRole('button', { name: 'Enviar plantilla' }).click();
  await page.getByRole('log').getByText('Hola Carla, tu pedido #1042 está listo.').waitFor();
  await settle();
  expect(line.sent.at(-1)).toMatchObject({ type: 'template', to: shopper.waId });
});

test('every action has its key: assign, snooze, tag, close, next', async () => {
  const [first, second] = [{ ...nextShopper(), name: 'Ada' }, { ...nextShopper(), name: 'Eva' }];
  for (const shopper of [first, second]) await postMessage(it, number, shopper, { text: 'Quiero hablar con una persona' });
  const id = await conversationOf(first);
  const { page } = await open(`conversations/${id}`);
  await page.getByRole('heading', { level: 2, name: 'Ada' }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('menuitem', { name: 'Yo' }).click();
  await page.getByText('La atiende Ana').waitFor();
  await page.keyboard.press('t');
  await page.getByRole('combobox', { name: 'Etiquetas de esta conversación' }).fill('vip');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('log').getByText('Ana cambió las etiquetas').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('s');
  await page.getByRole('menuitem', { name: /Una hora/ }).click();
  await page.getByRole('log').getByText('Ana la pospuso').waitFor();
  await page.keyboard.press('c');
  await page.getByRole('log').getByText('Ana la cerró').waitFor();
  await page.keyboard.press('n');
  await page.waitForURL((url) => !url.pathname.endsWith(id));
});

test('an opt-out is kept with how it was asked for', async () => {
  const shopper = { ...nextShopper(), name: 'Inés' };
  await postMessage(it, number, shopper, { text: 'Hola' });
  const id = await conversationOf(shopper);
  const { page } = await open(`conversations/${id}`);
  await page.getByRole('button', { name: 'No quiere más ofertas' }).click();
  await page.getByLabel('Cómo lo pidió').fill('Por teléfono');
  await page.getByRole('button', { name: 'Dejar de enviar' }).click();
  await page.getByText('Pidió no recibir ofertas').waitFor();
  const { rows } = await sql<{ source: string; evidence: { note?: string } }>`select source, evidence from consent_entry where workspace_id = ${home.id} and source = 'member'`.execute(it.app.db);
  expect(rows.some(({ evidence }) => JSON.stringify(evidence).includes('Por teléfono'))).toBe(true);
});

test.each([
  ['es', phone, 'light'],
  ['pt', { width: 1280, height: 800 }, 'dark'],
  ['en', phone, 'dark'],
] as const)('fits and can be used by everyone: %s, %o, %s', async (language, size, colorScheme) => {
  const shopper = { ...nextShopper(), name: 'María del Carmen Fernández Etcheverry' };
  const id = await tellStory(shopper);
  const options = { locale: { es: 'es-AR', pt: 'pt-BR', en: 'en-US' }[language], colorScheme, ...size };
  const list = await open('conversations?view=open', options);
  await list.page.getByRole('listitem').first().waitFor();
  await check(list.page, `conversations-list-${language}-${size.width}`);
  const detail = await open(`conversations/${id}?view=open`, options);
  await detail.page.getByRole('log').getByText('bombilla de alpaca').first().waitFor();
  await check(detail.page, `conversations-${language}-${size.width}`);
});

async function check(page: Page, name: string) {
  await expectNoAxeViolations(page, { within: 'main' });
  await expectToFit(page);
  await screenshot(page, name);
}
