import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeBrowser, openPage, screenshot } from '#test/browser';
import type { OpenedPage } from '#test/browser';
import { ask, getAngry, sellShoes, showContext } from './sell-shoes.ts';
import { openChat } from './shopper-pages.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

let demo: Demo;
let phone: OpenedPage;

beforeAll(async () => {
  demo = await startDemo();
  phone = await openChat(demo, '541155550199');
});
afterAll(async () => {
  await closeBrowser();
  await demo?.stop();
});

const takePicture = (name: string, page: Parameters<typeof screenshot>[0]) => screenshot(page, name);

test('a shopper asks in their own words, chooses, changes their mind about how many, and pays in the chat', async () => {
  await sellShoes(phone, takePicture);
  expect(phone.faults).toEqual([]);
});

test('an angry one lands with a person who sees everything, answers from a phone, hands back, and closes', async () => {
  const agent = await getAngry(demo, phone, takePicture);
  const { page } = agent;
  await page.getByPlaceholder(/Escribe, o usa/).fill('Hola Lucía, soy Ana. Lo reviso ya mismo y te escribo en diez minutos.');
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await phone.page.getByRole('log').getByText('soy Ana').waitFor();
  await showContext(agent, takePicture);
  await page.getByRole('button', { name: /^Devolver a/ }).click();
  await ask(phone, 'gracias. hasta cuándo tengo para cambiar algo?', /días/);
  await page.getByRole('button', { name: 'Cerrar la conversación' }).click();
  await demo.letTimePass(60_000);
  await phone.page.getByRole('log').getByRole('button', { name: '👍 Bien' }).click();
  await phone.page.getByRole('log').getByText('Gracias por contarnos.').waitFor();
  await takePicture('selling-rating', phone.page);
  expect([...phone.faults, ...agent.faults]).toEqual([]);
});

test('the chat on the shop’s own page answers too, and a person of the shop reads it in the same inbox', async () => {
  const shop = await openPage(demo.shopUrl, { width: 390, height: 844 });
  await shop.page.getByRole('button', { name: 'Abrir el chat' }).click();
  await shop.page.getByPlaceholder('Escribe tu mensaje').fill('¿cuánto demora el envío a 1425?');
  await shop.page.keyboard.press('Enter');
  await shop.page.getByText(/Ciudad de Buenos Aires/).waitFor();
  await screenshot(shop.page, 'selling-web-chat');
  expect(shop.faults).toEqual([]);
  await shop.close();
});
