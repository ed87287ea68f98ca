import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maintainPartitions } from '#platform/partitions';
import { writePages } from '../server/demo/seed-demo.ts';
import { partitionedTables } from '../server/retention.ts';
import { expectNoAxeViolations, screenshot } from './browser.ts';
import { openConsoleHouse } from './console-house.ts';
import type { ConsoleHouse } from './console-house.ts';
import { expectToFit } from './pages.ts';

let house: ConsoleHouse;
let turnId: string;

beforeAll(async () => {
  house = await openConsoleHouse('Tienda Aurora');
  await house.addMember('Ada', 'ada@example.com', 'analyst');
  await writePages(house.app, house.workspaceId);
  turnId = await writeTurn();
});

afterAll(async () => {
  await house?.close();
});

/** A conversation of Martina with one answer in which a first draft was held back. */
async function writeTurn(): Promise<string> {
  const { workspaceId } = house;
  const { db, ids } = house.app;
  await maintainPartitions(db, partitionedTables(house.app.config), new Date());
  const [connectionId, contactId, conversationId, messageId, id] = [ids.next(), ids.next(), ids.next(), ids.next(), ids.next()];
  const at = new Date(Date.now() - 3_600_000);
  const passage = { passageId: 'p1', source: 'Cambios: plazo', kind: 'policy', text: 'Tienes 30 días desde que recibes el pedido.', url: 'https://aurora.example/cambios', score: 0.8 };
  const verdicts = (objection: string | null) => [{ guard: 'supported_policies', objection }, { guard: 'not_human', objection: null }];
  const record = {
    steps: [
      { kind: 'call', engine: 'guided', name: 'find_policy', input: { question: 'cuánto tiempo tengo para cambiar' }, outcome: { kind: 'done', code: null, message: null, output: { passages: [passage] } }, ms: 12 },
      { kind: 'draft', engine: 'guided', text: 'Tienes 60 días.', verdicts: verdicts('No page says 60 days.') },
      { kind: 'draft', engine: 'guided', text: 'Tienes 30 días.', verdicts: verdicts(null) },
    ],
    sources: [{ passageId: 'p1', source: passage.source, url: passage.url, text: passage.text }],
  };
  await sql`insert into connection (workspace_id, id, port, vendor, name, state, created_at, updated_at) values (${workspaceId}, ${connectionId}, 'channel', 'whatsapp', 'WhatsApp', 'active', ${at}, ${at})`.execute(db);
  await sql`insert into contact (workspace_id, id, name, created_at, updated_at) values (${workspaceId}, ${contactId}, 'Martina Ríos', ${at}, ${at})`.execute(db);
  await sql`insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, created_at) values (${workspaceId}, ${conversationId}, ${contactId}, ${connectionId}, 'whatsapp', 'open', 'assistant', ${at})`.execute(db);
  await sql`
    insert into message (workspace_id, at, id, conversation_id, direction, author, provider_message_id, content)
    values (${workspaceId}, ${at}, ${messageId}, ${conversationId}, 'in', 'contact', ${messageId}, ${JSON.stringify({ type: 'text', text: '¿Cuánto tiempo tengo para cambiar?' })}::jsonb)`.execute(db);
  await sql`
    insert into assistant_turn (workspace_id, id, conversation_id, contact_id, connection_id, channel, state, message_ids, started_at, latest_at, settled_at, engine, think_ms, record)
    values (${workspaceId}, ${id}, ${conversationId}, ${contactId}, ${connectionId}, 'whatsapp', 'answered', ${[messageId]}::uuid[], ${at}, ${at}, ${at}, 'guided', 640, ${JSON.stringify(record)}::jsonb)`.execute(db);
  return id;
}

