import { shorten } from '../plain-words.ts';
import { ask, choicesOf, say } from '../turn.ts';
import type { Job } from '../turn.ts';
import { human, know, pointAt, readTarget, refOf } from './pick-target.ts';

/** What goes with it: offered, never pushed. */
export const completeSet: Job = function* (turn, wish) {
  const { words, view } = turn;
  const line = view.cart?.lines.at(-1);
  const inCart = pointAt(turn, wish) || !line ? wish : { ...wish, action: { kind: 'pick', ref: { connectionId: line.connectionId, variantKey: line.variantKey } } as const };
  const target = yield* readTarget(turn, inCart);
  if (target.kind === 'step') return target.step;
  const outcome = yield* ask('complete_set', { productId: target.product.productId, limit: 2 });
  const items = outcome.kind === 'done' ? outcome.output.items : [];
  const what = shorten(target.product.title, 50);
  if (items.length === 0) return say(`set:none:${target.product.productId}`, turn.say(words.nothingGoesWith({ what })), { choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], human(turn)), memory: { offer: 'checkout' } });
  return say(`set:${items.map(({ productId }) => productId).join()}`, turn.say(words.goesWith({ what })), {
    next: turn.say(words.onlyIfYouLike()),
    products: items.map(refOf),
    choices: choicesOf(...items.slice(0, 2).map((item, index): Parameters<typeof choicesOf>[number] => [words.buttons.wantNth({ place: index + 1 }), { kind: 'pick', ref: refOf(item) }]), [words.buttons.checkout, { kind: 'checkout' }]),
    memory: { shown: items.map(know), focus: null, asked: null, offer: null },
  });
};
