import type { FoundVariant, ProductComparison, ProductFacts } from '#contract/catalog-search';
import { formatMoney } from '#contract/money';
import type { App } from '#context';
import { readWorkspaceFacts } from '#modules/workspaces';
import { readProductDetail } from './read-variants.ts';

/** Two products side by side: what differs by attribute, option and price, and what they share. Only what the catalogue states. */
export async function compareProducts(app: App, workspaceId: string, productIds: readonly [string, string]): Promise<ProductComparison> {
  const [left, right] = await Promise.all([readProductDetail(app, workspaceId, productIds[0]), readProductDetail(app, workspaceId, productIds[1])]);
  const locale = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId)?.locale ?? 'es-AR';
  return { products: [left, right], ...contrast(describe(left, locale), describe(right, locale)) };
}

/** Names and values of everything a product states. Names are the shop's own, or one of `price`, `brand`, `category`. */
function describe(product: ProductFacts, locale: string): Map<string, string> {
  const facts = new Map<string, string>();
  const price = describePrice(product.variants, locale);
  if (price) facts.set('price', price);
  if (product.brand) facts.set('brand', product.brand);
  if (product.category) facts.set('category', product.category);
  for (const [name, value] of Object.entries(product.attributes)) facts.set(name, value);
  const options = new Map<string, Set<string>>();
  for (const variant of product.variants.filter(({ isAvailable }) => isAvailable)) {
    for (const [name, value] of Object.entries(variant.options)) options.set(name, (options.get(name) ?? new Set()).add(value));
  }
  for (const [name, values] of options) if (product.variants.length > 1) facts.set(name, [...values].join(', '));
  return facts;
}

/** The range of what can be bought; of all when nothing can. */
function describePrice(variants: readonly FoundVariant[], locale: string): string | null {
  const buyable = variants.filter(({ isAvailable }) => isAvailable);
  const prices = (buyable.length > 0 ? buyable : variants).map(({ priceMinor }) => priceMinor).toSorted((a, b) => a - b);
  const [least, most, currency] = [prices[0], prices.at(-1), variants[0]?.currency];
  if (least === undefined || most === undefined || !currency) return null;
  const show = (amountMinor: number) => formatMoney({ amountMinor, currency }, locale);
  return least === most ? show(least) : `${show(least)} – ${show(most)}`;
}

function contrast(left: Map<string, string>, right: Map<string, string>): Pick<ProductComparison, 'differences' | 'shared'> {
  const differences: ProductComparison['differences'] = [];
  const shared: string[] = [];
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [one, other] = [left.get(name) ?? '', right.get(name) ?? ''];
    if (one === other) shared.push(name === 'brand' || name === 'category' || name === 'price' ? one : `${name}: ${one}`);
    else differences.push({ name, left: one, right: other });
  }
  return { differences, shared };
}
