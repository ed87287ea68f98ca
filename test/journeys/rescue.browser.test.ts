import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { closeBrowser, expectNoAxeViolations, openPage, screenshot } from '#test/browser';
import type { OpenedPage } from '#test/browser';
import { buyCart, leaveCart, openChat, untilWrittenTo } from './shopper-pages.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

const hourMs = 3_600_000;

let demo: Demo;
let merchant: OpenedPage;

beforeAll(async () => {
  demo = await startDemo();
  merchant = await openPage(`${demo.consoleUrl}/sign-in`);
  await merchant.page.getByRole('button', { name: 'Entrar a la tienda de demostración' }).click();
  await merchant.page.waitForURL(/\/w\//);
});
afterAll(async () => {
  await closeBrowser();
  await demo?.stop();
});

const consolePath = (page: Page, path: string) => `${/^.*\/w\/[^/]+/.exec(page.url())?.[0]}/${path}`;

test('a cart left on a phone comes back an hour later, and the merchant can read why', async () => {
  const shopper = await leaveCart(demo, { firstName: 'Lucía', phone: '11 5555 0199', acceptsWhatsApp: true });
  const phone = await openChat(demo, '541155550199');
  await phone.page.getByRole('button', { name: '+ 1 hora' }).click();
  await phone.page.getByRole('log').getByText(/^Hola Lucía, .*Zapatilla Norte/).waitFor();
  await screenshot(phone.page, 'journey-phone-message');
  await phone.page.getByRole('button', { name: '+ 10 min' }).click();

  // The link opens another tab of the phone's own browser; the shopper reads on in the shop.
  const link = await phone.page.getByRole('link', { name: 'Ver mi carrito' }).getAttribute('href');
  await shopper.page.goto(link ?? '');
  await shopper.page.getByText('Guardamos tu carrito. Seguí donde lo dejaste.').waitFor();
  await buyCart(shopper.page);
  await shopper.page.getByRole('heading', { name: '¡Gracias, Lucía!' }).waitFor();
  expect([...shopper.faults, ...phone.faults]).toEqual([]);
  await Promise.all([shopper.close(), phone.close()]);

  const { page } = merchant;
  await page.goto(consolePath(page, 'carts'));
  await page.getByRole('link', { name: /Lucía/ }).first().click();
  await page.getByText(/^Volvió y compró después del mensaje/).first().waitFor();
  const story = page.getByRole('region', { name: 'Qué pasó' });
  await story.getByText(/^Hola Lucía, .*Zapatilla Norte/).first().waitFor();
  await story.getByText('Dejó el carrito').first().waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'journey-story', { fullPage: true });
});

test('who taps «Hablar con alguien» waits in Conversations', async () => {
  const shopper = await leaveCart(demo, { firstName: 'Bruno', phone: '11 5555 0402', acceptsWhatsApp: true });
  await demo.letTimePass(hourMs);
  await untilWrittenTo(demo, '541155550402');
  const phone = await openChat(demo, '541155550402');
  await phone.page.getByRole('log').getByText(/^Hola Bruno, .*Zapatilla Norte/).waitFor();
  await phone.page.getByRole('button', { name: 'Hablar con alguien' }).click();
  await phone.page.getByRole('log').getByText('Le paso tu mensaje a una persona del equipo.').waitFor();
  await Promise.all([shopper.close(), phone.close()]);

  const { page } = merchant;
  await page.goto(consolePath(page, 'conversations'));
  await page.getByRole('link', { name: /Bruno/ }).first().click();
  await page.getByText('Le paso tu mensaje a una persona del equipo.').first().waitFor();
  await screenshot(page, 'journey-conversation');
});

test('an unticked box ends in a story that says so', async () => {
  const shopper = await leaveCart(demo, { firstName: 'Carmen', phone: '11 5555 0403', acceptsWhatsApp: false });
  await demo.letTimePass(hourMs + 60_000);
  await shopper.close();
  const { page } = merchant;
  await page.goto(consolePath(page, 'carts'));
  await page.getByRole('link', { name: /Carmen/ }).first().click();
  await page.getByText(/^No se envió nada: .*(permiso|consentimiento)/).first().waitFor();
  await screenshot(page, 'journey-no-consent', { fullPage: true });
});

test('the guide saw all of it, and is done', async () => {
  const { page, faults } = merchant;
  await page.goto(consolePath(page, 'guide'));
  await page.getByText('5 de 5 pasos listos').waitFor();
  await page.getByText('Un carrito volvió y se compró').waitFor();
  expect(await page.getByRole('navigation', { name: 'Secciones' }).getByRole('link', { name: 'Primeros pasos' }).count()).toBe(0);
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'journey-guide-done', { fullPage: true });
  expect(faults).toEqual([]);
});
