import { makeCatalogue } from '../../server/modules/catalog/search/graded/make-catalogue.ts';
import type { Stage } from './stage.ts';

const syllables = ['ka', 'lo', 'mi', 'ran', 'tu', 'bel', 'so', 'ri', 'na', 've', 'dor', 'pa', 'chi', 'lu', 'gan', 'te'];

/** A name that no other of the first million numbers has, as makers give their models. */
function nameOf(number: number): string {
  let [rest, name] = [number, ''];
  do {
    name += syllables[rest % syllables.length] ?? '';
    rest = Math.floor(rest / syllables.length);
  } while (rest > 0);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * Products of the graded catalogue again and again under other names, so that words are as common as in a real shop and a name is as rare.
 * Inventory keys are `i<product>-<variant>`, products from 1.
 */
export async function seedProducts(stage: Stage, count: number, variantsEach: number): Promise<void> {
  const catalogue = makeCatalogue();
  for (let start = 1; start <= count; start += 500) {
    const rows = Array.from({ length: Math.min(500, count - start + 1) }, (_, at) => {
      const number = start + at;
      const base = catalogue[number % catalogue.length]!.product;
      return { number, title: `${base.title} ${nameOf(number)}`, description: `${base.description} ${nameOf(number % 997)} ${nameOf(number % 89)} ${(base.description ?? '').repeat(3)}`, vendor: nameOf(number % 61), category: base.category, tags: base.tags, attributes: base.attributes, options: Array.from({ length: variantsEach }, (__, place) => base.variants[place % base.variants.length]?.options ?? {}) };
    });
    await stage.query(
      `with r as (select * from jsonb_to_recordset($3::jsonb) as r(number int, title text, description text, vendor text, category text, tags jsonb, attributes jsonb, options jsonb)),
       p as (insert into product (workspace_id, id, connection_id, product_key, version, state, title, description, vendor, category, tags, currency, attributes, updated_at)
         select $1, ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid, $2, 'p' || number, now() - interval '1 day', 'active', title, description, vendor, category, array(select jsonb_array_elements_text(tags)), 'ARS', attributes, now() from r)
       insert into variant (workspace_id, connection_id, variant_key, product_id, title, sku, price_minor, stock, stock_version, inventory_key, options, position)
       select $1, $2, 'v' || number || '-' || (o.ordinality - 1), ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid, 'variant', 'SKU' || number || '-' || o.ordinality, 100000 + number * 7 % 900000, 1 + number % 9, now() - interval '1 day',
         'i' || number || '-' || (o.ordinality - 1), o.value, o.ordinality - 1
       from r, jsonb_array_elements(r.options) with ordinality o`,
      [stage.workspaceId, stage.shopId, JSON.stringify(rows)],
    );
  }
  await stage.query('analyze product, variant');
}
