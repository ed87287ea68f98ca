import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPretendShop, openShopApp, personOf } from '../server/modules/insights/testing.ts';
import type { PretendShop } from '../server/modules/insights/testing.ts';
import { makeFlow, stopSharedServer } from './app.ts';
import type { TestApp } from './app.ts';
import { closeBrowser, expectNoAxeViolations, screenshot } from './browser.ts';
import type { PageOptions } from './browser.ts';
import { serveConsole } from './console-house.ts';
import { inspect, openAs } from './pages.ts';

const phone = { width: 390, height: 844 };
let home: TestApp;
let address: string;
let shop: PretendShop;
let quiet: PretendShop;

beforeAll(async () => {
  home = await openShopApp('http://127.0.0.1');
  address = await serveConsole(home.web, home.app);
  quiet = await openPretendShop(home);
  shop = await openPretendShop(home);
  await fillShop(shop);
});

afterAll(async () => {
  await closeBrowser();
  await home?.close();
  await stopSharedServer();
});

const surnames = ['Acosta', 'Benítez', 'Correa', 'Domínguez', 'Escudero', 'Ferreyra', 'Giménez', 'Herrera', 'Ibarra', 'Juárez'];
const names = ['Sofía', 'Bruno', 'Carla', 'Diego', 'Elena', 'Fabio', 'Gala', 'Hugo'].flatMap((name) => surnames.map((surname) => `${name} ${surname}`));

/** Eighty shoppers, half of them held out; many of those who were written to buy. */
async function fillShop({ rescue, order, tell, leaveCart, lastMessageId, numberId, workspaceId }: PretendShop) {
  await makeFlow(home, workspaceId, { holdoutShare: 0.5 });
  await rescue(...names);
  await tell(numberId, { type: 'message.status', providerMessageId: await lastMessageId(), status: 'read', at: home.clock.now().toISOString(), price: { isCharged: true, category: 'marketing', kind: 'regular', model: 'PMP' } });
  home.clock.advance({ minutes: 7 });
  const { rows } = await sql<{ name: string; heldOut: boolean }>`
    select p.name, s.held_out as "heldOut" from send s join contact p on p.workspace_id = s.workspace_id and p.id = s.contact_id
    where s.workspace_id = ${workspaceId} and s.origin = 'flow' order by p.name`.execute(home.app.db);
  for (const [index, { name, heldOut }] of rows.entries()) if (index % (heldOut ? 9 : 3) === 0) await order(name, { totalMinor: 4_000_000 + (index % 7) * 900_000 });
  const answering = rows.findLast(({ heldOut }) => !heldOut)?.name ?? '';
  await tell(numberId, { type: 'message.received', providerMessageId: 'answer', person: personOf(answering), at: home.clock.now().toISOString(), content: { type: 'text', text: '¿Hacen envíos a Rosario?' } });
  // The draw holds out half of them, whatever their permission.
  for (const name of ['Nadia', 'Olga', 'Pablo', 'Quique', 'Rita', 'Saúl', 'Tina', 'Vera', 'Walter', 'Zoe']) await leaveCart(`${name} Sin Permiso`, 8_990_000);
  home.clock.advance({ minutes: 61 });
  await home.runDue();
}

const open = (path: string, of: PretendShop, options: PageOptions = {}) =>
  openAs(of, `${address}/w/${of.workspaceId}/${path}`, { ...options, before: (page) => page.clock.setFixedTime(home.clock.now()) });

describe('Home', () => {
  test.each([
    ['desktop', {}],
    ['phone', phone],
  ] as const)('says in one sentence what came back, on a %s', async (name, size) => {
    const opened = await open('home', shop, size);
    const { page, close } = opened;
    await page.getByText(/Últimos 7 días: volvieron \d+ carritos/).waitFor();
    await page.getByText('Nadie espera respuesta.').or(page.getByText('¿Hacen envíos a Rosario?')).first().waitFor();
    await inspect(opened, `home-${name}`);
    await close();
  });

  test('tells by keyboard why carts were lost, and leads to them', async () => {
    const { page, close } = await open('home', shop);
    const losses = page.getByRole('listitem').filter({ hasText: 'Se les puede escribir' }).getByRole('button');
    await losses.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /No dio permiso/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Carritos' }).waitFor();
    await page.getByRole('link', { name: /Sin Permiso/ }).first().waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ outcome: 'not_messaged', reason: 'no_consent' });
    await close();
  });

  test('keeps the chosen period in the address', async () => {
    const { page, close } = await open('home', shop);
    await page.getByText('30 días', { exact: true }).click();
    await page.getByText(/Últimos 30 días: volvieron/).waitFor();
    expect(new URL(page.url()).searchParams.get('days')).toBe('30');
    await close();
  });

  test('leads a new shop to the guide', async () => {
    const { page, close } = await open('home', quiet);
    expect(await page.getByRole('link', { name: 'Empezar la guía' }).getAttribute('href')).toBe(`/w/${quiet.workspaceId}/guide`);
    await expectNoAxeViolations(page, { within: 'main' });
    await close();
  });
});

describe('Carts', () => {
  test.each([
    ['desktop', {}],
    ['phone', phone],
  ] as const)('lists every cart and tells the story of one, on a %s', async (name, size) => {
    const opened = await open('carts?outcome=recovered', shop, size);
    const { page, close } = opened;
    const first = page.getByRole('list', { name: 'Carritos' }).getByRole('link').first();
    await first.waitFor();
    await expectNoAxeViolations(page, { within: 'main' });
    await screenshot(page, `carts-${name}`);
    await first.click();
    await page.getByText(/Volvió y compró después del mensaje/).first().waitFor();
    await page.getByRole('button', { name: /reglas revisadas/ }).first().click();
    await page.getByText('Dio permiso para recibir ofertas').first().waitFor();
    await inspect(opened, `cart-story-${name}`);
    expect(new URL(page.url()).searchParams.get('outcome')).toBe('recovered');
    await close();
  });

  test('answers why nothing was sent', async () => {
    const { page, close } = await open('carts?q=Sin+Permiso&outcome=not_messaged', shop);
    await page.getByRole('link', { name: /Sin Permiso/ }).first().click();
    await page.getByText('No se envió nada: no dio permiso para recibir ofertas por este canal.').first().waitFor();
    await page.getByRole('img', { name: 'Objeta' }).first().waitFor();
    await screenshot(page, 'cart-story-refused');
    await close();
  });

  test.each(['pt-BR', 'en-US'])('is written for readers of %s', async (locale) => {
    const { page, faults, close } = await open('carts?outcome=recovered', shop, { locale });
    await page.getByRole('list').getByRole('link').first().waitFor();
    await expectNoAxeViolations(page, { within: 'main' });
    expect(faults).toEqual([]);
    await close();
  });
});
