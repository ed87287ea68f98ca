import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, makeNumber, makeShop, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { closeBrowser, screenshot } from './browser.ts';
import { serveConsole } from './console-house.ts';
import { inspect, openAs } from './pages.ts';
import { makeEventShop } from './shop-events.ts';

let testApp: TestApp;
let workspace: TestWorkspace;
let address: string;
let shopConnectionId: string;

beforeAll(async () => {
  testApp = await createTestApp({ publicUrl: 'http://127.0.0.1:4500', io: { now: () => new Date(), fetch: () => Promise.reject(new Error('Nobody is outside.')) } });
  address = await serveConsole(testApp.web, testApp.app);
  workspace = await makeWorkspace(testApp, { name: 'Mates del Sur' });
  const shop = await makeEventShop(testApp, workspace.id);
  shopConnectionId = shop.connectionId;
  await makeShop(testApp, workspace.id);
  await makeNumber(testApp, workspace.id);
  await tellPeople(shop);
  await plantFailures();
});

afterAll(async () => {
  await closeBrowser();
  await testApp?.close();
  await stopSharedServer();
});

async function tellPeople(shop: Awaited<ReturnType<typeof makeEventShop>>) {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const lucia = { phone: '+5491150001234', email: 'lucia.paz@example.com', name: 'Lucía Paz', shopCustomerKey: '7' };
  const line = (title: string, unitPriceMinor: number) => ({ title, quantity: 1, unitPriceMinor });
  await shop.tell([
    { type: 'cart.changed', cartKey: 'c-1', version: at, person: lucia, currency: 'ARS', totalMinor: 4_500_000, lines: [line('Mate imperial', 4_500_000)] },
    { type: 'order.changed', orderKey: 'o-1', number: '1042', version: at, placedAt: at, person: lucia, currency: 'ARS', totalMinor: 2_100_000, paymentState: 'paid' },
    { type: 'customer.changed', person: lucia, version: at, orderCount: 3, spentMinor: 9_900_000, currency: 'ARS', tags: ['vip', 'yerba'] },
    { type: 'consent.changed', person: lucia, signal: { channel: 'whatsapp', state: 'granted', occurredAt: at, source: 'checkout', wording: 'Quiero recibir ofertas por WhatsApp' } },
    { type: 'activity.recorded', kind: 'product_viewed', at, person: lucia, productKey: 'mate-imperial', dwellMs: 40_000 },
    { type: 'cart.changed', cartKey: 'c-2', version: at, person: { email: 'bruno@example.com', name: 'Bruno Díaz' }, currency: 'ARS', totalMinor: 900_000, lines: [line('Bombilla', 900_000)] },
    { type: 'privacy.requested', at, request: 'export_person', person: { email: 'bruno@example.com' } },
  ]);
  await testApp.runDue();
}

async function plantFailures() {
  const { app } = testApp;
  for (const [place, error] of ['lines.0.quantity: expected a whole number', 'Not JSON: the body ends in the middle'].entries()) {
    await sql`
      insert into inbound_failure (workspace_id, id, connection_id, delivery_id, received_at, event_key, event, error_code, error, state)
      values (${workspace.id}, ${app.ids.next()}, ${shopConnectionId}, null, ${app.clock.now()}, ${place === 0 ? 'evt-9' : null},
        ${place === 0 ? JSON.stringify({ type: 'stock.changed', variantKey: 'v-1', stock: 4, version: '2026-03-02T10:00:00Z' }) : null}, ${place === 0 ? 'not_applied' : 'unreadable'}, ${error}, 'open')`.execute(app.db);
  }
}

const open = (path: string, width = 1280) => openAs(workspace, `${address}/w/${workspace.id}/${path}`, { width });

test.each([
  ['settings', 'Ajustes', 1280],
  ['settings/connections', 'Conexiones', 1280],
  ['settings/connections', 'Conexiones', 390],
  ['settings/connections?new=generic', 'Conectar Cualquier tienda', 390],
  ['settings/connections?new=cloud-api', 'Conectar WhatsApp (Meta)', 1280],
  ['settings/rules', 'Reglas y horarios', 1280],
  ['settings/rules', 'Reglas y horarios', 390],
  ['settings/intake', 'Lo que no se pudo aplicar', 390],
  ['settings/privacy', 'Pedidos de privacidad', 390],
  ['contacts', 'Contactos', 390],
])('%s is called "%s" and can be used by everyone at %i px', async (path, title, width) => {
  const opened = await open(path, width);
  await opened.page.getByRole('heading', { level: 1, name: title }).waitFor();
  await expect.poll(() => opened.page.locator('[aria-busy]').count()).toBe(0);
  await inspect(opened, `${path.replaceAll(/[/?=]/g, '-')}-${width}`);
  await opened.close();
});

