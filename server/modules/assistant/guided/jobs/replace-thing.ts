import type { ProductFacts } from '#contract/catalog-search';
import type { CartView } from '../../tool-shapes.ts';
import { nothingOpen } from '../dialogue-memory.ts';
import { countShared, stems } from '../plain-words.ts';
import { ask } from '../turn.ts';
import type { Job, Script, Turn, Wish } from '../turn.ts';
import { addToCart, addProduct } from './add-to-cart.ts';
import { findSame, readTarget, refOf } from './pick-target.ts';
import { asSize, valueOf, valuesOf } from './variant-values.ts';

type Line = CartView['lines'][number];

/** "No, the cap", "swap it for the north": another thing in the place of one in the cart. The wish's text names what goes out, if anything does. */
export const replaceThing: Job = function* (turn, wish) {
  const out = outOf(turn, wish);
  if (!out) return yield* addToCart(turn, wish);
  const replacing: Turn = { ...turn, memory: { ...turn.memory, focus: null, shown: turn.memory.shown.filter(({ variantKey }) => variantKey !== out.variantKey), open: { ...nothingOpen, replaces: refOf(out) } } };
  const target = yield* readTarget(replacing, { ...wish, text: '' });
  if (target.kind === 'step') return target.step;
  const size = wish.slots.size ?? (yield* sameSize(out, target.product));
  return yield* addProduct(replacing, { ...wish, slots: { ...wish.slots, size } }, target.product);
};

/** What was named, what was just put in, or the only thing there is. */
function outOf({ view, memory }: Turn, { text }: Wish): Line | undefined {
  const lines = view.cart?.lines ?? [];
  const wanted = stems(text);
  return lines.find(({ title }) => countShared(wanted, title) > 0) ?? findSame(lines, memory.focus) ?? (lines.length === 1 ? lines[0] : undefined);
}

/** Who swaps one pair of shoes for another wears the same size; null: the other does not come in it. */
function* sameSize(out: Line, product: ProductFacts): Script<ReturnType<typeof asSize>> {
  const stock = yield* ask('check_stock', { items: [refOf(out)] });
  const item = stock.kind === 'done' ? stock.output.items[0] : undefined;
  const size = item ? valueOf(item, 'size') : null;
  return asSize(size !== null && valuesOf(product.variants, 'size').includes(size) ? size : null);
}
