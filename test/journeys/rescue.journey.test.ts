import { afterAll, beforeAll, expect, test } from 'vitest';
import { CartPage, CartStory } from '#contract/cart';
import type { CartItem } from '#contract/cart';
import { ConnectionList } from '#contract/connection';
import { ConversationPage } from '#contract/conversation';
import { Guide } from '#contract/guide';
import { post, startDemo, until } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

const hourMs = 3_600_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ withConsole: false });
  await until('the texts are approved', areTextsApproved);
});
afterAll(() => demo?.stop());

test('a cart left with consent is rescued after an hour, and its story says how', async () => {
  const checkout = await leaveCart({ firstName: 'Lucía', phone: '+5491155550301', acceptsWhatsApp: true });
  await demo.letTimePass(hourMs + 60_000);
  await expect.poll(async () => (await cartOf('Lucía'))?.standing).toMatchObject({ outcome: 'in_progress', reason: 'awaiting_order' });
  const [message] = await messagesTo('541155550301', 1);
  expect(message?.view.body).toContain('Zapatilla Norte');

  const buttons = message?.view.buttons ?? [];
  expect(buttons.map(({ title }) => title)).toEqual(expect.arrayContaining(['Ver mi carrito', 'Hablar con alguien']));
  const page = await fetch(buttons[0]?.url ?? '');
  expect(page.url).toContain(`/checkouts/${checkout.token}`);
  expect(await page.text()).toContain('Guardamos tu carrito');

  await demo.letTimePass(300_000);
  await post(`${demo.simulatorUrl}/sim/shopify/aurora/checkouts/${checkout.token}/complete`, { paid: true });
  await expect.poll(async () => (await cartOf('Lucía'))?.standing.outcome).toBe('recovered');
  const told = async () => (await storyOf('Lucía')).entries.map(({ kind }) => kind);
  await expect.poll(told).toEqual(expect.arrayContaining(['begun', 'left', 'woke', 'checked', 'message', 'delivered', 'clicked', 'order', 'counted']));
  const kinds = await told();
  expect(kinds.indexOf('checked')).toBeLessThan(kinds.indexOf('message'));
});

test('who asks for a person appears among those who wait for one', async () => {
  await leaveCart({ firstName: 'Bruno', phone: '+5491155550302', acceptsWhatsApp: true });
  await demo.letTimePass(hourMs + 60_000);
  const [message] = await messagesTo('541155550302', 1);
  const button = message?.view.buttons.find(({ title }) => title === 'Hablar con alguien');
  await post(`${demo.simulatorUrl}/sim/whatsapp/users/541155550302/messages`, { button: { payload: button?.id, text: button?.title }, reply_to: message?.id });
  const waiting = async () => ConversationPage.parse(await demo.api('/conversations?view=waiting')).items.find(({ contactName }) => contactName?.startsWith('Bruno'));
  await expect.poll(async () => (await waiting())?.handler).toBe('person');
  await expect.poll(async () => (await waiting())?.lastPreview).toContain('Le paso tu mensaje a una persona');
});

test('without the box ticked nothing is sent, and the story says that consent is missing', async () => {
  await leaveCart({ firstName: 'Carmen', phone: '+5491155550303', acceptsWhatsApp: false });
  await demo.letTimePass(hourMs + 60_000);
  await expect.poll(async () => (await cartOf('Carmen'))?.standing).toMatchObject({ outcome: 'not_messaged', reason: 'no_consent' });
  const checked = (await storyOf('Carmen')).entries.find((entry) => entry.kind === 'checked');
  expect(checked?.decision).toMatchObject({ kind: 'refuse', reason: 'no_consent' });
  expect(await messagesTo('541155550303', 0)).toEqual([]);
});

test('who buys within the hour gets no message', async () => {
  const checkout = await leaveCart({ firstName: 'Diego', phone: '+5491155550304', acceptsWhatsApp: true });
  await post(`${demo.simulatorUrl}/sim/shopify/aurora/checkouts/${checkout.token}/complete`, { paid: true });
  await post(`${demo.simulatorUrl}/sim/webhooks/idle`, {});
  await demo.letTimePass(hourMs + 60_000);
  await expect.poll(async () => (await cartOf('Diego'))?.standing.hasBought).toBe(true);
  expect(await messagesTo('541155550304', 0)).toEqual([]);
});

test('a demo started again goes on, also when its pretend shop now listens elsewhere', async () => {
  await demo.stop({ keepsFolder: true });
  demo = await startDemo({ earlier: demo, withConsole: false });
  const { items } = ConnectionList.parse(await demo.api('/connections'));
  // A pretend till says truthfully that no real money moves.
  expect(items.map(({ vendor, health }) => `${vendor} ${health}`).sort()).toEqual(['cloud-api ok', 'mercadopago ok', 'shopify ok', 'stripe warning', 'web-chat ok']);
  expect((await cartOf('Lucía'))?.standing.outcome).toBe('recovered');
  await until('the texts are approved', areTextsApproved);
  await leaveCart({ firstName: 'Elena', phone: '+5491155550305', acceptsWhatsApp: true });
  await expect.poll(async () => (await cartOf('Elena'))?.contactName).toBe('Elena');
});

async function leaveCart(contact: { firstName: string; phone: string; acceptsWhatsApp: boolean }): Promise<{ token: string }> {
  const checkout = await post(`${demo.simulatorUrl}/sim/shopify/aurora/checkouts`, { lines: [{ variantId: 4455, quantity: 1 }], contact });
  await post(`${demo.simulatorUrl}/sim/webhooks/idle`, {});
  return checkout as { token: string };
}

interface ChatMessage {
  id: string;
  from: 'business' | 'shopper' | 'app';
  view: { body: string; buttons: { title: string; url?: string; id?: string }[] };
}

/** What the business wrote to this person, once it is at least so much. */
async function messagesTo(personKey: string, atLeast: number): Promise<ChatMessage[]> {
  const read = async () => {
    const reply = await fetch(`${demo.simulatorUrl}/sim/whatsapp/users/${personKey}/chat`);
    const chat = reply.ok ? ((await reply.json()) as { messages: ChatMessage[] }) : { messages: [] };
    return chat.messages.filter(({ from }) => from === 'business');
  };
  await expect.poll(async () => (await read()).length).toBeGreaterThanOrEqual(atLeast);
  return read();
}

/** The guide waits with it for every language. */
async function areTextsApproved(): Promise<boolean> {
  return Guide.parse(await demo.api('/guide')).steps.some(({ step, state }) => step === 'texts' && state === 'ok');
}

async function cartOf(name: string): Promise<CartItem | undefined> {
  return CartPage.parse(await demo.api(`/carts?search=${encodeURIComponent(name)}`)).items[0];
}

async function storyOf(name: string): Promise<CartStory> {
  const cart = await cartOf(name);
  return CartStory.parse(await demo.api(`/carts/${cart?.id}`));
}
