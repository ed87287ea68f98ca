import { ask } from '../turn.ts';
import type { Job } from '../turn.ts';
import { tellChanged } from './add-to-cart.ts';
import { checkout } from './checkout.ts';
import { writeCart } from './cart-parts.ts';
import { toConfirm } from './to-confirm.ts';

/** A cart that comes back from the channel's own catalogue: taken over as it is, then the way to pay. */
export const orderMessage: Job = function* (turn, wish) {
  const items = turn.view.incoming.flatMap((piece) => piece.items).slice(0, 10);
  const outcome = yield* ask('change_cart', { changes: items.map(({ connectionId, variantKey, quantity }) => ({ connectionId, variantKey, quantity: Math.min(99, Math.max(0, Math.trunc(quantity))), mode: 'set' as const })) });
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  const changed = tellChanged(turn, outcome);
  const paying = yield* checkout(turn, wish);
  if (outcome.kind !== 'done' || paying.kind !== 'part') return changed ?? paying;
  const { cart } = outcome.output;
  return { kind: 'part', part: { ...paying.part, about: `order:${cart.totalMinor}`, text: `${turn.say(turn.words.gotYourOrder())}\n${writeCart(turn, cart)}\n${paying.part.text}`, opener: null } };
};