test('a person is found, given an attribute, and what they say is written down with its proof', async () => {
  const opened = await open('contacts');
  const { page } = opened;
  await page.getByRole('searchbox').fill('lucia.paz');
  await page.getByRole('link', { name: /Lucía Paz/ }).click();
  await page.getByRole('heading', { level: 2, name: 'Lucía Paz' }).waitFor();
  await page.getByText('Miró un producto').waitFor();
  await page.getByLabel('Nuevo dato').fill('Talle');
  await page.getByRole('button', { name: 'Agregar' }).click();
  await page.getByRole('textbox', { name: 'Talle' }).fill('42');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado').waitFor();
  const { rows } = await sql<{ attributes: unknown }>`select attributes from contact where workspace_id = ${workspace.id} and name = 'Lucía Paz'`.execute(testApp.app.db);
  expect(rows[0]?.attributes).toEqual({ Talle: '42' });
  await page.getByRole('button', { name: 'Anotar lo que dijo' }).click();
  await page.getByRole('button', { name: 'No quiere más' }).click();
  await page.getByText('No quiere promociones').first().waitFor();
  await inspect(opened, 'contact-profile-1280');
  await opened.close();
});

test('an erasure says what it takes, asks once, and leaves nobody', async () => {
  const opened = await open('contacts?q=bruno', 390);
  const { page } = opened;
  await page.getByRole('link', { name: /Bruno/ }).click();
  await page.getByRole('button', { name: 'Borrar sus datos' }).click();
  await page.getByText(/Quedan 1 carritos y 0 pedidos sin persona/).waitFor();
  await screenshot(page, 'contact-erase-390');
  await page.getByLabel('Entiendo que no se puede deshacer').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Borrar sus datos' }).click();
  await page.getByText('Esta persona se borró').waitFor();
  await inspect(opened, 'contact-erased-390');
  await opened.close();
});

test('an event that failed is read, applied again and gone from the list', async () => {
  const opened = await open('settings/intake');
  const { page } = opened;
  await page.getByRole('link', { name: /Existencias/ }).click();
  await page.getByText('lines.0.quantity').waitFor();
  await inspect(opened, 'failure-1280');
  await page.getByRole('button', { name: 'Volver a aplicar' }).click();
  await page.getByText('Aplicado').first().waitFor();
  await opened.close();
});

test('a shop is connected by a form drawn from its connector, checked, and paused', async () => {
  const opened = await open('settings/connections?new=generic');
  const { page } = opened;
  await page.getByLabel('Dirección de la tienda').fill('https://mates.example');
  await page.getByRole('button', { name: 'Conectar y comprobar' }).click();
  await page.getByRole('heading', { name: 'Comprobación' }).waitFor();
  await page.getByText('La dirección de la tienda no responde desde aquí').waitFor();
  const { rows } = await sql<{ settings: Record<string, unknown>; isSealed: boolean }>`
    select settings, sealed_secrets is not null as "isSealed" from connection where workspace_id = ${workspace.id} and settings->>'shopUrl' = 'https://mates.example'`.execute(testApp.app.db);
  expect(rows).toMatchObject([{ isSealed: true, settings: { publicKey: expect.stringMatching(/^pk_/) } }]);
  expect(JSON.stringify(rows[0]?.settings)).not.toContain('whsec');
  await inspect(opened, 'connection-1280');
  await page.getByRole('button', { name: 'Pausar' }).click();
  await page.getByText('En pausa').first().waitFor();
  await opened.close();
});

test('narrower hours are set with a word on what follows', async () => {
  const opened = await open('settings/rules');
  const { page } = opened;
  await page.getByLabel('Usar un horario más corto que el de la ley').check();
  await page.getByLabel('domingo').check();
  await page.getByLabel('En 24 horas').fill('2');
  await page.getByText('Nadie recibe más de 2 en un día').waitFor();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado').waitFor();
  const { rows } = await sql<{ gate: unknown }>`select settings->'gate' as gate from workspace where id = ${workspace.id}`.execute(testApp.app.db);
  expect(rows[0]?.gate).toMatchObject({ contactCaps: { perDay: 2 }, hours: { from: '09:00', to: '20:00', days: [1, 2, 3, 4, 5, 6, 7] } });
  await opened.close();
});
