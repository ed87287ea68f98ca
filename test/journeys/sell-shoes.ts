import type { Page } from 'playwright-core';
import { openPage } from '#test/browser';
import type { OpenedPage } from '#test/browser';
import { until } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

const phoneSize = { width: 390, height: 844 };

/** Called at the moments that are worth a picture. */
export type OnMoment = (name: string, page: Page) => Promise<unknown>;

const chatOf = (phone: OpenedPage) => phone.page.getByRole('log');

/** Writes on the phone and waits for an answer that says this. */
export async function ask(phone: OpenedPage, text: string, answer: RegExp): Promise<void> {
  const found = chatOf(phone).getByText(answer);
  const seen = await found.count();
  await phone.page.getByRole('textbox').fill(text);
  await phone.page.keyboard.press('Enter');
  await until(`an answer to "${text}"`, async () => (await found.count()) > seen);
}

/** A shopper asks for a shoe, gets three, asks about exchange, takes one in 42, changes the quantity, pays on the till's page and gets the receipt. */
export async function sellShoes(phone: OpenedPage, onMoment: OnMoment): Promise<void> {
  await ask(phone, 'hola! busco zapatillas para correr en asfalto, calzo 42', /asistente virtual/);
  await until('three shoes', async () => (await chatOf(phone).getByRole('button', { name: 'Lo quiero' }).count()) === 3);
  await onMoment('selling-shoes', phone.page);
  await ask(phone, 'si no me quedan bien las puedo cambiar?', /30 días|cambi/i);
  await ask(phone, 'me llevo la primera en 42', /carrito/i);
  await ask(phone, 'mejor que sean dos', /2 ×/);
  await ask(phone, 'quiero pagar acá', /\$/);
  await pay(phone.page, onMoment);
  await chatOf(phone).getByText(/Recibimos tu pago/).waitFor();
  await onMoment('selling-receipt', phone.page);
}

/** Opens the last link to pay in the chat, in a tab of the phone's own browser, and pays there by card. */
async function pay(page: Page, onMoment: OnMoment): Promise<void> {
  const href = await page.getByRole('log').getByRole('link').last().getAttribute('href');
  const till = await openPage(href ?? '', phoneSize);
  const card = till.page.getByRole('button', { name: /^Tarjeta\s*Se aprueba/ });
  await card.waitFor();
  await onMoment('selling-till', till.page);
  await card.click();
  await till.page.waitForURL((url) => !/\/(stripe|mercadopago)\/pay\//.test(url.pathname));
  await till.close();
}

/** The shopper gets angry; a person finds the conversation waiting, on a phone. */
export async function getAngry(demo: Demo, phone: OpenedPage, onMoment: OnMoment): Promise<OpenedPage> {
  await ask(phone, 'esto es una vergüenza, es la tercera vez que me llega mal el pedido, los voy a denunciar en defensa del consumidor', /persona/i);
  const agent = await openPage(`${demo.consoleUrl}/sign-in`, phoneSize);
  const { page } = agent;
  await page.getByRole('button', { name: 'Entrar a la tienda de demostración' }).click();
  await page.waitForURL(/\/w\//);
  await page.goto(`${/^.*\/w\/[^/]+/.exec(page.url())?.[0]}/conversations?view=waiting`);
  await page.getByRole('link', { name: /Lucía/ }).first().click();
  await page.getByText(/defensa del consumidor/).first().waitFor();
  await onMoment('selling-inbox', page);
  return agent;
}

/** What was said, who it is, the order, what was looked at and what to do next stand beside the conversation. */
export async function showContext(agent: OpenedPage, onMoment: OnMoment): Promise<void> {
  const desk = await agent.context.newPage();
  await desk.setViewportSize({ width: 1280, height: 900 });
  await desk.goto(agent.page.url());
  await desk.getByText(/defensa del consumidor/).first().waitFor();
  await desk.getByRole('heading', { name: 'Lucía Paz' }).first().waitFor();
  await desk.getByText(/#\d{4}/).first().waitFor();
  await onMoment('selling-context', desk);
  await desk.close();
}
