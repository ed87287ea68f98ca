import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { closeBrowser, closePages, expectNoAxeViolations, screenshot } from './browser.ts';
import { serveConsole } from './console-house.ts';
import { openAs } from './pages.ts';
import type { MemberPageOptions } from './pages.ts';
import { makePretendLine, nextShopper, postMessage } from './whatsapp.ts';
import type { Shopper } from './whatsapp.ts';

const sizes = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];
const line = makePretendLine();
let it: TestApp;
let home: TestWorkspace;
let number: string;
let address: string;
let count = 0;

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

async function open(path: string, options: MemberPageOptions = {}): Promise<Page> {
  return (await openAs(home, `${address}/w/${home.id}/${path}`, options)).page;
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
  // What happens in this very instant counts only from the next one on.
  it.clock.advance({ minutes: 1 });
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

test('Home says when the assistant keeps people to itself who are not content', async () => {
  home = await makeWorkspace(it, { name: 'Yerba Norte' });
  number = await makeNumber(it, home.id);
  const at = it.clock.now();
  await sql`
    with people as (
      insert into contact (workspace_id, id, created_at, updated_at) select ${home.id}, gen_random_uuid(), ${at}, ${at} from generate_series(1, 24) returning id
    ), threads as (
      insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, created_at)
      select ${home.id}, gen_random_uuid(), id, ${number}, 'whatsapp', 'closed', 'none', ${at} from people returning id, contact_id
    ), turns as (
      insert into assistant_turn (workspace_id, id, conversation_id, contact_id, connection_id, channel, state, message_ids, started_at, latest_at, settled_at)
      select ${home.id}, gen_random_uuid(), id, contact_id, ${number}, 'whatsapp', 'answered', '{}', ${at}, ${at}, ${at} from threads
    ), asked as (
      insert into send (workspace_id, id, origin, origin_id, step, contact_id, connection_id, channel, purpose, state, planned_at, planned_for, intent, is_reply, accepted_at)
      select ${home.id}, gen_random_uuid(), 'system', gen_random_uuid(), 'rating_question', contact_id, ${number}, 'whatsapp', 'service', 'accepted', ${at}, ${at}, '{}', false, ${at} from threads returning id, contact_id
    )
    insert into rating (workspace_id, id, conversation_id, contact_id, answered_by, asked_at, send_id, score, rated_at)
    select ${home.id}, gen_random_uuid(), t.id, t.contact_id, 'assistant', ${at}, a.id,
      case when row_number() over () <= 5 then 'good' when row_number() over () <= 12 then 'bad' end, case when row_number() over () <= 12 then ${at}::timestamptz end
    from threads t join asked a on a.contact_id = t.contact_id`.execute(it.app.db);
  await sql`
    insert into cart (workspace_id, id, connection_id, state, version, currency, total_minor, item_count, lines, activity_at, created_at)
    values (${home.id}, ${it.app.ids.next()}, ${number}, 'open', ${at}, 'ARS', 0, 0, '[]', ${at}, ${at})`.execute(it.app.db);
  it.clock.advance({ minutes: 1 });
  for (const size of sizes) {
    const page = await open('home', size);
    const alarm = page.getByRole('list', { name: 'Avisos' }).getByText(/24 de 24 conversaciones.*5 de 12/);
    await alarm.waitFor();
    await page.getByText('Respondieron 12 de 24 personas consultadas').waitFor();
    await expectNoAxeViolations(page, { within: 'main' });
    await screenshot(page, `ratings-home-es-${size.width}`, { fullPage: true });
    await alarm.getByRole('link').click();
    await page.waitForURL(/\/answers$/);
    await page.goto(`${address}/w/${home.id}/assistant?tab=done`);
    await page.getByText('5 de 12 respuestas').waitFor();
    await screenshot(page, `ratings-assistant-es-${size.width}`, { fullPage: true });
  }
});
