import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPaymentLink } from '#modules/payments';
import { stopSharedServer } from './app.ts';
import { closeBrowser, expectNoAxeViolations, openPage, screenshot } from './browser.ts';
import type { PageOptions } from './browser.ts';
import { expectToFit, inspect, openAs } from './pages.ts';
import { openTillStage } from './till-stage.ts';
import type { LeftCart, TillStage } from './till-stage.ts';

const phone = { width: 390, height: 844 };
let stage: TillStage;
let paid: { linkId: string; cart: LeftCart };
let held: { linkId: string; cart: LeftCart };
let open: { linkId: string; url: string; cart: LeftCart };

beforeAll(async () => {
  stage = await openTillStage({ hasConsole: true });
  paid = await make('stripe');
  held = await make('mercadopago');
  open = await make('stripe');
  await pay(paid.linkId, 'stripe');
  await pay(held.linkId, 'mercadopago', held.cart.totalMinor - 1_000);
});
afterAll(async () => {
  await closeBrowser();
  await stage?.close();
  await stopSharedServer();
});

async function make(vendor: string) {
  const cart = await stage.leaveCart();
  const made = await createPaymentLink(stage.it.app, { workspaceId: stage.home.id, cartId: cart.cartId, contactId: cart.contactId, conversationId: null, vendor, language: 'es', idempotencyKey: `page-${cart.key}` });
  return { linkId: made.linkId, url: made.url, cart };
}

async function pay(linkId: string, vendor: string, amountMinor?: number) {
  const { checkouts } = await stage.control<{ checkouts: { id: string; reference: string }[] }>('GET', `/sim/${vendor}/checkouts`);
  const page = checkouts.find(({ reference }) => reference === `mch_${linkId.replaceAll('-', '')}`);
  await stage.control('POST', `/sim/${vendor}/checkouts/${page?.id}/pay`, amountMinor ? { amountMinor } : {});
  await stage.rest();
}

const show = (path: string, options: PageOptions = {}) =>
  openAs(stage.home, `${stage.it.app.publicUrl}/w/${stage.home.id}/${path}`, {
    ...options,
    async before(page) {
      // As on an installation in an office, which has no https.
      await page.addInitScript(() => delete (Crypto.prototype as { randomUUID?: unknown }).randomUUID);
      await page.clock.setFixedTime(stage.it.clock.now());
    },
  });

describe('Payments', () => {
  test.each([
    ['desktop', {}],
    ['phone', phone],
  ] as const)('says in words how each stands, on a %s', async (name, size) => {
    const opened = await show('payments', size);
    const { page, close } = opened;
    await page.getByText('Espera una decisión').first().waitFor();
    await page.getByText('Por pagar').first().waitFor();
    await inspect(opened, `payments-${name}`);
    await close();
  });

  // The desktop comes last: it really gives money back.
  test.each([
    ['phone', phone],
    ['desktop', {}],
  ] as const)('tells every step of one and gives money back after saying what it does, on a %s', async (name, size) => {
    const opened = await show(`payments/${paid.linkId}`, size);
    const { page, faults, close } = opened;
    await page.getByText('El dinero llegó y el pedido está hecho.').waitFor();
    await page.getByRole('list', { name: 'Cada paso' }).getByText('El pedido está en la tienda').waitFor();
    await page.getByRole('button', { name: 'Devolver dinero' }).click();
    await page.getByText(/Se le devuelven .*No se puede deshacer/).waitFor();
    await inspect(opened, `payment-${name}`);
    if (name === 'desktop') {
      await page.getByRole('textbox', { name: /Cuánto devolver/ }).fill('100');
      await page.getByRole('button', { name: 'Devolver', exact: true }).click();
      await page.getByText('La devolución está en camino').waitFor();
      await stage.rest();
      await page.getByText('Devuelto en parte').first().waitFor();
      // The same amount once more is another refund.
      await page.getByRole('button', { name: 'Devolver dinero' }).click();
      await page.getByRole('textbox', { name: /Cuánto devolver/ }).fill('100');
      await page.getByRole('button', { name: 'Devolver', exact: true }).click();
      await expect.poll(async () => {
        await stage.rest();
        // "Se devolvió una parte" is where the payment stands, and no refund.
        return page.getByText(/^(?!Se ).* devolvió /).count();
      }).toBe(2);
    }
    expect(faults).toEqual([]);
    await close();
  });

  test('lets a person decide what was held', async () => {
    const { page, close } = await show(`payments/${held.linkId}`);
    await page.getByText('Llegó un monto distinto del que se pedía.').first().waitFor();
    await page.getByRole('button', { name: 'Hacer el pedido' }).click();
    await page.getByText('El pedido se está creando').first().waitFor();
    await stage.rest();
    await page.getByText('El pedido está en la tienda').waitFor();
    await close();
  });

  test('keeps how links are made', async () => {
    const { page, close } = await show('payments');
    await page.getByText('Cómo se cobra').click();
    await page.getByRole('textbox', { name: 'Horas para pagar un enlace' }).fill('6');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Guardado').waitFor();
    await close();
  });
});

test('the pretend page of a till can be read and clicked through on a phone', async () => {
  const { page, faults, close } = await openPage(open.url, phone);
  await page.getByRole('button', { name: /Tarjeta sin saldo/ }).waitFor();
  await expectNoAxeViolations(page);
  await screenshot(page, 'till-page', { fullPage: true });
  await page.getByRole('button', { name: /Tarjeta sin saldo/ }).click();
  await page.getByRole('alert').getByText('El banco rechazó la tarjeta').waitFor();
  await page.getByRole('button', { name: /Efectivo/ }).click();
  await page.getByText(/33350088\d+/).waitFor();
  await expectNoAxeViolations(page);
  await expectToFit(page);
  await screenshot(page, 'till-slip', { fullPage: true });
  await page.getByRole('button', { name: 'Ya lo pagué en el local' }).click();
  await page.getByText('Estamos confirmando tu pago').waitFor();
  await expectNoAxeViolations(page);
  expect(faults.filter((fault) => !fault.includes('favicon'))).toEqual([]);
  await close();
});
