import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { closeBrowser, expectNoAxeViolations, screenshot } from './browser.ts';
import { serveConsole } from './console-house.ts';
import { openAs } from './pages.ts';
import { makeEventShop } from './shop-events.ts';

let home: TestApp;
let address: string;
let workspace: TestWorkspace;

beforeAll(async () => {
  home = await createTestApp({ publicUrl: 'http://127.0.0.1:4500' });
  address = await serveConsole(home.web, home.app);
  workspace = await makeWorkspace(home, { name: 'Aurora' });
  const shop = await makeEventShop(home, workspace.id);
  await shop.tell(['Zapatilla Avenida', 'Zapatilla Pulso', 'Zapatilla Vereda'].map((title, place) => ({
    type: 'product.changed',
    productKey: `p${place}`,
    version: home.clock.now().toISOString(),
    state: 'active',
    title,
    category: 'Calzado',
    tags: ['running'],
    description: `${title}, para correr.`,
    currency: 'ARS',
    variants: ['41', '42'].map((Talle) => ({ variantKey: `v${place}-${Talle}`, title: Talle, options: { Talle }, priceMinor: 7_000_000 + place * 100_000, stock: 3 })),
  })));
  await home.runDue();
});
afterAll(async () => {
  await closeBrowser();
  await home?.close();
  await stopSharedServer();
});

test('the phone shows what the catalogue has, a tap on a button goes on, and only the last buttons can be tapped', async () => {
  const { page, faults, close } = await openAs(workspace, `${address}/w/${workspace.id}/assistant?tab=try`);
  await page.getByRole('button', { name: /Busco zapatillas para correr/ }).click();
  const chat = page.getByRole('log');
  await chat.getByText('asistente virtual de Aurora').waitFor();
  await page.getByText('Buscó en el catálogo').last().waitFor();
  await page.getByRole('list', { name: 'Pasos' }).last().getByRole('listitem').filter({ hasText: /Zapatilla (Avenida|Pulso|Vereda).*en stock/ }).first().waitFor();
  const taps = chat.locator('button[class*=tap]');
  const first = taps.first();
  const title = (await first.innerText()).split('\n')[0] ?? '';
  await screenshot(page, 'assistant-try');
  await first.click();
  await chat.getByText(title, { exact: true }).last().waitFor();
  await expect.poll(() => chat.locator('details[class*=why]').count()).toBe(2);
  expect(await first.isDisabled()).toBe(true);
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'assistant-try-tapped');
  expect(faults).toEqual([]);
  await close();
});
