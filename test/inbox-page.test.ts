import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMember, signInAs } from '#modules/workspaces';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { closeBrowser, closePages, expectNoAxeViolations, screenshot } from './browser.ts';
import { serveConsole } from './console-house.ts';
import { expectToFit, openAs } from './pages.ts';
import type { MemberPageOptions } from './pages.ts';
import { makePretendLine, nextShopper, postMessage } from './whatsapp.ts';

const phone = { width: 390, height: 844 };
const line = makePretendLine();
let it: TestApp;
let home: TestWorkspace;
let number: string;
let address: string;
let bruno: { id: string; cookie: string };
let count = 0;

beforeAll(async () => {
  it = await createTestApp({ io: line.io(() => it.clock.now()), publicUrl: 'http://127.0.0.1:4500', isStill: true });
  address = await serveConsole(it.web, it.app);
});
beforeEach(async () => {
  home = await makeWorkspace(it, { name: 'Mates del Sur' });
  number = await makeNumber(it, home.id);
  const id = await inTransaction(it.app.db, (tx) => createMember(it.app, tx, { workspaceId: home.id, name: 'Bruno', email: `bruno-${(count += 1)}@example.com`, role: 'agent' }));
  bruno = { id, cookie: await signInAs(it.app, id) };
});
afterEach(closePages);
afterAll(async () => {
  await closeBrowser();
  await it?.close();
  await stopSharedServer();
});

async function open(path: string, { as = home, ...options }: MemberPageOptions & { as?: { cookie: string } } = {}): Promise<Page> {
  return (await openAs(as, `${address}/w/${home.id}/${path}`, options)).page;
}

async function begin(name: string, text = 'Hola'): Promise<string> {
  const shopper = { ...nextShopper(), name };
  await postMessage(it, number, shopper, { text });
  it.clock.advance({ ms: 1000 });
  const { rows } = await sql<{ id: string }>`
    select v.id from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
    where v.workspace_id = ${home.id} and i.reported = ${shopper.waId ?? ''}`.execute(it.app.db);
  return rows[0]?.id ?? '';
}

const call = (method: 'POST' | 'PUT', path: string, payload: object) =>
  it.web.inject({ method, url: `/v1/workspaces/${home.id}${path}`, headers: { cookie: home.cookie, origin: address, 'idempotency-key': `key-${(count += 1)}-long-enough` }, payload });

test('several are chosen, closed together and taken back; the keys move through the list', async () => {
  const [one, two] = [await begin('Ada'), await begin('Eva')];
  await begin('Luz');
  const page = await open(`conversations/${one}?view=open`);
  await page.getByRole('heading', { level: 2, name: 'Ada' }).waitFor();
  await page.keyboard.press('x');
  await page.keyboard.press('k');
  await page.getByRole('heading', { level: 2, name: 'Eva' }).waitFor();
  await page.keyboard.press('x');
  await page.getByText('2 elegidas').waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'inbox-bulk-es-desktop');
  await page.getByRole('toolbar').getByRole('button', { name: 'Cerrar' }).click();
  await page.getByText('2 conversaciones cerradas').waitFor();
  const list = page.getByRole('list', { name: 'Conversaciones' });
  await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect.poll(() => list.getByRole('listitem').count()).toBe(3);
  const { rows } = await sql<{ waiting: boolean }>`select waiting_since is not null as waiting from conversation where id in (${one}, ${two})`.execute(it.app.db);
  expect(rows).toEqual([{ waiting: true }, { waiting: true }]);
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 2, name: 'Ada' }).waitFor();
});

