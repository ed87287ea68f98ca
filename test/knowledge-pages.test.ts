import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPage, noteUnanswered } from '#modules/knowledge';
import type { Actor } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { writePages } from '../server/demo/seed-demo.ts';
import { expectNoAxeViolations, screenshot } from './browser.ts';
import { openConsoleHouse } from './console-house.ts';
import type { ConsoleHouse } from './console-house.ts';
import { expectToFit } from './pages.ts';

let house: ConsoleHouse;

beforeAll(async () => {
  house = await openConsoleHouse('Tienda Aurora');
  await writePages(house.app, house.workspaceId);
  for (const question of ['¿tienen estacionamiento?', 'hay estacionamiento cerca?']) {
    await inTransaction(house.app.db, (tx) => noteUnanswered(house.app, tx, { workspaceId: house.workspaceId, conversationId: null, question, language: 'es', reason: 'no_answer' }));
  }
});

afterAll(async () => {
  await house?.close();
});

test('pages are listed with their kind and state, filtered by chips in the address, and searched', async () => {
  const { page, faults, close } = await house.open('knowledge', 1280);
  await page.getByRole('link', { name: /Cambios y devoluciones/ }).waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'knowledge');
  await page.getByRole('button', { name: 'Tipo', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Envíos' }).click();
  await page.getByRole('link', { name: /Cambios y devoluciones/ }).waitFor({ state: 'detached' });
  expect(page.url()).toContain('kind=shipping');
  await page.goto(`${house.address}/w/${house.workspaceId}/knowledge?q=merino`);
  await page.getByRole('link', { name: /Garantía y cuidados/ }).waitFor();
  expect(await page.getByRole('list', { name: 'Conocimiento' }).getByRole('listitem').count()).toBe(1);
  expect(faults).toEqual([]);
  await close();
});

test('a page is begun from a starter, cannot be published with blanks, is filled in, published and put back', async () => {
  const { page, faults, close } = await house.open('knowledge', 1280);
  await page.getByRole('button', { name: 'Nueva página' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Crear el borrador' }).click();
  await page.getByRole('heading', { name: 'Cambios', level: 1 }).waitFor();
  await page.getByText('Completa lo que está entre dobles corchetes').first().waitFor();
  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'antes de publicar' }).waitFor();
  await page.getByLabel('Cerrar').first().click();
  await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('## Plazo de verano\n\nTienes **45 días** para cambiar.');
  await page.getByRole('region', { name: 'Vista previa' }).getByRole('heading', { name: 'Plazo de verano' }).waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await page.getByRole('button', { name: 'Guardar y publicar' }).click();
  await page.getByText('Publicada: desde ahora responde').waitFor();
  await screenshot(page, 'knowledge-editor');
  await page.getByRole('tab', { name: 'Versiones' }).click();
  await page.getByRole('button', { name: 'Ver la versión 1' }).click();
  await page.getByRole('region', { name: 'Versión 1' }).getByText('cuántos').first().waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await page.getByRole('button', { name: 'Volver a esta: versión 1' }).click();
  await page.getByText('Publicada, con cambios sin publicar').waitFor();
  // The refusal to publish is a reply of 409, which the browser writes down.
  expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
  await close();
});

test('what somebody else saved meanwhile is not replaced unseen', async () => {
  const { page, close } = await house.open('knowledge', 1280);
  await page.getByRole('link', { name: /Garantía y cuidados/ }).click();
  const field = page.getByRole('textbox', { name: 'Texto', exact: true });
  await field.fill('Lo que escribo yo.');
  const path = `${house.address}/v1/workspaces/${house.workspaceId}/knowledge/pages/${new URL(page.url()).pathname.split('/').at(-1)}`;
  const { version, ...content } = (await (await page.request.get(path)).json()) as { version: number; kind: string; title: string; language: string; structure: null; url: null };
  const { kind, title, language, structure, url } = content;
  const theirs = await page.request.put(path, { headers: { origin: house.address }, data: { kind, title, language, structure, url, body: 'Lo de otra persona.', basedOn: version } });
  expect(theirs.status()).toBe(200);
  await page.getByRole('button', { name: 'Guardar el borrador' }).click();
  await page.getByRole('alert').getByText('Otra persona guardó mientras editabas').waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'knowledge-overtaken');
  expect(await field.inputValue()).toBe('Lo que escribo yo.');
  await page.getByRole('button', { name: 'Seguir con lo mío' }).click();
  await page.getByRole('button', { name: 'Guardar el borrador' }).click();
  await page.getByText(`Guardada como versión ${version + 2}`).waitFor();
  await field.fill('Otro intento.');
  await page.getByRole('button', { name: 'Descartar' }).click();
  await expect.poll(() => field.inputValue()).toBe('Lo que escribo yo.');
  await close();
});

