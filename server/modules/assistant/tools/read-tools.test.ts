import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPage, publishPage } from '#modules/knowledge';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';
import { makeEventShop } from '#test/shop-events';
import type { EventShop } from '#test/shop-events';
import { nextShopper, postMessage } from '#test/whatsapp';
import { auroraPages } from '../../../demo/aurora-pages.ts';
import type { ToolTurn } from '../define-tool.ts';
import { toolNames } from '../tool-shapes.ts';
import type { ToolName, ToolOutputs } from '../tool-shapes.ts';
import { tools } from './index.ts';
import { callTool, makeToolTurn } from './testing.ts';

let it: TestApp;
let workspaceId: string;
let shop: EventShop;
let where: Pick<ToolTurn, 'workspaceId' | 'conversationId' | 'contactId' | 'connectionId'>;

beforeAll(async () => {
  it = await createTestApp();
  const home = await makeWorkspace(it);
  workspaceId = home.id;
  const number = await makeNumber(it, workspaceId);
  shop = await makeEventShop(it, workspaceId);
  const version = it.clock.now().toISOString();
  const shoe = (key: string, title: string, attributes: Record<string, string>, stock: number) => ({
    type: 'product.changed' as const, productKey: key, version, state: 'active' as const, title, category: 'Zapatillas', vendor: 'Andes', currency: 'ARS', attributes,
    variants: [42, 43].map((size) => ({ variantKey: `${key}-${size}`, title: String(size), priceMinor: 9_000_000, stock, options: { Talle: String(size) } })),
  });
  await shop.tell([shoe('pampa', 'Zapatilla Pampa running asfalto', { Peso: '240 g', Uso: 'asfalto' }, 5), shoe('norte', 'Zapatilla Norte trekking', { Peso: '320 g', Uso: 'montaña' }, 5), shoe('rara', 'Zapatilla Rara', {}, 0)]);
  const actor = { kind: 'member' as const, id: home.memberId, name: 'Ana', workspaceId, role: 'owner' as const };
  for (const page of auroraPages) {
    const made = await createPage(it.app, actor, page);
    await publishPage(it.app, actor, made.id, made.version);
  }
  const shopper = nextShopper();
  await postMessage(it, number, shopper, { text: 'Hola' });
  const { rows } = await sql<typeof where>`select workspace_id as "workspaceId", id as "conversationId", contact_id as "contactId", connection_id as "connectionId" from conversation where workspace_id = ${workspaceId}`.execute(it.app.db);
  where = rows[0] as typeof where;
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});

async function ask<Name extends ToolName>(name: Name, input: object, more: Partial<ToolTurn> = {}): Promise<ToolOutputs[Name]> {
  const outcome = await callTool(tools, await makeToolTurn(it.app, { ...where, ...more }), name, input, true);
  if (outcome.kind !== 'done') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome.output;
}

const idOf = async (words: string) => (await ask('search_products', { query: words })).items[0]?.productId ?? '';

test('every tool that engines are told of exists once, under its own name, and says what it is for', () => {
  const missing = toolNames.filter((name) => !tools[name]);
  expect(missing).toEqual([]);
  for (const name of toolNames) {
    expect(tools[name]?.name).toBe(name);
    expect(tools[name]?.description.length).toBeGreaterThan(60);
  }
});

describe('products', () => {
  test('are found by the shopper’s words and size, and told in detail', async () => {
    const { items, total } = await ask('search_products', { query: 'zapatillas para correr en asfalto', filters: { size: '42' } });
    expect(total).toBeGreaterThan(0);
    expect(items[0]).toMatchObject({ variantKey: 'pampa-42', priceMinor: 9_000_000, stock: 5, isAvailable: true });
    expect(await ask('product_detail', { productId: items[0]?.productId ?? '' })).toMatchObject({ title: 'Zapatilla Pampa running asfalto', attributes: { Peso: '240 g' } });
  });

  test('are compared, with what differs', async () => {
    const { differences } = await ask('compare_products', { productIds: [await idOf('pampa'), await idOf('norte')] });
    expect(differences).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'Peso', left: '240 g', right: '320 g' })]));
    const same = await idOf('pampa');
    expect(await callTool(tools, await makeToolTurn(it.app, where), 'compare_products', { productIds: [same, same] }, true)).toMatchObject({ kind: 'refused', code: 'same_product' });
  });

  test('are checked in the order asked; unknown ones and those of other workspaces are left out', async () => {
    const stranger = await makeWorkspace(it);
    const theirs = await makeEventShop(it, stranger.id);
    await theirs.tell([{ type: 'product.changed', productKey: 'x', version: it.clock.now().toISOString(), state: 'active', title: 'X', currency: 'ARS', variants: [{ variantKey: 'x', title: 'x', priceMinor: 1, stock: 9 }] }]);
    const { items } = await ask('check_stock', { items: [{ connectionId: shop.connectionId, variantKey: 'norte-43' }, { connectionId: theirs.connectionId, variantKey: 'x' }, { connectionId: shop.connectionId, variantKey: "' or 1=1" }, { connectionId: shop.connectionId, variantKey: 'pampa-42' }] });
    expect(items.map(({ variantKey, stock }) => [variantKey, stock])).toEqual([['norte-43', 5], ['pampa-42', 5]]);
    expect(await callTool(tools, await makeToolTurn(it.app, where), 'check_stock', { items: [{ connectionId: 'not an id', variantKey: 'x' }] }, true)).toMatchObject({ kind: 'done', output: { items: [] } });
  });

  test('of another workspace, or nobody’s, are unknown', async () => {
    for (const productId of ['nonsense', it.app.ids.next()]) expect(await callTool(tools, await makeToolTurn(it.app, where), 'product_detail', { productId }, true)).toMatchObject({ kind: 'refused', code: 'product_unknown' });
    expect(await callTool(tools, await makeToolTurn(it.app, where), 'complete_set', { productId: 'nonsense' }, true)).toMatchObject({ kind: 'refused', code: 'product_unknown' });
  });
});

describe('what the shop says of itself', () => {
  test('is found; what nobody wrote is answered with nothing', async () => {
    expect((await ask('find_policy', { question: '¿Cómo hago un cambio de talle?' })).passages[0]?.score).toBeGreaterThan(0.35);
    expect((await ask('find_policy', { question: '¿Tienen guardería para perros?' })).passages).toEqual([]);
  });

  test('sizes are converted from what was said, feet and clothes apart', async () => {
    const feet = await ask('size_guide', { query: 'calzo 9 US en zapatillas' });
    expect(feet.conversions.find(({ system }) => system === 'US')?.size).toBe('9');
    expect(feet.conversions.find(({ system }) => system === 'CM')).toBeDefined();
    expect((await ask('size_guide', { query: '42' })).conversions.length).toBeGreaterThan(3);
    expect((await ask('size_guide', { query: 'hola' })).conversions).toEqual([]);
  });

  test('delivery is told for a place, or says that it needs the code', async () => {
    const { options } = await ask('delivery_estimate', { postalCode: '1425' });
    expect(options.length).toBeGreaterThan(0);
    expect(options[0]?.fromOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});