test('a search finds what was said and shows it; a view keeps it under a name', async () => {
  await begin('Ada', 'Busco una bombilla de alpaca para regalar');
  await begin('Eva', 'Gracias');
  const page = await open('conversations');
  await page.getByRole('searchbox', { name: 'Buscar conversaciones' }).fill('alpaca');
  await page.getByText(/«Busco una bombilla de alpaca para regalar»/).waitFor();
  await expect.poll(() => page.getByRole('list', { name: 'Conversaciones' }).getByRole('listitem').count()).toBe(1);
  await page.getByRole('button', { name: 'Todas' }).click();
  await page.getByRole('menuitem', { name: 'Guardar esta vista' }).click();
  await page.getByLabel('Nombre').fill('Alpaca');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.goto(`${address}/w/${home.id}/conversations`);
  await page.getByRole('button', { name: 'Más', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Alpaca' }).click();
  await page.waitForURL((url) => url.searchParams.get('q') === 'alpaca');
  await page.getByText(/«Busco una bombilla/).waitFor();
});

test('a slash brings the saved replies, filled in for the person, and the use is counted', async () => {
  for (const [title, text] of [['Envío', 'Hola {{first_name}}, el envío a todo el país es gratis. Soy {{agent_name}}.'], ['Pedido', 'Tu pedido {{order_number}} está en camino.']]) {
    await call('POST', '/saved-replies', { language: 'es', title, folder: 'Envíos', text });
  }
  const id = await begin('Lucía Paz', '¿Hacen envíos?');
  const page = await open(`conversations/${id}`);
  const field = page.getByLabel('Tu respuesta');
  await field.fill('/env');
  await page.getByRole('option', { name: /Envío/ }).first().waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'inbox-replies-es-desktop');
  await field.press('Enter');
  await expect.poll(() => field.inputValue()).toBe('Hola Lucía, el envío a todo el país es gratis. Soy Ana.');
  await field.press('Enter');
  await page.getByRole('log').getByText('el envío a todo el país').waitFor();
  await field.fill('/pedido');
  await page.getByRole('option', { name: /Pedido/ }).first().waitFor();
  await field.press('Enter');
  await page.getByText('Completa antes de enviar: {{order_number}}').waitFor();
  expect(await page.getByRole('button', { name: 'Enviar', exact: true }).isDisabled()).toBe(true);
  const { rows } = await sql<{ uses: number }>`select use_count as uses from saved_reply where workspace_id = ${home.id} order by title`.execute(it.app.db);
  expect(rows).toEqual([{ uses: 1 }, { uses: 0 }]);
});

test('two members see each other in a conversation, and the second to send is asked once', async () => {
  const id = await begin('Ada', '¿Tienen stock?');
  const [mine, theirs] = [await open(`conversations/${id}`), await open(`conversations/${id}`, { as: bruno })];
  await mine.getByText('Bruno también la tiene abierta').waitFor();
  await theirs.getByText('Ana también la tiene abierta').waitFor();
  const answer = theirs.getByLabel('Tu respuesta');
  await answer.fill('Sí, hay');
  // Shown for a moment only, so they go on typing until it is seen.
  await expect.poll(async () => {
    await answer.press('End');
    await answer.pressSequentially(' ');
    return mine.getByText('Bruno está escribiendo').isVisible();
  }).toBe(true);
  await answer.fill('Sí, hay');
  await screenshot(mine, 'inbox-presence-es-desktop');
  await theirs.keyboard.press('Enter');
  await theirs.getByRole('log').getByText('Sí, hay').waitFor();
  await mine.getByLabel('Tu respuesta').fill('Sí, quedan tres');
  await mine.keyboard.press('Enter');
  const dialog = mine.getByRole('dialog', { name: 'Bruno acaba de responder' });
  await dialog.getByText('«Sí, hay»').waitFor();
  await expectNoAxeViolations(mine, { within: '[role=dialog]' });
  await dialog.getByRole('button', { name: 'Enviar igual' }).click();
  await mine.getByRole('log').getByText('Sí, quedan tres').waitFor();
  await mine.getByText('Bruno también la tiene abierta').waitFor();
  await theirs.goto(`${address}/w/${home.id}/answers`);
  await mine.getByText('Bruno también la tiene abierta').waitFor({ state: 'hidden' });
});

test('a note names a colleague, who sees it in the list and in the title until it is read', async () => {
  const id = await begin('Ada');
  const page = await open(`conversations/${id}`);
  await page.getByRole('heading', { level: 2, name: 'Ada' }).waitFor();
  await page.keyboard.press('m');
  const field = page.getByRole('textbox', { name: 'Nota' });
  await field.pressSequentially('Mira esto @bru');
  await page.getByRole('option', { name: 'Bruno' }).waitFor();
  await field.press('Enter');
  await expect.poll(() => field.inputValue()).toBe('Mira esto @Bruno ');
  await expectNoAxeViolations(page, { within: 'main' });
  await page.getByRole('button', { name: 'Guardar nota' }).click();
  await page.getByRole('log').getByText('Mira esto @Bruno').waitFor();
  const theirs = await open('conversations?view=open', { as: bruno });
  await theirs.getByText('te nombran').waitFor();
  await expect.poll(() => theirs.title()).toMatch(/^\(\d+\) /);
  await theirs.getByRole('link', { name: /Ada/ }).first().click();
  await theirs.getByText('te nombran').waitFor({ state: 'hidden' });
});

test('a draft survives the browser and is forgotten with the sign-out', async () => {
  const id = await begin('Ada');
  const page = await open(`conversations/${id}`);
  await page.getByLabel('Tu respuesta').fill('A medias');
  await page.reload();
  await page.getByLabel('Tu respuesta').waitFor();
  expect(await page.getByLabel('Tu respuesta').inputValue()).toBe('A medias');
  await page.getByRole('button', { name: /Cuenta de Ana/ }).first().click();
  await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
  await page.waitForURL(/sign-in/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('marchante.text.')))).toEqual([]);
});

