import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FlowDetail } from '#contract/flow-management';
import { openPretendShop, openShopApp } from '../server/modules/insights/testing.ts';
import type { PretendShop } from '../server/modules/insights/testing.ts';
import { makeFlow, stopSharedServer } from './app.ts';
import type { TestApp } from './app.ts';
import { closeBrowser } from './browser.ts';
import type { PageOptions } from './browser.ts';
import { serveConsole } from './console-house.ts';
import { inspect, openAs } from './pages.ts';

const phone = { width: 390, height: 844 };
const sizes = [
  ['desktop', {}],
  ['phone', phone],
] as const;
let home: TestApp;
let address: string;
let shop: PretendShop;
let rescueId: string;
let stagedId: string;

beforeAll(async () => {
  home = await openShopApp('http://127.0.0.1');
  address = await serveConsole(home.web, home.app);
  shop = await openPretendShop(home);
  rescueId = await makeFlow(home, shop.workspaceId, { holdoutShare: 0.3 });
  await shop.rescue('Sofía Acosta', 'Bruno Benítez', 'Carla Correa', 'Diego Domínguez', 'Elena Escudero', 'Fabio Ferreyra');
  await shop.order('Sofía Acosta', { totalMinor: 4_000_000 });
  await shop.leaveCart('Nadia Sin Permiso', 8_990_000);
  home.clock.advance({ minutes: 61 });
  await home.runDue();
  await spoilTemplates();
  const made = await home.web.inject({ method: 'POST', url: `/v1/workspaces/${shop.workspaceId}/flows`, headers: { cookie: shop.cookie, origin: address }, payload: { from: 'playbook', playbook: 'staggered-high-value' } });
  stagedId = FlowDetail.parse(made.json()).id;
});

afterAll(async () => {
  await closeBrowser();
  await home?.close();
  await stopSharedServer();
});

/** One refused, one paused, the others approved. */
async function spoilTemplates() {
  await sql`update template set status = 'approved', problem = null, reason = null, quality = 'green' where workspace_id = ${shop.workspaceId}`.execute(home.app.db);
  await sql`update template set status = 'rejected', reason = 'INVALID_FORMAT' where workspace_id = ${shop.workspaceId} and language = 'en' and header->>'kind' = 'image'`.execute(home.app.db);
  await sql`update template set status = 'paused', quality = 'red' where workspace_id = ${shop.workspaceId} and language = 'pt_BR' and header->>'kind' = 'none'`.execute(home.app.db);
}

const open = (path: string, options: PageOptions = {}) =>
  openAs(shop, `${address}/w/${shop.workspaceId}/${path}`, { ...options, before: (page) => page.clock.setFixedTime(home.clock.now()) });

describe.each(sizes)('on a %s', (size, options) => {
  test('flows are listed with what they brought, and ready-made ones below', async () => {
    const opened = await open('flows', options);
    await opened.page.getByRole('link', { name: /Rescue/ }).waitFor();
    await opened.page.getByRole('heading', { name: 'Carritos de alto valor, en tres pasos' }).waitFor();
    await inspect(opened, `flows-${size}`);
    await opened.close();
  });

  test('a flow reads as a sentence whose blanks are its settings, with its consequence said', async () => {
    const opened = await open(`flows/${stagedId}`, options);
    await opened.page.getByText(/al menos/).waitFor();
    await opened.page.getByText('Antes de encenderlo hay que escribir un texto', { exact: false }).waitFor();
    expect(await opened.page.getByRole('switch').isDisabled()).toBe(true);
    await inspect(opened, `flow-settings-${size}`);
    await opened.close();
  });

  test('texts stand beside the phone that shows them', async () => {
    const opened = await open(`flows/${rescueId}?tab=texts`, options);
    await opened.page.getByRole('figure').getByText(/sigue guardado/).waitFor();
    await opened.page.getByRole('textbox', { name: 'Texto', exact: true }).fill('Hola {{first_name}}, ¿seguimos con {{item_title}} por aquí?');
    await opened.page.getByRole('figure').getByText(/¿seguimos con Mate de .* por aquí\?/).waitFor();
    await inspect(opened, `flow-texts-${size}`);
    await opened.close();
  });

  test.each(['rehearsal', 'results', 'graph', 'versions'])('%s', async (tab) => {
    const opened = await open(`flows/${rescueId}?tab=${tab}`, options);
    if (tab === 'rehearsal') {
      await opened.page.getByRole('button', { name: 'Ensayar con la última semana' }).click();
      await opened.page.getByText(/habrían salido/).waitFor();
      await opened.page.getByText('Nadia Sin Permiso').first().click();
    }
    if (tab === 'results') await opened.page.getByText('No recibieron nada, a propósito').waitFor();
    if (tab === 'graph') await opened.page.getByText('Mensaje 1').first().waitFor();
    if (tab === 'versions') await opened.page.getByText('Versión 1').waitFor();
    await inspect(opened, `flow-${tab}-${size}`);
    await opened.close();
  });

  test('templates that need somebody come first, with the reason in words', async () => {
    const opened = await open('templates', options);
    await opened.page.getByText('2 plantillas necesitan atención').waitFor();
    await inspect(opened, `templates-${size}`);
    await opened.page.getByRole('link', { name: /rechazaron/ }).first().click();
    await opened.page.getByText('El canal dijo: INVALID_FORMAT').waitFor();
    await inspect(opened, `template-${size}`);
    await opened.close();
  });
});

test('a playbook is used, a blank changed and saved, and the version before put back', async () => {
  const { page, close, faults } = await open('flows');
  await page.getByRole('button', { name: 'Usar «Rescate con ayuda primero»' }).click();
  await page.getByRole('textbox', { name: 'Cuánto se espera', exact: true }).fill('2');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado como versión 2').waitFor();
  await page.getByRole('tab', { name: 'Versiones' }).click();
  await page.getByRole('button', { name: 'Volver a la versión 1' }).click();
  await page.getByText('Versión 3').waitFor();
  await page.getByRole('tab', { name: 'Ajustes' }).click();
  await expect.poll(() => page.getByRole('textbox', { name: 'Cuánto se espera', exact: true }).inputValue()).toBe('1');
  expect(faults).toEqual([]);
  await close();
});

test('a flow is switched on and off again where it stands', async () => {
  const { page, close } = await open(`flows/${rescueId}`);
  await page.getByText(/personas por día lo reciben/).waitFor();
  const control = page.getByRole('switch');
  expect(await control.isChecked()).toBe(true);
  await control.focus();
  await page.keyboard.press('Space');
  await page.getByText('«Rescue» está apagado').waitFor();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await page.getByText('«Rescue» está encendido').waitFor();
  await close();
});
