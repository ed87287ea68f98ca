import type { Page } from 'playwright-core';
import { openPage } from '#test/browser';
import type { OpenedPage } from '#test/browser';
import { post, until } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

const phoneSize = { width: 390, height: 844 };
const aurora = '200300400500600';

export interface ShopContact {
  firstName: string;
  /** As an Argentine types it, with area code. */
  phone: string;
  acceptsWhatsApp: boolean;
}

/** A shopper on a phone chooses a product, fills in the contact step of the checkout and goes no further. */
export async function leaveCart(demo: Demo, contact: ShopContact): Promise<OpenedPage> {
  const opened = await openPage(demo.shopUrl, phoneSize);
  const { page } = opened;
  await page.getByRole('link', { name: /Zapatilla Norte/ }).first().click();
  await page.getByRole('button', { name: 'Agregar al carrito' }).click();
  await page.getByRole('link', { name: 'Finalizar compra' }).first().click();
  await page.getByLabel('Nombre', { exact: true }).fill(contact.firstName);
  await page.getByLabel('Teléfono').fill(contact.phone);
  if (contact.acceptsWhatsApp) await page.getByRole('checkbox', { name: /WhatsApp/ }).check();
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.getByRole('heading', { name: 'Entrega' }).waitFor();
  await post(`${demo.simulatorUrl}/sim/webhooks/idle`, {});
  return opened;
}

/** Delivery and payment, from wherever the recovered checkout stands. */
export async function buyCart(page: Page): Promise<void> {
  await page.getByLabel('Dirección').fill('Salta 940');
  await page.getByLabel('Ciudad').fill('Rosario');
  await page.getByLabel('Código postal').fill('2000');
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.getByRole('button', { name: /^Pagar/ }).click();
}

/** The person's chat with the shop, on their phone. */
export function openChat(demo: Demo, personKey: string): Promise<OpenedPage> {
  return openPage(`${demo.phoneUrl}#/${personKey}/${aurora}`, phoneSize);
}

/** The phone knows a stranger's number once a message reached it. */
export async function untilWrittenTo(demo: Demo, personKey: string): Promise<void> {
  await until(`a message to ${personKey}`, async () => {
    const reply = await fetch(`${demo.simulatorUrl}/sim/whatsapp/users/${personKey}/chat?to=${aurora}`);
    const { messages = [] } = (await reply.json()) as { messages?: { isVisible: boolean }[] };
    return messages.some(({ isVisible }) => isVisible);
  });
}
