import { ask } from '../turn.ts';
import type { Job } from '../turn.ts';
import { askOption, tellChanged, tellRefused } from './add-to-cart.ts';
import { changeQuantity } from './change-cart.ts';
import { outOfStock } from './out-of-stock.ts';
import { refOf } from './pick-target.ts';
import { pickVariant } from './pick-variant.ts';
import { toConfirm } from './to-confirm.ts';
import { valueOf } from './variant-values.ts';

/** "Mejor en L", "oops, I meant medium": what was just put into the cart, in another size or colour. */
export const swapVariant: Job = function* (turn, wish) {
  const { memory, view } = turn;
  const line = view.cart?.lines.find(({ variantKey, connectionId }) => variantKey === memory.focus?.variantKey && connectionId === memory.focus.connectionId);
  if (!line) return yield* changeQuantity(turn, wish);
  const stock = yield* ask('check_stock', { items: [refOf(line)] });
  const productId = stock.kind === 'done' ? stock.output.items[0]?.productId : undefined;
  const detail = productId === undefined ? null : yield* ask('product_detail', { productId });
  if (detail?.kind !== 'done') return yield* changeQuantity(turn, wish);
  const product = detail.output;
  const now = product.variants.find(({ variantKey }) => variantKey === line.variantKey);
  const size = wish.slots.size ?? (now ? asSize(valueOf(now, 'size')) : null);
  const picked = pickVariant(turn, product, { size, colour: wish.slots.colour ?? (now ? valueOf(now, 'colour') : null), usualSize: null });
  if (picked.kind === 'ask') return askOption(turn, wish, product, picked);
  if (picked.kind === 'gone') return yield* outOfStock(turn, product, picked);
  const ref = refOf(picked.variant);
  const isSame = ref.variantKey === line.variantKey;
  const outcome = yield* ask('change_cart', { changes: [...(isSame ? [] : [{ ...refOf(line), quantity: 0, mode: 'set' as const }]), { ...ref, quantity: wish.slots.quantity ?? line.quantity, mode: 'set' }] });
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  // What came in is told; that the other went out follows from it.
  const told = outcome.kind === 'done' ? { ...outcome, output: { ...outcome.output, changed: outcome.output.changed.filter(({ to }) => to > 0) } } : outcome;
  return tellChanged(turn, told, ref) ?? (yield* tellRefused(turn, ref, outcome.kind === 'refused' ? outcome.code : ''));
};

const asSize = (value: string | null) => (value === null ? null : { value, system: null });
