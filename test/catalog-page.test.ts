import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, makeWorkspace, stopSharedServer } from './app.ts';
import type { TestApp, TestWorkspace } from './app.ts';
import { closeBrowser, expectNoAxeViolations, screenshot } from './browser.ts';
import type { PageOptions } from './browser.ts';
import { serveConsole } from './console-house.ts';
import { inspect, openAs } from './pages.ts';
import { makeEventShop } from './shop-events.ts';

const phone = { width: 390, height: 844 };
let home: TestApp;
let address: string;
let stocked: TestWorkspace;
let empty: TestWorkspace;

beforeAll(async () => {
  home = await createTestApp({ publicUrl: 'http://127.0.0.1:4500' });
  address = await serveConsole(home.web, home.app);
  [stocked, empty] = [await makeWorkspace(home, { name: 'Aurora' }), await makeWorkspace(home, { name: 'Vacía' })];
  const shop = await makeEventShop(home, stocked.id);
  await shop.tell(products.map(([title, tags, colours], place) => ({
    type: 'product.changed',
    productKey: `p${place}`,
    version: home.clock.now().toISOString(),
    state: 'active',
    title,
    category: title.startsWith('Zapatilla') ? 'Calzado' : 'Remeras',
    tags,
    description: `${title} de la casa.`,
    currency: 'ARS',
    variants: colours.flatMap((Color, at) => ['41', '42'].map((Talle) => ({ variantKey: `v${place}-${at}-${Talle}`, title: `${Color} / ${Talle}`, options: { Color, Talle }, priceMinor: 7_000_000 + place * 100_000, stock: place === 4 ? 0 : 3 }))),
  })));
  await home.runDue();
});

const products: [title: string, tags: string[], colours: string[]][] = [
  ['Zapatilla Avenida', ['running', 'asfalto', 'hombre'], ['Negro']],
  ['Zapatilla Pulso', ['running', 'asfalto'], ['Azul', 'Negro']],
  ['Zapatilla Vereda', ['running', 'asfalto', 'mujer'], ['Blanco']],
  ['Zapatilla Cuesta', ['trail'], ['Verde pino']],
  ['Zapatilla Agotada', ['running', 'asfalto'], ['Rojo']],
  ['Remera Brisa', ['verano'], ['Celeste']],
];

afterAll(async () => {
  await closeBrowser();
  await home?.close();
  await stopSharedServer();
});

const open = (path: string, of: TestWorkspace, options: PageOptions = {}) =>
  openAs(of, `${address}/w/${of.id}/${path}`, { ...options, before: (page) => page.clock.setFixedTime(home.clock.now()) });

describe('Catalogue', () => {
  test.each([
    ['desktop', {}],
    ['phone', phone],
  ] as const)('lists products and shows one with price and stock of each variant, on a %s', async (name, size) => {
    const opened = await open('catalog', stocked, size);
    const { page, close } = opened;
    const list = page.getByRole('list', { name: 'Catálogo' });
    await list.getByRole('link', { name: /Zapatilla Pulso/ }).waitFor();
    await screenshot(page, `catalog-${name}`);
    await list.getByRole('link', { name: /Zapatilla Pulso/ }).click();
    await page.getByRole('heading', { name: 'Zapatilla Pulso' }).waitFor();
    await page.getByText('Azul / 42').waitFor();
    expect(await page.getByText('3 unidades').count()).toBe(4);
    await inspect(opened, `catalog-product-${name}`);
    await close();
  });

  test('searches as a shopper would, with facets that stay in the address', async () => {
    const { page, close } = await open('catalog?q=tenis+para+correr', stocked);
    await page.getByText('5 productos coinciden').waitFor();
    await page.getByRole('search').getByRole('button', { name: 'Color', exact: true }).click();
    await page.getByRole('menuitemradio', { name: /negro \(2\)/ }).click();
    await page.getByText('2 productos coinciden').waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ q: 'tenis para correr', colour: 'negro' });
    await page.getByRole('list', { name: 'Catálogo' }).getByRole('link', { name: /Zapatilla Avenida/ }).waitFor();
    await expectNoAxeViolations(page, { within: 'main' });
    await close();
  });

  test.each([
    ['desktop', {}],
    ['phone', phone],
  ] as const)('tries a question and says why, on a %s', async (name, size) => {
    const opened = await open('catalog/try', stocked, size);
    const { page, close } = opened;
    await page.getByLabel('La pregunta').fill('zapatillas para correr en asfalto 9 US');
    await page.getByRole('region', { name: 'Prueba una pregunta' }).getByRole('button', { name: 'Buscar' }).click();
    const answer = page.getByRole('region', { name: 'Lo que se mostraría' });
    await answer.getByText('talle leído: 9 US').waitFor();
    expect(await answer.getByRole('link').allTextContents()).toEqual(expect.arrayContaining(['Zapatilla Avenida', 'Zapatilla Pulso', 'Zapatilla Vereda']));
    await answer.getByText('Porque la tienda dice: running, asfalto').first().waitFor();
    expect(await answer.getByText('Zapatilla Agotada').count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('ask')).toBe('zapatillas para correr en asfalto 9 US');
    await inspect(opened, `catalog-try-${name}`);
    await close();
  });

  test('says to connect a shop while there is nothing', async () => {
    const { page, close } = await open('catalog', empty);
    await page.getByText('Todavía no hay productos').waitFor();
    expect(await page.getByRole('link', { name: 'Conectar una tienda' }).getAttribute('href')).toBe(`/w/${empty.id}/settings/connections`);
    await expectNoAxeViolations(page, { within: 'main' });
    await close();
  });

  test.each(['pt-BR', 'en-US'])('is written for readers of %s', async (locale) => {
    const { page, faults, close } = await open('catalog?q=zapatilla', stocked, { locale });
    await page.getByRole('list').getByRole('link', { name: /Zapatilla Avenida/ }).waitFor();
    await expectNoAxeViolations(page, { within: 'main' });
    expect(faults).toEqual([]);
    await close();
  });
});
