import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { closeBrowser, openPage, screenshot } from '#test/browser';
import type { OpenedPage } from '#test/browser';
import { openChat } from './shopper-pages.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

// A browser beside a whole server, on a machine that may have other work.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let demo: Demo;
let phone: OpenedPage;
let agent: OpenedPage;

beforeAll(async () => {
  demo = await startDemo();
  phone = await openChat(demo, '541155550199');
});
afterAll(async () => {
  await closeBrowser();
  await demo?.stop();
});

const chat = () => phone.page.getByRole('log');
const patient = { timeout: 40_000 };

/** Writes on the phone and waits for an answer that says this. */
async function ask(text: string, answer: RegExp): Promise<void> {
  const seen = await chat().getByText(answer).count();
  await phone.page.getByRole('textbox').fill(text);
  await phone.page.keyboard.press('Enter');
  await expect.poll(() => chat().getByText(answer).count(), patient).toBeGreaterThan(seen);
}

test('a shopper asks in their own words, chooses, changes their mind about how many, and pays in the chat', async () => {
  await ask('hola! busco zapatillas para correr en asfalto, calzo 42', /asistente virtual/);
  await expect.poll(() => chat().getByRole('button', { name: 'Lo quiero' }).count(), patient).toBe(3);
  await screenshot(phone.page, 'selling-three-shoes');
  await ask('si no me quedan bien las puedo cambiar?', /30 días|cambi/i);
  await ask('me llevo la primera en 42', /carrito/i);
  await ask('mejor que sean dos', /2 ×/);
  await ask('quiero pagar acá', /\$/);
  await screenshot(phone.page, 'selling-pay');
  await pay(phone.page);
  await chat().getByText(/Recibimos tu pago/).waitFor(patient);
  await screenshot(phone.page, 'selling-receipt');
  expect(phone.faults).toEqual([]);
});

/** Opens the last link to pay in the chat, in a tab of the phone's own browser, and pays there by card. */
async function pay(page: Page): Promise<void> {
  const href = await page.getByRole('log').getByRole('link').last().getAttribute('href');
  const till = await openPage(href ?? '', { width: 390, height: 844 });
  const card = till.page.getByRole('button', { name: /^Tarjeta\s*Se aprueba/ });
  await card.waitFor(patient);
  await screenshot(till.page, 'selling-till');
  await card.click();
  await till.page.waitForURL((url) => !/\/(stripe|mercadopago)\/pay\//.test(url.pathname), patient);
  await screenshot(till.page, 'selling-paid');
  await till.close();
}

test('an angry one lands with a person who sees everything, answers from a phone, and hands back', async () => {
  await ask('esto es una vergüenza, es la tercera vez que me llega mal el pedido, los voy a denunciar en defensa del consumidor', /persona/i);
  agent = await openPage(`${demo.consoleUrl}/sign-in`, { width: 390, height: 844 });
  const { page } = agent;
  await page.getByRole('button', { name: 'Entrar a la tienda de demostración' }).click();
  await page.waitForURL(/\/w\//);
  await page.goto(`${/^.*\/w\/[^/]+/.exec(page.url())?.[0]}/conversations?view=waiting`);
  await page.getByRole('link', { name: /Lucía/ }).first().click();
  await page.getByText(/defensa del consumidor/).first().waitFor(patient);
  await screenshot(page, 'selling-inbox');
  const composer = page.getByPlaceholder(/Escribe, o usa/);
  await composer.fill('Hola Lucía, soy Ana. Lo reviso ya mismo y te escribo en diez minutos.');
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await chat().getByText('soy Ana').waitFor(patient);
  await screenshot(phone.page, 'selling-person');

  // What was said, who it is, the order, what was looked at, and what to do next stand beside the conversation.
  const desk = await agent.context.newPage();
  await desk.setViewportSize({ width: 1280, height: 900 });
  await desk.goto(page.url());
  await desk.getByText(/defensa del consumidor/).first().waitFor(patient);
  await desk.getByRole('heading', { name: 'Lucía Paz' }).first().waitFor(patient);
  await desk.getByText('#1001').first().waitFor(patient);
  await screenshot(desk, 'selling-context');
  await desk.close();

  await page.getByRole('button', { name: 'Devolver a la asistente' }).click();
  await ask('gracias. hasta cuándo tengo para cambiar algo?', /días/);
  expect([...phone.faults, ...agent.faults]).toEqual([]);
});
