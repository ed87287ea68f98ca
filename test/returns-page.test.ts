import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { createConnection } from '#modules/connections';
import { startReturn } from '#modules/orders';
import type { ReturnWish } from '#modules/orders';
import { inTransaction } from '#platform/database';
import { openConsoleHouse } from './console-house.ts';
import type { ConsoleHouse } from './console-house.ts';
import { inspect } from './pages.ts';

let house: ConsoleHouse;
let connectionId: string;

beforeAll(async () => {
  house = await openConsoleHouse('Zapatería Sur');
  const { app, workspaceId } = house;
  connectionId = await inTransaction(app.db, (tx) => createConnection(app, tx, { workspaceId, vendor: 'generic', name: 'Tienda', settings: { signingSecret: 'whsec_test_event_shop_01', shopUrl: 'https://shop.example', currency: 'ARS', country: 'AR' } }));
  await askBack('Lucía Paz', '1042', { kind: 'exchange', lineTitle: 'Norte', reason: 'Me quedó chica y quiero la 43. La usé solo adentro de casa.' });
  await askBack('Bruno Díaz de la Vega y Santamaría', '1043', { kind: 'return', lineTitle: null, reason: 'No era lo que esperaba.' });
});

afterAll(async () => {
  await house?.close();
});

/** Somebody with one order, who asked in the chat to send it back. */
async function askBack(name: string, number: string, wish: Pick<ReturnWish, 'kind' | 'lineTitle' | 'reason'>) {
  const { app, workspaceId } = house;
  const [now, conversationId] = [app.clock.now(), app.ids.next()];
  const lines = [{ title: 'Zapatilla Norte', variantTitle: '42 / negra', quantity: 1, unitPriceMinor: 8_990_000 }, { title: 'Medias', quantity: 2, unitPriceMinor: 490_000 }];
  const order = { type: 'order.changed', orderKey: number, number, version: now.toISOString(), placedAt: now.toISOString(), person: { email: `${number}@example.com`, name }, currency: 'ARS', totalMinor: 9_970_000, paymentState: 'paid', fulfilmentState: 'fulfilled', lines };
  await inTransaction(app.db, (tx) => app.handlers['order.changed'](app, tx, [{ workspaceId, connectionId, key: number, receivedAt: now, event: InboundEvent.parse(order) }] as never));
  const { rows } = await sql<{ contactId: string }>`select contact_id as "contactId" from shop_order where workspace_id = ${workspaceId} and number = ${number}`.execute(app.db);
  const contactId = rows[0]?.contactId ?? '';
  await sql`insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, created_at) values (${workspaceId}, ${conversationId}, ${contactId}, ${connectionId}, 'chat', 'open', 'assistant', ${now})`.execute(app.db);
  await inTransaction(app.db, (tx) => startReturn(app, tx, { workspaceId, contactId, conversationId, number, ...wish }));
}

test.each([
  ['desktop', 1280],
  ['phone', 390],
] as const)('each wish is read with its words and what it is about, on a %s', async (name, width) => {
  const opened = await house.open('returns', width);
  const { page, close } = opened;
  await page.getByRole('link', { name: /Lucía Paz/ }).getByText('Cambio: Zapatilla Norte (42 / negra)').waitFor();
  await page.getByRole('link', { name: /Bruno Díaz/ }).getByText('Devolución: todo el pedido').waitFor();
  await inspect(opened, `returns-${name}`);
  await page.getByRole('link', { name: /Lucía Paz/ }).click();
  await page.getByText('Me quedó chica y quiero la 43.').waitFor();
  await page.getByText('La decisión no se envía sola').waitFor();
  await inspect(opened, `return-${name}`);
  await close();
});

test('a wish is approved, then done, and says who decided', async () => {
  const { page, faults, close } = await house.open('returns', 1280);
  await page.getByRole('link', { name: /Bruno Díaz/ }).click();
  await page.getByRole('button', { name: 'Aprobar' }).click();
  await page.getByRole('button', { name: 'Marcar como terminado' }).click();
  await page.getByRole('article').getByText('Carla Benítez').waitFor();
  await page.getByRole('article').getByText('Terminado', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /^(Aprobar|Rechazar|Marcar)/ }).count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});

test('what may be begun in the chat is kept, and said to be', async () => {
  const opened = await house.open('returns', 390);
  const { page, close } = opened;
  await page.getByText('Qué se puede iniciar en el chat').click();
  await page.getByRole('textbox', { name: 'Días para pedirlo' }).fill('15');
  await inspect(opened, 'returns-policy-phone');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado', { exact: true }).waitFor();
  await page.reload();
  await page.getByText('Qué se puede iniciar en el chat').click();
  await expect.poll(() => page.getByRole('textbox', { name: 'Días para pedirlo' }).inputValue()).toBe('15');
  await close();
});
