import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { InboundEvent } from '#contract/inbound-event';
import type { Actor } from '#platform/actor';
import { ProductChanged } from '#contract/inbound-event';
import { inTransaction } from '#platform/database';
import type { ChannelDefinition } from '#ports/channel';
import { defineStorefront } from '#ports/storefront';
import type { Page } from '#ports/storefront';
import { openFacts } from '#test/facts';
import type { Facts } from '#test/facts';
import { applyProductChanges } from './apply-product-changes.ts';
import { applyStockChanges } from './apply-stock-changes.ts';
import { hasBuyableLine } from './buyable-lines.ts';
import { listProducts, readProduct } from './read-products.ts';
import { readVariants } from './read-variants.ts';
import { syncCatalog } from './sync-catalog.ts';

let facts: Facts;
beforeAll(async () => {
  facts = await openFacts();
});
afterAll(() => facts?.close());

type EventInput = z.input<typeof InboundEvent>;
type ProductInput = z.input<typeof ProductChanged>;
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
let keys = 0;
const newKey = () => `p${(keys += 1)}`;
const product = (productKey: string, changes: Partial<ProductInput> = {}): ProductInput => ({
  type: 'product.changed',
  productKey,
  version: at(1),
  state: 'active',
  title: `Zapatilla ${productKey}`,
  currency: 'ARS',
  variants: [{ variantKey: `${productKey}-v`, title: '42', priceMinor: 1990, stock: 3, inventoryKey: `${productKey}-i` }],
  ...changes,
});
const stock = (productKey: string, amount: number, second: number, locationKey: string | null = null): EventInput => ({
  type: 'stock.changed',
  inventoryKey: `${productKey}-i`,
  locationKey,
  stock: amount,
  version: at(second),
});
const actor = (): Actor => ({ kind: 'member', id: 'ana', name: 'Ana', workspaceId: facts.workspaceId, role: 'analyst' });

async function availabilityOf(productKey: string, home: { workspaceId: string; connectionId: string } = facts) {
  const [known] = await readVariants(facts.app, home.workspaceId, [{ connectionId: home.connectionId, variantKey: `${productKey}-v` }]);
  return known;
}

/** Each event in a transaction of its own, products and stock by their handlers. */
async function applyAll(events: EventInput[]) {
  for (const event of events) await (event.type === 'stock.changed' ? facts.apply(applyStockChanges, [event]) : facts.apply(applyProductChanges, [event]));
}

