import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMember, createWorkspace } from '#modules/workspaces';
import { inTransaction } from '#platform/database';
import { addConsole } from '#platform/http-console';
import { buildConsole } from '../scripts/build-console.ts';
import { closeBrowser, expectNoAxeViolations, openPage, screenshot } from './browser.ts';
import { openHouse } from './house.ts';
import type { House } from './house.ts';

const password = 'correct horse battery';
let house: House;
let address: string;
let workspaceId: string;

beforeAll(async () => {
  await buildConsole();
  house = await openHouse();
  await addConsole(house.http, fileURLToPath(new URL('../console/dist', import.meta.url)));
  address = await house.http.listen({ port: 0, host: '127.0.0.1' });
  house.app.publicUrl = address;
  workspaceId = await inTransaction(house.app.db, async (tx) => {
    const workspace = await createWorkspace(house.app, tx, { name: 'Mates del Sur', country: 'AR' });
    await createMember(house.app, tx, { workspaceId: workspace.id, name: 'Carla Benítez', email: 'carla@example.com', role: 'owner', password });
    return workspace.id;
  });
}, 90_000);

afterAll(async () => {
  await closeBrowser();
  await house?.close();
});

async function signIn(path: string, width: number) {
  const opened = await openPage(`${address}/sign-in?next=${encodeURIComponent(`/w/${workspaceId}/${path}`)}`, { width });
  await opened.page.getByLabel('Correo').fill('carla@example.com');
  await opened.page.getByRole('textbox', { name: 'Contraseña' }).fill(password);
  await opened.page.getByRole('button', { name: 'Ingresar' }).click();
  return opened;
}

test('an owner invites somebody by a link, who opens it, chooses a password and is in', async () => {
  const owner = await signIn('settings/members', 1280);
  await owner.page.getByLabel('Correo de la persona').fill('bruno@example.com');
  await owner.page.getByRole('button', { name: 'Crear el enlace' }).click();
  const link = await owner.page.getByRole('textbox', { name: 'Enlace para bruno@example.com' }).inputValue();
  expect(link).toContain(`${address}/invitation?token=mi_`);
  await expectNoAxeViolations(owner.page, { within: 'main' });

  const invited = await openPage(link, { width: 390 });
  await invited.page.getByLabel('Tu nombre').fill('Bruno Paz');
  await invited.page.getByRole('textbox', { name: 'Contraseña' }).fill(password);
  await invited.page.getByRole('button', { name: 'Entrar' }).click();
  await invited.page.waitForURL(/\/w\//, { timeout: 15_000 });

  await owner.page.reload();
  await owner.page.getByRole('combobox', { name: 'Rol de Bruno Paz' }).waitFor();
  await screenshot(owner.page, 'settings-members');
  expect([...owner.faults, ...invited.faults]).toEqual([]);
  await Promise.all([owner.close(), invited.close()]);
}, 90_000);

test('a key is shown once, on a phone too, and the log says who made it', async () => {
  const owner = await signIn('settings/api-keys', 390);
  await owner.page.getByLabel('Nombre').fill('Contabilidad');
  await owner.page.getByRole('button', { name: 'Crear la clave' }).click();
  const key = await owner.page.getByRole('textbox', { name: 'Clave «Contabilidad»' }).inputValue();
  const reply = await fetch(`${address}/v1/workspaces/${workspaceId}/members`, { headers: { authorization: `Bearer ${key}` } });
  expect(reply.status).toBe(200);
  await expectNoAxeViolations(owner.page, { within: 'main' });
  expect(await owner.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await screenshot(owner.page, 'settings-api-keys-phone');
  await owner.page.goto(`${address}/w/${workspaceId}/settings/audit`);
  await owner.page.getByText('Creó una clave de API').waitFor();
  await expectNoAxeViolations(owner.page, { within: 'main' });
  await screenshot(owner.page, 'settings-audit-phone');
  expect(owner.faults).toEqual([]);
  await owner.close();
}, 90_000);
