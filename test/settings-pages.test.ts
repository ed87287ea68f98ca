import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNoAxeViolations, openPage, screenshot } from './browser.ts';
import { openConsoleHouse, password } from './console-house.ts';
import type { ConsoleHouse } from './console-house.ts';
import { expectToFit } from './pages.ts';

let house: ConsoleHouse;

beforeAll(async () => {
  house = await openConsoleHouse('Mates del Sur');
});

afterAll(async () => {
  await house?.close();
});

test('an owner invites somebody by a link, who opens it, chooses a password and is in', async () => {
  const owner = await house.signIn('settings/members', 1280);
  await owner.page.getByLabel('Correo de la persona').fill('bruno@example.com');
  await owner.page.getByRole('button', { name: 'Crear el enlace' }).click();
  const link = await owner.page.getByRole('textbox', { name: 'Enlace para bruno@example.com' }).inputValue();
  expect(link).toContain(`${house.address}/invitation?token=mi_`);
  await expectNoAxeViolations(owner.page, { within: 'main' });

  const invited = await openPage(link, { width: 390 });
  await invited.page.getByLabel('Tu nombre').fill('Bruno Paz');
  await invited.page.getByRole('textbox', { name: 'Contraseña' }).fill(password);
  await invited.page.getByRole('button', { name: 'Entrar' }).click();
  await invited.page.waitForURL(/\/w\//);

  await owner.page.reload();
  await owner.page.getByRole('combobox', { name: 'Rol de Bruno Paz' }).waitFor();
  await screenshot(owner.page, 'settings-members');
  expect([...owner.faults, ...invited.faults]).toEqual([]);
  await Promise.all([owner.close(), invited.close()]);
});

test('a key is shown once, on a phone too, and the log says who made it', async () => {
  const owner = await house.signIn('settings/api-keys', 390);
  await owner.page.getByLabel('Nombre').fill('Contabilidad');
  await owner.page.getByRole('button', { name: 'Crear la clave' }).click();
  const key = await owner.page.getByRole('textbox', { name: 'Clave «Contabilidad»' }).inputValue();
  const reply = await fetch(`${house.address}/v1/workspaces/${house.workspaceId}/members`, { headers: { authorization: `Bearer ${key}` } });
  expect(reply.status).toBe(200);
  await expectNoAxeViolations(owner.page, { within: 'main' });
  await expectToFit(owner.page);
  await screenshot(owner.page, 'settings-api-keys-phone');
  await owner.page.goto(`${house.address}/w/${house.workspaceId}/settings/audit`);
  await owner.page.getByText('Creó una clave de API').waitFor();
  await owner.page.getByText(/ · Contabilidad · Análisis$/).waitFor();
  await expectNoAxeViolations(owner.page, { within: 'main' });
  await screenshot(owner.page, 'settings-audit-phone');
  expect(owner.faults).toEqual([]);
  await owner.close();
});
