import type { FoundVariant, ProductFacts } from '#contract/catalog-search';
import { formatAction } from '../actions.ts';
import { plainSentences, shorten } from '../plain-words.ts';
import { readPriceOrder } from '../reading/read-price-order.ts';
import { ask, asking, choicesOf, say } from '../turn.ts';
import type { Job, Step, Turn } from '../turn.ts';
import { wantedOf } from './add-to-cart.ts';
import { offerVariant } from './availability.ts';
import { outOfStock } from './out-of-stock.ts';
import { human, know, readTarget, refOf } from './pick-target.ts';
import { labelOf, pickVariant } from './pick-variant.ts';
import { valuesOf } from './variant-values.ts';

/** A product that was tapped: what it is, what it costs, which sizes there are. */
export const showProduct: Job = function* (turn, wish) {
  const target = yield* readTarget(turn, wish);
  if (target.kind === 'step') return target.step;
  const { product } = target;
  const available = product.variants.filter(({ isAvailable }) => isAvailable);
  const first = available[0];
  if (!first) return yield* outOfStock(turn, product, { kind: 'gone', variant: product.variants[0] ?? null, slot: 'size', values: [] });
  const about = shorten(plainSentences(product.description ?? '').join(' '), 140);
  return present(turn, product, first, [priceLine(turn, product.title, available), about].filter(Boolean).join(' '));
};

/** "¿Cuánto sale?" */
export const price: Job = function* (turn, wish) {
  const target = yield* readTarget(turn, wish);
  if (target.kind === 'step') return target.step;
  const { product } = target;
  const picked = pickVariant(turn, product, { ...wantedOf(turn, wish, product), usualSize: null });
  if (picked.kind === 'gone') return yield* outOfStock(turn, product, picked);
  const variants = picked.kind === 'one' ? [picked.variant] : product.variants.filter(({ isAvailable }) => isAvailable);
  const first = variants[0];
  if (picked.kind === 'one' && valuesOf(product.variants, 'size').length > 1) return presentVariant(turn, picked.variant);
  return first ? present(turn, product, first, priceLine(turn, product.title, variants)) : yield* outOfStock(turn, product, { kind: 'gone', variant: null, slot: 'size', values: [] });
};

function present(turn: Turn, product: ProductFacts, first: FoundVariant, text: string): Step {
  const { words } = turn;
  const sizes = valuesOf(product.variants, 'size');
  return say(`product:${product.productId}:${first.priceMinor}`, text, {
    next: turn.say(sizes.length > 1 ? words.wantItInSize({ values: sizes.slice(0, 8) }) : words.wantIt()),
    products: [refOf(first)],
    choices: choicesOf([words.buttons.addIt, { kind: 'pick', ref: refOf(first) }], [words.buttons.more, { kind: 'more' }], human(turn)),
    memory: { focus: know(first), offer: null, asked: sizes.length > 1 ? asking('size', 'add_to_cart', { values: sizes.slice(0, 20) }) : null, open: { ...turn.memory.open, productId: product.productId, size: null } },
  });
}

/** One of several that is settled in all: only a yes is left to say. */
function presentVariant(turn: Turn, variant: FoundVariant): Step {
  return say(`product:${variant.variantKey}:${variant.priceMinor}`, priceLine(turn, labelOf(variant), [variant]), offerVariant(turn, variant));
}

/** One price, or from the lowest to the highest; the price before only where it is lower now. */
function priceLine(turn: Turn, title: string, variants: readonly FoundVariant[]): string {
  const { words } = turn;
  const ordered = variants.toSorted((left, right) => left.priceMinor - right.priceMinor);
  const [low, high] = [ordered[0], ordered.at(-1)];
  if (!low || !high) return shorten(title, 60);
  const what = shorten(title, 60);
  const from = turn.money(low.priceMinor, low.currency);
  if (high.priceMinor > low.priceMinor) return turn.say(words.costsBetween({ what, from, to: turn.money(high.priceMinor, high.currency) }));
  const before = low.compareAtMinor !== null && low.compareAtMinor > low.priceMinor ? turn.money(low.compareAtMinor, low.currency) : null;
  return turn.say(before ? words.costsLess({ what, price: from, before }) : words.costs({ what, price: from }));
}

/** "¿Cuál es la más barata?": of those just shown, by the prices of now. */
export const extremeShown: Job = function* (turn, wish) {
  const { words, memory } = turn;
  const isDearest = readPriceOrder(wish.text)?.order === 'dearest';
  const stock = yield* ask('check_stock', { items: memory.shown.slice(0, 10).map(refOf) });
  const items = stock.kind === 'done' ? stock.output.items.filter(({ isAvailable }) => isAvailable) : [];
  const ordered = items.toSorted((left, right) => left.priceMinor - right.priceMinor);
  const item = isDearest ? ordered.at(-1) : ordered[0];
  if (!item) return say('extreme:away', turn.say(words.cannotLook()), { choices: choicesOf(human(turn)), isUnsure: true });
  const told = { what: labelOf(item), price: turn.money(item.priceMinor, item.currency) };
  return say(`extreme:${item.productId}:${item.priceMinor}`, turn.say(isDearest ? words.dearestOfThese(told) : words.cheapestOfThese(told)), {
    next: turn.say(words.wantIt()),
    products: [refOf(item)],
    choices: choicesOf([words.buttons.addIt, { kind: 'pick', ref: refOf(item) }], isDearest ? [words.buttons.more, { kind: 'more' }] : [words.buttons.cheaper, { kind: 'cheaper' }], human(turn)),
    memory: { focus: know(item), asked: asking('size', 'add_to_cart'), offer: formatAction({ kind: 'pick', ref: refOf(item) }) },
  });
};
