import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeBrowser, expectNoAxeViolations, openPage } from './browser.ts';
import { openHouse } from './house.ts';
import type { House } from './house.ts';
import { expectToFit } from './pages.ts';

let house: House;
let address: string;

beforeAll(async () => {
  house = await openHouse();
  address = await house.http.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(async () => {
  await closeBrowser();
  await house?.close();
});

test('the page of the API draws every route under our content security policy and finds one by a word', async () => {
  const { page, faults, close } = await openPage(`${address}/docs/api`);
  await page.getByText('Make an API key').waitFor();
  await page.getByText('Make an API key').click();
  expect(await page.locator('details[open]').innerText()).toContain('expiresInDays?: integer');
  await page.getByRole('searchbox').fill('audit');
  expect(await page.locator('details:visible').count()).toBe(1);
  await page.getByRole('searchbox').fill('');
  await expectNoAxeViolations(page);
  expect(faults).toEqual([]);
  await page.setViewportSize({ width: 375, height: 700 });
  await expectToFit(page);
  await close();
});
