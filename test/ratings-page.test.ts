import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { addConsole } from '#platform/http-console';
import { buildConsole } from '../scripts/build-console.ts';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { closeBrowser, expectNoAxeViolations, openPage, screenshot } from './browser.ts';
import type { OpenedPage, PageOptions } from './browser.ts';
import { makePretendLine, nextShopper, postMessage } from './whatsapp.ts';
import type { Shopper } from './whatsapp.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const sizes = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];
const line = makePretendLine();
let it: TestApp;
let home: TestWorkspace;
let number: string;
let address: string;
let opened: OpenedPage[] = [];
let count = 0;

beforeAll(async () => {
  await buildConsole();
  it = await createTestApp({ io: line.io(() => it.clock.now()), publicUrl: 'http://127.0.0.1:4500' });
  await addConsole(it.web, fileURLToPath(new URL('../console/dist', import.meta.url)));
  await it.web.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(it.web.server.address() as AddressInfo).port}`;
  it.app.publicUrl = address;
  home = await makeWorkspace(it, { name: 'Mates del Sur' });
  number = await makeNumber(it, home.id);
});
afterEach(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  opened = [];
});
afterAll(async () => {
  await closeBrowser();
  await it?.close();
  await stopSharedServer();
});

async function open(path: string, options: PageOptions = {}): Promise<Page> {
  const next = await openPage(`${address}/sign-in`, options);
  opened.push(next);
  const [name, ...value] = (home.cookie.split(';')[0] ?? '').split('=');
  await next.context.addCookies([{ name: name ?? '', value: value.join('='), url: address }]);
  await next.page.goto(`${address}/w/${home.id}/${path}`);
  return next.page;
}

const call = (method: 'POST' | 'PUT', path: string, payload: object = {}) =>
  it.web.inject({ method, url: `/v1/workspaces/${home.id}${path}`, headers: { cookie: home.cookie, origin: address, 'idempotency-key': `key-${(count += 1)}-long-enough` }, payload });

/** Somebody who wrote, was answered by the owner, and taps one of the buttons after the closing. */
async function rated(name: string, button: 0 | 1 | 2): Promise<{ id: string; shopper: Shopper }> {
  const shopper = { ...nextShopper(), name };
  await postMessage(it, number, shopper, { text: '¿Llega antes del viernes?' });
  it.clock.advance({ minutes: 1 });
  const { rows } = await sql<{ id: string }>`
    select v.id from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
    where v.workspace_id = ${home.id} and i.reported = ${shopper.waId ?? ''}`.execute(it.app.db);
  const id = rows[0]?.id ?? '';
  await call('POST', `/conversations/${id}/messages`, { content: { type: 'text', text: 'Sí, sale hoy.' } });
  await it.runDue();
  it.clock.advance({ minutes: 1 });
  await call('POST', `/conversations/${id}/close`);
  it.clock.advance({ minutes: 1 });
  await it.runDue();
  const asked = line.sent.at(-1)?.body as { interactive: { action: { buttons: { reply: { id: string; title: string } }[] } } } | undefined;
  await postMessage(it, number, shopper, { tap: asked?.interactive.action.buttons[button]?.reply ?? { id: '', title: '' } });
  await it.runDue();
  return { id, shopper };
}

test('a bad rating stands in the list and beside the conversation with its reason, and is found by the filter', async () => {
  const { id, shopper } = await rated('Ada', 2);
  await postMessage(it, number, shopper, { text: 'Tardaron dos días en contestar y el envío salió otro precio' });
  await it.runDue();
  await rated('Eva', 0);
  for (const size of sizes) {
    const page = await open('conversations?view=all&rating=bad', size);
    const list = page.getByRole('list', { name: 'Conversaciones' });
    await list.getByText('Ada').waitFor();
    expect(await list.getByRole('listitem').count()).toBe(1);
    await list.getByText('Calificó mal').waitFor();
    await screenshot(page, `ratings-list-es-${size.width}`);
    await page.goto(`${address}/w/${home.id}/conversations/${id}?view=all`);
    await page.getByRole('heading', { level: 2, name: 'Ada' }).waitFor();
    await page.getByText('Calificó la ayuda: mal').waitFor();
    if (size.width < 500) await page.getByRole('button', { name: 'Sobre la persona' }).click();
    await page.getByText('«Tardaron dos días en contestar y el envío salió otro precio»').waitFor();
    await expectNoAxeViolations(page, { within: 'main' });
    await screenshot(page, `ratings-conversation-es-${size.width}`);
  }
});

test('the figures give no share of a few answers, and one of many', async () => {
  const page = await open('answers');
  await page.getByText(/el porcentaje se muestra desde 10 respuestas/).first().waitFor();
  await page.getByRole('link', { name: 'Ver las mal calificadas' }).waitFor();
  for (let index = 0; index < 9; index += 1) await rated(`Luz ${index}`, index < 7 ? 0 : 1);
  for (const size of sizes) {
    const answers = await open('answers', size);
    await answers.getByText('Respondieron 11 de 11 personas consultadas').waitFor();
    await answers.getByText('8 de 11 respuestas').waitFor();
    await expectNoAxeViolations(answers, { within: 'main' });
    await screenshot(answers, `ratings-answers-es-${size.width}`, { fullPage: true });
    await answers.goto(`${address}/w/${home.id}/assistant?tab=done`);
    await answers.getByRole('heading', { level: 1 }).waitFor();
    await screenshot(answers, `ratings-assistant-es-${size.width}`, { fullPage: true });
  }
});

test('an admin sets when shoppers are asked', async () => {
  for (const size of sizes) {
    const page = await open('settings/ratings', size);
    await page.getByLabel('Cuando la conversación del asistente queda en silencio').check();
    await page.getByLabel('Días hasta preguntar de nuevo a la misma persona').fill(String(size.width === 390 ? 45 : 60));
    await page.getByLabel('Minutos sin que nadie escriba').fill('90');
    await expectNoAxeViolations(page, { within: 'main' });
    await screenshot(page, `ratings-settings-es-${size.width}`, { fullPage: true });
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Guardado').waitFor();
  }
  const { rows } = await sql<{ ratings: unknown }>`select settings -> 'ratings' as ratings from workspace where id = ${home.id}`.execute(it.app.db);
  expect(rows[0]?.ratings).toEqual({ asksWhenClosed: true, asksWhenSilent: true, silentMinutes: 90, pauseDays: 45 });
});