test('a message of the shopper is quoted in the answer', async () => {
  const id = await begin('Ada', '¿Viene en azul?');
  const page = await open(`conversations/${id}`);
  await page.getByRole('article').first().hover();
  await page.getByRole('button', { name: 'Citar este mensaje' }).first().click();
  await page.getByLabel('Tu respuesta').fill('Sí, en azul y verde');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Sí, en azul y verde').waitFor();
  await expect
    .poll(async () => {
      await it.runDue();
      return line.sent.find(({ text }) => text === 'Sí, en azul y verde')?.body;
    })
    .toMatchObject({ context: { message_id: expect.any(String) } });
  await expect.poll(() => page.getByRole('log').locator('blockquote').count()).toBe(1);
});

test('the engine drafts an answer that a person takes over, and sums the conversation up', async () => {
  const id = await begin('Lucía Paz', 'Hola, ¿hasta cuándo puedo cambiar un producto?');
  const page = await open(`conversations/${id}`);
  await page.getByRole('button', { name: 'Sugerir una respuesta' }).click();
  const panel = page.getByRole('region', { name: 'Sugerencia' });
  await panel.getByRole('button', { name: 'Usar' }).waitFor();
  await page.getByRole('button', { name: 'Resumir la conversación' }).click();
  await page.getByText(/^Lucía: /).waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'inbox-suggestion-es-desktop');
  await panel.getByRole('button', { name: 'Usar' }).click();
  await panel.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Tu respuesta').inputValue()).not.toBe('');
});

test.each([
  ['es', 'light', { width: 1280, height: 800 }],
  ['pt', 'dark', phone],
  ['en', 'light', phone],
] as const)('the pages around the inbox can be used by everyone: %s, %s, %o', async (language, colorScheme, size) => {
  const id = await begin('Ada', 'Quiero hablar con una persona');
  await call('POST', `/conversations/${id}/messages`, { content: { type: 'text', text: 'Aquí estoy' } });
  await it.runDue();
  await begin('Eva');
  await call('POST', '/saved-replies', { language: 'es', title: 'Envío', folder: 'Envíos', text: 'Hola {{first_name}}.' });
  const groupId = it.app.ids.next();
  await call('PUT', '/assignment', {
    otherwise: 'turns', groups: [{ id: groupId, name: 'Cambios', memberIds: [bruno.id] }], rules: [{ tag: 'returns', to: { kind: 'group', groupId } }],
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })),
  });
  const options = { locale: { es: 'es-AR', pt: 'pt-BR', en: 'en-US' }[language], colorScheme, ...size };
  for (const path of ['answers', 'settings/saved-replies', 'settings/assignment', 'settings/notices']) {
    const page = await open(path, options);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await expectNoAxeViolations(page, { within: 'main' });
    await expectToFit(page);
    await screenshot(page, `${path.replace('/', '-')}-${language}-${size.width}`, { fullPage: true });
  }
});

