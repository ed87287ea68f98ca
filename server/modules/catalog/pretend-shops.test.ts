import { describe, expect, test } from 'vitest';
import { seedShop } from '../../../simulator/shopify/seed-shop.ts';
import { presetShops } from '../../../simulator/shopify/shop-profiles.ts';
import { ProductIndex } from './search/product-index.ts';
import { searchIndex } from './search/search-index.ts';

/** What the pretend shops sell at first, as the search of the product finds it. */
const [aurora, casaIpe] = presetShops.map((preset) => {
  const shop = seedShop(preset, Date.UTC(2026, 10, 26));
  const index = new ProductIndex();
  for (const { id, title, vendor, category, tags, description, variants } of shop.products.values()) {
    const read = variants.map((variant, position) => ({ position, title: variant.title, sku: variant.sku, options: Object.fromEntries(variant.options.map(({ name, value }) => [name, value])), priceMinor: variant.priceMinor, isAvailable: variant.stock > 0 || variant.sellsWhenEmpty }));
    index.put({ id: String(id), title, brand: vendor, category, tags, attributes: {}, description, variants: read });
  }
  const ask = (query: string, home: 'AR' | 'BR') => {
    const { hits, ask: question } = searchIndex(index, { query, filters: {}, onlyAvailable: true, excludeProductIds: new Set(), home, count: 3, shown: 3 });
    const found = hits.map(({ productId, positions }) => {
      const product = shop.products.get(Number(productId));
      return { title: product?.title ?? '', variant: product?.variants[positions[0] ?? -1]?.title ?? '' };
    });
    return { found, titles: found.map(({ title }) => title), question };
  };
  return { index, ask };
});

const road = ['Zapatilla Avenida', 'Zapatilla Maratón Pulso', 'Zapatilla Pampa', 'Zapatilla Vereda'];

describe('the pretend shops', () => {
  test.each([
    ['looking for a road running shoe size 9 for hard pavement', /4[12]$/],
    ['busco zapatillas para correr en asfalto, talle 42', /42$/],
    ['procuro um tênis de corrida para asfalto, tamanho 41 BR', /4[123]$/],
  ])('%s: three that can be bought', (query, size) => {
    const { found } = aurora!.ask(query, 'AR');
    expect(found).toHaveLength(3);
    for (const { title, variant } of found) {
      expect(road).toContain(title);
      expect(variant).toMatch(size);
    }
  });

  test.each([
    ['playera de mujer', 'Remera Jacarandá de mujer'],
    ['polera mujer', 'Remera Jacarandá de mujer'],
    ['chamarra impermeable', 'Campera Aguacero de mujer'],
    ['jaqueta de chuva feminina', 'Campera Aguacero de mujer'],
    ['moletom', 'Buzo canguro Tilo'],
    ['falda', 'Pollera Retama'],
    ['bañador', 'Malla enteriza Ola'],
    ['óculos de sol', 'Anteojos de sol Reflejo'],
    ['zapatiyas de niño', 'Zapatilla Rayo de niños'],
    ['running socks', 'Medias Pique (3 pares)'],
    ['cinto de couro', 'Cinturón Talabarte'],
    ['zapatos para la oficina', 'Zapato Puerto'],
  ])('Aurora finds for "%s": %s', (query, title) => expect(aurora!.ask(query, 'AR').titles[0]).toBe(title));

  test.each([
    ['taza', 'Caneca'],
    ['florero', 'Vaso Cerrado'],
    ['sábanas de algodón', 'Jogo de lençol Neblina'],
    ['bath towel', 'Toalha de banho Cachoeira'],
    ['almohadón', 'Almofada'],
  ])('Casa Ipê finds for "%s": %s', (query, title) => expect(casaIpe!.ask(query, 'BR').titles[0]).toContain(title));

  test.each(['heladera', 'taladro azul', 'notebook', 'pizza de muzzarella'])('neither sells "%s", and neither pretends to', (query) => {
    expect(aurora!.ask(query, 'AR').titles).toEqual([]);
    expect(casaIpe!.ask(query, 'BR').titles).toEqual([]);
  });

  test('many shoes are parted by their size or their use', () => expect(aurora!.ask('zapatillas', 'AR').question?.facet).toMatch(/^(size|use)$/));
});