test('the set-up reads as a sentence, says what switching on would mean, and is saved with a way back', async () => {
  const { page, faults, close } = await house.open('assistant', 1280);
  await page.getByText('Auri responde a todos por WhatsApp').waitFor();
  await page.getByText(/Respondería más o menos (1 conversación|0,5 conversaciones) por día\./).waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'assistant-setup');
  await page.getByLabel('Nombre').fill('Lola');
  await page.getByRole('checkbox', { name: 'Descuentos' }).uncheck();
  await page.getByText('Deja para una persona los descuentos.').waitFor();
  await page.getByRole('textbox', { name: 'Primeras palabras' }).fill('Hola, te escribe Lola.');
  await page.getByRole('region', { name: 'Hay cambios sin guardar.' }).getByText('tienen que decir en cada idioma').waitFor();
  expect(await page.getByRole('button', { name: 'Guardar' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Volver al texto incluido' }).click();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado: vale desde el próximo mensaje').waitFor();
  await page.getByRole('switch', { name: 'Lola no responde' }).click();
  await page.getByRole('switch', { name: 'Lola responde' }).waitFor();
  await page.getByText(/Responde más o menos (1 conversación|0,5 conversaciones) por día\./).waitFor();
  await page.getByRole('button', { name: 'Deshacer' }).last().click();
  await page.getByRole('switch', { name: 'Lola no responde' }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test('the assistant is tried on a phone beside the settings: an answer with what it stands on, a person, and anew', async () => {
  const { page, faults, close } = await house.open('assistant?tab=try', 390);
  await page.getByRole('button', { name: '¿Cuánto demora el envío?' }).click();
  await page.getByText('asistente virtual de Tienda Aurora').waitFor();
  await page.getByRole('list', { name: 'Pasos' }).last().getByText('reglas antes de responder').waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'assistant-try-phone');
  await expectToFit(page);
  await page.getByLabel('Escribe un mensaje').fill('quiero hablar con una persona');
  await page.getByLabel('Escribe un mensaje').press('Enter');
  await page.getByText('Pasaría la conversación a una persona').waitFor();
  await page.getByRole('button', { name: 'Empezar de nuevo' }).click();
  await page.getByRole('button', { name: '¿Cuánto demora el envío?' }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test('rules of handoff: the four that stay on say why, one is given to a person with words of its own', async () => {
  const { page, faults, close } = await house.open('assistant?tab=handoff', 1280);
  const rules = page.getByRole('list', { name: 'Pasar a una persona' });
  await rules.getByRole('listitem').first().waitFor();
  expect(await rules.getByRole('switch').count()).toBe(11);
  expect(await rules.getByText('Siempre encendido').count()).toBe(4);
  await rules.getByText('Siempre encendido: hay dinero en juego').waitFor();
  await rules.getByRole('button', { name: 'Ajustar: Compra grande' }).click();
  await rules.getByLabel('Desde qué total (ARS)').fill('150000');
  await rules.getByRole('button', { name: 'Guardar' }).first().click();
  await page.getByText('Guardado', { exact: true }).waitFor();
  await rules.getByRole('combobox', { name: 'A quién le toca' }).click();
  await page.getByRole('option', { name: 'para Carla Benítez' }).click();
  await rules.getByRole('textbox', { name: 'Lo que lee el comprador' }).fill('Carla te ayuda con esta compra.');
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'assistant-handoff', { fullPage: true });
  await rules.getByRole('button', { name: 'Guardar' }).click();
  await rules.getByText('para Carla Benítez · high_value · con tu texto').waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  await expectToFit(page);
  await screenshot(page, 'assistant-handoff-phone', { fullPage: true });
  expect(faults).toEqual([]);
  await close();
});

test('what it did: filters live in the address, and one answer shows its tools, what was held back, its sources and its cost', async () => {
  const { page, faults, close } = await house.open('assistant?tab=done', 1280);
  await page.getByRole('link', { name: /Cuánto tiempo tengo para cambiar/ }).waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'assistant-done');
  await page.getByRole('button', { name: 'Resultado', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Pasó a una persona' }).click();
  await page.getByText('Nada coincide').waitFor();
  expect(page.url()).toContain('state=handed_over');
  await page.goto(`${house.address}/w/${house.workspaceId}/assistant?tab=done&isTroubled=true`);
  await page.getByRole('link', { name: /Cuánto tiempo tengo para cambiar/ }).click();
  await page.getByRole('heading', { name: 'Respuesta a Martina Ríos', level: 1 }).waitFor();
  expect(page.url()).toContain(turnId);
  await page.getByText('Buscó en tus páginas').waitFor();
  await page.getByText('Este borrador no se envió').waitFor();
  await page.getByText('No page says 60 days.').waitFor();
  await page.getByRole('region', { name: 'Dónde lo leyó' }).getByRole('link', { name: 'Cambios: plazo' }).waitFor();
  await page.getByText('Nada: pensó el asistente guiado').first().waitFor();
  await expectNoAxeViolations(page, { within: 'main' });
  await screenshot(page, 'assistant-turn', { fullPage: true });
  await page.setViewportSize({ width: 390, height: 800 });
  await expectToFit(page);
  await screenshot(page, 'assistant-turn-phone', { fullPage: true });
  await page.getByRole('link', { name: 'Ver la conversación' }).click();
  await page.waitForURL(/\/conversations\//);
  expect(faults).toEqual([]);
  await close();
});

test('an analyst reads everything and changes nothing, on a phone too', async () => {
  const { page, faults, close } = await house.open('assistant', 390, 'ada@example.com');
  await page.getByRole('switch', { name: /no responde/ }).waitFor();
  expect(await page.getByRole('switch', { name: /no responde/ }).isDisabled()).toBe(true);
  expect(await page.getByLabel('Nombre').isDisabled()).toBe(true);
  await expectNoAxeViolations(page, { within: 'main' });
  await expectToFit(page);
  await screenshot(page, 'assistant-setup-phone', { fullPage: true });
  await page.getByRole('tab', { name: 'Probar' }).click();
  await page.getByText('hace falta el rol de agente').waitFor();
  expect(faults).toEqual([]);
  await close();
});