test('an admin writes rules of assignment and an agent steps away', async () => {
  const page = await open('settings/assignment');
  await page.getByRole('button', { name: 'Agregar una regla' }).click();
  await page.getByRole('combobox', { name: 'Si lleva la etiqueta' }).fill('returns');
  await page.getByRole('combobox', { name: 'es para' }).click();
  await page.getByRole('option', { name: 'Bruno' }).click();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Asignación guardada').waitFor();
  const theirs = await open('conversations', { as: bruno });
  await theirs.getByRole('button', { name: 'Disponible' }).click();
  await theirs.getByRole('menuitem', { name: 'Ausente hasta que vuelva' }).click();
  await theirs.getByRole('button', { name: 'Ausente' }).waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Bruno' }).first().getByText('Ausente', { exact: true }).waitFor();
});

test('a saved reply is written with what it can name, and shows how it will read', async () => {
  const page = await open('settings/saved-replies', { as: bruno });
  await page.getByRole('button', { name: 'Escribir una respuesta' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nombre').first().fill('Saludo');
  await dialog.getByRole('textbox', { name: 'Texto' }).fill('Hola ');
  await dialog.getByRole('button', { name: 'Nombre', exact: true }).click();
  await dialog.getByText('Hola Lucía').waitFor();
  await expectNoAxeViolations(page, { within: '[role=dialog]' });
  await screenshot(page, 'saved-reply-dialog-es-desktop');
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Hola {{first_name}}').waitFor();
});

test('on a phone one pane fills the screen, everything is big enough for a finger, and back leads to the list', async () => {
  const id = await begin('María del Carmen Fernández', 'Hola, ¿tienen stock?');
  const page = await open('conversations?view=open', phone);
  await page.getByRole('link', { name: /María del Carmen/ }).click();
  await page.getByRole('log').getByText('¿tienen stock?').waitFor();
  expect(page.url()).toContain(id);
  const box = await page.getByRole('region', { name: 'Responder' }).boundingBox();
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(phone.height);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main button, main a[href]')].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isShown = width > 0 && getComputedStyle(element).opacity !== '0';
      return isShown && (height < 43.5 || width < 43.5) ? [`${element.getAttribute('aria-label') ?? element.textContent} ${Math.round(width)}×${Math.round(height)}`] : [];
    }),
  );
  expect(small).toEqual([]);
  await screenshot(page, 'inbox-phone-es');
  await page.goBack();
  await page.getByRole('link', { name: /María del Carmen/ }).waitFor();
  await page.setViewportSize({ width: 390, height: 500 });
  await page.goForward();
  await page.getByLabel('Tu respuesta').click();
  const field = await page.getByLabel('Tu respuesta').boundingBox();
  expect((field?.y ?? 0) + (field?.height ?? 0), 'the field stays above the keyboard').toBeLessThanOrEqual(500);
});

test('the console can be installed, and its worker keeps no answers of the server', async () => {
  const page = await open('conversations');
  const manifest = (await it.web.inject('/manifest.webmanifest')).json<{ icons: { src: string }[]; display: string }>();
  expect(manifest.display).toBe('standalone');
  for (const { src } of manifest.icons) expect((await it.web.inject(src)).statusCode, src).toBe(200);
  expect((await it.web.inject('/sw.js')).headers['cache-control']).toBe('no-cache');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
  expect(kept.toSorted()).toEqual(['/favicon.svg', '/offline.html']);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: 'Sin conexión' }).waitFor();
});