describe('products', () => {
  test('older news loses as a whole, and variants that are gone leave', async () => {
    const key = newKey();
    await applyAll([
      product(key, { version: at(5), title: 'New', variants: [{ variantKey: `${key}-w`, title: '43', priceMinor: 100 }] }),
      product(key, { version: at(2), title: 'Old' }),
    ]);
    const found = await listProducts(facts.app, actor(), { limit: 50, search: 'New' });
    const detail = await readProduct(facts.app, actor(), found.items[0]?.id ?? '');
    expect(detail).toMatchObject({ title: 'New', variants: [{ variantKey: `${key}-w`, stock: null, isAvailable: true }] });
  });

  test('a deleted product keeps its name and cannot be bought', async () => {
    const key = newKey();
    await applyAll([product(key), product(key, { version: at(9), state: 'deleted', title: '', variants: [] })]);
    expect(await availabilityOf(key)).toMatchObject({ isAvailable: false });
    const { items } = await listProducts(facts.app, actor(), { limit: 50, state: 'deleted', search: `Zapatilla ${key}` });
    expect(items).toHaveLength(1);
  });

  test('a search needs every word, takes no wildcards, and pages through all of it once', async () => {
    const tag = `marca${newKey()}`;
    await facts.apply(applyProductChanges, Array.from({ length: 7 }, (_, index) => product(newKey(), { tags: [tag], title: `Botín ${index}` })));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listProducts(facts.app, actor(), { limit: 3, search: `botín ${tag}`, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    expect((await listProducts(facts.app, actor(), { limit: 3, search: `%${tag}_` })).items).toEqual([]);
  });

  test('another workspace sees none of it', async () => {
    const key = newKey();
    await applyAll([product(key)]);
    const { items } = await listProducts(facts.app, actor(), { limit: 1, search: key });
    const stranger = { ...actor(), workspaceId: (await facts.addWorkspace()).workspaceId };
    expect((await listProducts(facts.app, stranger, { limit: 50 })).items).toEqual([]);
    await expect(readProduct(facts.app, stranger, items[0]?.id ?? '')).rejects.toMatchObject({ code: 'product_unknown' });
  });
});

describe('stock', () => {
  test('is the sum over places, also when the news came before the variant', async () => {
    const key = newKey();
    await applyAll([stock(key, 4, 5, 'north'), stock(key, 2, 6, 'south'), product(key)]);
    expect(await availabilityOf(key)).toMatchObject({ stock: 6, isAvailable: true });
    await applyAll([stock(key, 0, 7, 'north'), stock(key, 9, 3, 'south')]);
    expect(await availabilityOf(key)).toMatchObject({ stock: 2 });
  });

  test('newer product news stands over older stock news', async () => {
    const key = newKey();
    await applyAll([product(key, { version: at(9) }), stock(key, 0, 5)]);
    expect(await availabilityOf(key)).toMatchObject({ stock: 3 });
  });

  test('P2: product and stock news in any order and repeated end the same', async () => {
    const news = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('product' as const), second: fc.integer({ min: 1, max: 4 }), amount: fc.integer({ min: 0, max: 3 }), place: fc.constant(null) }),
        fc.record({ kind: fc.constant('stock' as const), second: fc.integer({ min: 1, max: 4 }), amount: fc.integer({ min: 0, max: 3 }), place: fc.constantFrom('north', 'south') }),
      ),
      { minLength: 2, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(news, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), async (list, ranks) => {
        const ends = [];
        for (const order of [list, [...list, ...list].map((each, index) => ({ each, rank: ranks[index] ?? 0 })).toSorted((a, b) => a.rank - b.rank).map(({ each }) => each)]) {
          const key = newKey();
          const toEvent = ({ kind, second, amount, place }: (typeof list)[number]): EventInput =>
            kind === 'stock'
              ? stock(key, amount, second, place)
              : product(key, { title: 'Same', version: at(second), variants: [{ variantKey: `${key}-v`, title: '42', priceMinor: 1990, stock: amount, inventoryKey: `${key}-i` }] });
          await applyAll(order.map(toEvent));
          ends.push((await availabilityOf(key))?.stock);
        }
        // Two products of one version are settled by their fingerprint, which holds the key: only distinct versions compare.
        const versions = list.filter(({ kind }) => kind === 'product').map(({ second }) => second);
        fc.pre(new Set(versions).size === versions.length);
        expect(ends[1]).toBe(ends[0]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('whether a cart can still be bought', () => {
  async function addCart(variantKeys: (string | null)[]) {
    const [cartId, now] = [facts.app.ids.next(), facts.app.clock.now()];
    const lines = variantKeys.map((variantKey) => ({ variantKey, title: 'Zapatilla', quantity: 1, unitPriceMinor: 1990 }));
    await facts.app.db
      .insertInto('cart')
      .values({ workspace_id: facts.workspaceId, id: cartId, connection_id: facts.connectionId, state: 'open', version: now, currency: 'ARS', total_minor: 1990, item_count: 1, lines: JSON.stringify(lines), activity_at: now, created_at: now })
      .execute();
    return cartId;
  }

  test('true with one line that can, false with none, null when a line is unknown', async () => {
    const [full, empty] = [newKey(), newKey()];
    await applyAll([product(full), product(empty, { variants: [{ variantKey: `${empty}-v`, title: '42', priceMinor: 1, stock: 0 }] })]);
    const carts = await Promise.all([addCart([`${full}-v`, `${empty}-v`]), addCart([`${empty}-v`]), addCart([`${empty}-v`, 'unknown']), addCart([null]), addCart([])]);
    const answers = await inTransaction(facts.app.db, (tx) => hasBuyableLine(tx, carts.map((cartId) => ({ workspaceId: facts.workspaceId, cartId }))));
    expect(carts.map((cartId) => answers.get(cartId))).toEqual([true, false, null, null, null]);
  });
});

test('reading a whole catalogue page by page applies each product once and can be repeated', async () => {
  const home = await facts.addWorkspace();
  const pages: Record<string, Page<ReturnType<typeof ProductChanged.parse>>> = {
    first: { items: [ProductChanged.parse(product('a')), ProductChanged.parse(product('b'))], nextCursor: 'second' },
    second: { items: [ProductChanged.parse(product('c'))], nextCursor: null },
  };
  const { hooks, settings, connect, check } = facts.app.connectors.channels.get('pretend') as ChannelDefinition;
  const readPage = async (cursor: string | null) => pages[cursor ?? 'first'] ?? { items: [], nextCursor: null };
  const shop = defineStorefront({ id: 'shop', name: 'Shop', hooks, settings, connect, check, catalog: () => ({ page: readPage, availability: async () => [] }) });
  facts.app.connectors = { ...facts.app.connectors, storefronts: new Map([['shop', shop]]) };
  await sql`update connection set port = 'storefront', vendor = 'shop' where id = ${home.connectionId}`.execute(facts.app.db);
  const told: number[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await syncCatalog(facts.app, home.workspaceId, home.connectionId, async ({ products }) => void told.push(products))).toBe(3);
  }
  expect(told).toEqual([2, 3, 2, 3]);
  expect((await listProducts(facts.app, { ...actor(), workspaceId: home.workspaceId }, { limit: 50 })).items).toHaveLength(3);
});
