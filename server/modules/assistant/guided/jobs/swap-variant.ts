import { ask } from '../turn.ts';
import type { Job, Script, Turn, Wish } from '../turn.ts';
import { askOption, tellChanged, tellRefused } from './add-to-cart.ts';
import { changeQuantity } from './change-cart.ts';
import { outOfStock } from './out-of-stock.ts';
import { findSame, refOf } from './pick-target.ts';
import { pickVariant } from './pick-variant.ts';
import { toConfirm } from './to-confirm.ts';
import { asSize, valueOf } from './variant-values.ts';

/** "Mejor en L", "oops, I meant medium": what was just put into the cart, in another size or colour. */
export const swapVariant: Job = (turn, wish) => otherVariant(turn, wish, true);

/** "And a black one, same size": another of it beside the one in the cart. */
export const addVariantToo: Job = (turn, wish) => otherVariant(turn, wish, false);

/** @param isInstead the one in the cart goes out for it. */
function* otherVariant(turn: Turn, wish: Wish, isInstead: boolean): Script {
  const { memory, view } = turn;
  const lines = view.cart?.lines ?? [];
  const line = findSame(lines, memory.focus) ?? (lines.length === 1 ? lines[0] : undefined);
  if (!line) return yield* changeQuantity(turn, wish);
  const stock = yield* ask('check_stock', { items: [refOf(line)] });
  const productId = stock.kind === 'done' ? stock.output.items[0]?.productId : undefined;
  const detail = productId === undefined ? null : yield* ask('product_detail', { productId });
  if (detail?.kind !== 'done') return yield* changeQuantity(turn, wish);
  const product = detail.output;
  const now = product.variants.find(({ variantKey }) => variantKey === line.variantKey);
  const size = wish.slots.size ?? (now ? asSize(valueOf(now, 'size')) : null);
  const picked = pickVariant(turn, product, { size, colour: wish.slots.colour ?? (now ? valueOf(now, 'colour') : null), text: wish.text, usualSize: null });
  if (picked.kind === 'ask') return askOption(turn, wish, product, picked);
  if (picked.kind === 'gone') return yield* outOfStock(turn, product, picked);
  const ref = refOf(picked.variant);
  const leaving = isInstead && ref.variantKey !== line.variantKey ? [{ ...refOf(line), quantity: 0, mode: 'set' as const }] : [];
  const coming = isInstead ? { ...ref, quantity: wish.slots.quantity ?? line.quantity, mode: 'set' as const } : { ...ref, quantity: wish.slots.quantity ?? 1, mode: 'add' as const };
  const outcome = yield* ask('change_cart', { changes: [...leaving, coming] });
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  return tellChanged(turn, outcome, ref) ?? (yield* tellRefused(turn, ref, outcome.kind === 'refused' ? outcome.code : ''));
}