test('the shipping table, hours and sizes are edited, on a phone too', async () => {
  const { page, faults, close } = await house.open('knowledge?kind=shipping', 390);
  await page.getByRole('link', { name: /Envíos/ }).click();
  await page.getByRole('tab', { name: 'Tabla de envíos' }).click();
  const row = page.getByRole('group', { name: 'Ciudad de Buenos Aires' }).first();
  await row.getByLabel('Días, máximo').fill('1');
  await expectNoAxeViolations(page, { within: 'main' });
  await expectToFit(page);
  await screenshot(page, 'knowledge-shipping-phone');
  await page.getByRole('button', { name: 'Guardar el borrador' }).click();
  await page.getByText('Guardada como versión 2').waitFor();
  for (const [kind, title, tab, screen] of [['hours', 'Local y horarios', 'Horarios', 'hours'], ['size_guide', 'Guía de talles', 'Tablas de talles', 'sizes']] as const) {
    await page.goto(`${house.address}/w/${house.workspaceId}/knowledge?kind=${kind}`);
    await page.getByRole('link', { name: new RegExp(title) }).click();
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel').waitFor();
    await expectNoAxeViolations(page, { within: 'main' });
    await screenshot(page, `knowledge-${screen}-phone`);
    await expectToFit(page);
  }
  expect(faults).toEqual([]);
  await close();
});

test('an import shows what it would become and what was not understood before anything is kept', async () => {
  const { page, faults, close } = await house.open('knowledge', 1280);
  await page.getByRole('button', { name: 'Importar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Formato' }).click();
  await page.getByRole('option', { name: 'CSV (planilla)' }).click();
  await dialog.getByLabel('Contenido').fill('Pregunta;Respuesta\n¿Hacen regalos?;Sí.\n;sin pregunta\n');
  await dialog.getByRole('button', { name: 'Leer' }).click();
  await dialog.getByText('Fila 3:').waitFor();
  await dialog.getByText('Todavía no se guardó nada.').waitFor();
  await expectNoAxeViolations(page, { within: '[role=dialog]' });
  await screenshot(page, 'knowledge-import');
  await dialog.getByLabel('Título').fill('Regalos');
  await dialog.getByRole('button', { name: 'Guardar como borrador' }).click();
  await page.getByRole('heading', { name: 'Regalos', level: 1 }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test('a question can be tried: the passage with its score, or honestly none', async () => {
  const { page, faults, close } = await house.open('knowledge?tab=try', 390);
  await page.getByLabel('¿Qué preguntaría alguien?').fill('como lavo la campera impermeable');
  await page.getByRole('button', { name: 'Preguntar' }).click();
  await page.getByText('Se respondería con esto').waitFor();
  await page.getByRole('link', { name: /Cómo lavar una campera impermeable/ }).waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await expectToFit(page);
  await screenshot(page, 'knowledge-try-phone');
  await page.getByLabel('¿Qué preguntaría alguien?').fill('¿aceptan criptomonedas?');
  await page.getByLabel('¿Qué preguntaría alguien?').press('Enter');
  await page.getByText(/No hay respuesta|Ninguna página publicada habla/).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test('unanswered questions are set aside and taken back, and become a page with one click', async () => {
  const { page, faults, close } = await house.open('knowledge?tab=questions', 1280);
  await page.getByRole('heading', { name: '¿tienen estacionamiento?' }).waitFor();
  await page.getByText('La preguntaron 2 veces').waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'knowledge-questions');
  await page.getByRole('button', { name: 'Descartar: ¿tienen estacionamiento?' }).click();
  await page.getByText('Nadie preguntó algo sin respuesta').waitFor();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await page.getByRole('button', { name: 'Escribir esta página: ¿tienen estacionamiento?' }).click();
  await page.getByRole('tab', { name: 'Versiones' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Texto', exact: true }).inputValue()).toContain('[[Escribe aquí la respuesta]]');
  expect(faults).toEqual([]);
  await close();
});

test('an analyst reads and changes nothing', async () => {
  const reader: Actor = { kind: 'system', id: 'x', name: 'X', workspaceId: house.workspaceId, role: 'analyst' };
  await expect(createPage(house.app, reader, { kind: 'faq', title: 'A', language: null, body: '', structure: null, url: null })).rejects.toMatchObject({ code: 'role_needed' });
  await house.addMember('Ada', 'ada@example.com', 'analyst');
  const { page, close } = await house.open('knowledge', 1280, 'ada@example.com');
  await page.getByRole('link', { name: /Medios de pago/ }).click();
  await page.getByRole('tab', { name: 'Versiones' }).waitFor();
  expect(await page.getByRole('button', { name: /Publicar|Retirar|Borrar|Nueva página|Importar/ }).count()).toBe(0);
  await close();
});
