import { shorten } from '../plain-words.ts';
import { ask, choicesOf, hasCart, say } from '../turn.ts';
import type { Answer, Job, Step, Turn } from '../turn.ts';
import { emptyCart, readCart, writeCart } from './cart-parts.ts';
import { human, knowLine } from './pick-target.ts';
import { toConfirm } from './to-confirm.ts';

export const viewCart: Job = function* (turn) {
  const cart = yield* readCart(turn);
  if (!cart || cart.lines.length === 0) return emptyCart(turn);
  return say(`view:${cart.totalMinor}:${cart.itemCount}`, `${turn.say(turn.words.yourCart())}\n${writeCart(turn, cart)}`, {
    next: turn.say(turn.words.payOrChange()),
    choices: choicesOf([turn.words.buttons.checkout, { kind: 'checkout' }], [turn.words.buttons.save, { kind: 'save' }], human(turn)),
    memory: { offer: 'checkout', asked: null, shown: cart.lines.slice(0, 10).map(knowLine) },
  });
};

/** An end of its own: nothing is bought, nothing is lost. */
export const saveCart: Job = function* (turn) {
  const outcome = yield* ask('save_cart', {});
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  if (outcome.kind === 'refused') return outcome.code === 'cart_empty' ? emptyCart(turn) : cannot(turn);
  const { url } = outcome.output;
  return say('saved', turn.say(turn.words.saved()), { link: url ? { title: turn.words.buttons.cart, url } : null, choices: url ? [] : choicesOf([turn.words.buttons.share, { kind: 'share' }], human(turn)), memory: { asked: null, offer: null } });
};

/** A link for whoever has to agree. */
export const shareCart: Job = function* (turn) {
  const outcome = yield* ask('share_cart', {});
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  if (outcome.kind === 'refused') return outcome.code === 'cart_empty' ? emptyCart(turn) : cannot(turn);
  const { cart, url } = outcome.output;
  return say('shared', turn.say(turn.words.shared({ items: shorten(cart.lines.map(({ title }) => title).join(', '), 90) })), { link: { title: turn.words.buttons.cart, url }, next: turn.say(turn.words.whenTheyAgree()), memory: { asked: null, offer: 'checkout' } });
};

function cannot(turn: Turn): Step {
  return say('cart:away', turn.say(turn.words.cannotLook()), { choices: choicesOf(human(turn)), isUnsure: true, memory: { offer: 'human' } });
}

/** No hurry and no pressure: it is kept, and there is a way back. */
export const notNow: Answer = (turn, wish) => {
  const { words, view } = turn;
  const isFilled = hasCart(turn);
  if (!isFilled || wish.action?.kind === 'topic') return say('not_now', turn.say(words.noHurry()), { choices: [], memory: { asked: null, offer: null } });
  if (view.cart?.isSaved) return say('not_now:saved', turn.say(words.noHurryKept()), { choices: choicesOf([words.buttons.share, { kind: 'share' }], human(turn)), memory: { asked: null, offer: null } });
  return say('not_now:save', turn.say(words.noHurry()), { next: turn.say(words.shallIKeep()), choices: choicesOf([words.buttons.save, { kind: 'save' }], [words.buttons.share, { kind: 'share' }], human(turn)), memory: { asked: null, offer: 'save' } });
};

/** "Lo tengo que consultar": the cart to pass on. */
export const needsApproval: Job = function* (turn, wish) {
  if (!hasCart(turn)) return notNow(turn, wish);
  return yield* shareCart(turn, wish);
};
