import { saysSo } from '../sayings.ts';
import { ask, choicesOf, handOver, makePart, say } from '../turn.ts';
import type { Job, Script, Step, Turn } from '../turn.ts';
import { findPassage, quotePassage } from './answer-from-pages.ts';
import { emptyCart } from './cart-parts.ts';
import { human } from './pick-target.ts';
import { toConfirm } from './to-confirm.ts';

/**
 * Understands before it gives: what the shop publishes comes first, then what is in the way; a discount only once the price is, and only as
 * far as the merchant allows.
 */
export const discountRequest: Job = function* (turn, wish) {
  const { memory, view, words } = turn;
  if (wish.slots.discountCode) return yield* applyCode(turn, wish.slots.discountCode);
  const hasCart = (view.cart?.lines.length ?? 0) > 0;
  const isThePrice = memory.discountAsked || memory.asked?.slot === 'discount_reason' || saysSo('expensive', wish.text);
  if (view.flow?.offerCode && hasCart && isThePrice) return yield* applyCode(turn, view.flow.offerCode);
  if (hasCart && isThePrice && view.limits.discountPercent > 0) return yield* applyCode(turn, null);
  const passage = yield* findPassage(wish.text || words.questions.discounts, null);
  const isPublished = passage !== null && passage.score >= 0.5;
  const reason = { slot: 'discount_reason', job: 'discount_request', facet: null, values: [], age: 0 } as const;
  if (isPublished) return say(`promo:${passage.passageId}`, quotePassage(turn, passage, wish.text || words.questions.discounts), { next: turn.say(words.whatHolds()), choices: doubts(turn), memory: { discountAsked: true, asked: { ...reason, values: [] } } });
  if (isThePrice) return tellNone(turn);
  return say('discount:why', turn.say(view.limits.discountPercent > 0 ? words.discountFirst() : words.discountNone()), { next: turn.say(words.whatHolds()), choices: doubts(turn), memory: { discountAsked: true, asked: { ...reason, values: [] } } });
};

const doubts = (turn: Turn) => choicesOf([turn.words.buttons.thePrice, { kind: 'topic', topic: 'discount_request' }], [turn.words.buttons.shipping, { kind: 'topic', topic: 'shipping_cost' }], human(turn));

/** "El cupón no funciona". */
export const discountProblem: Job = function* (turn, wish) {
  const { words, view } = turn;
  const code = wish.slots.discountCode ?? view.flow?.offerCode ?? null;
  if (code === null) return say('code:which', turn.say(words.whichCode()), { choices: choicesOf(human(turn)), memory: { asked: { slot: 'discount_code', job: 'discount_problem', facet: null, values: [], age: 0 } } });
  return yield* applyCode(turn, code);
};

function* applyCode(turn: Turn, code: string | null): Script {
  const { words } = turn;
  const outcome = yield* ask('apply_discount', { code: code?.slice(0, 60) ?? null });
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  if (outcome.kind === 'refused') return outcome.code.includes('empty') ? emptyCart(turn) : code === null ? tellNone(turn) : yield* explainCode(turn, code);
  const { output } = outcome;
  const total = turn.money(output.cart.totalMinor, output.cart.currency);
  return say(`discount:${output.code}:${output.cart.totalMinor}`, turn.say(words.discountApplied({ code: output.code, percent: output.percent, total })), {
    next: turn.say(words.shallWePay()),
    choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], [words.buttons.cart, { kind: 'cart' }], human(turn)),
    memory: { asked: null, discountAsked: true, offer: 'checkout' },
  });
}

/** What codes need as the merchant wrote it; a code that does not work is said to be so, never replaced by another. */
function* explainCode(turn: Turn, code: string): Script {
  const { words } = turn;
  const passage = yield* findPassage(words.questions.codes, null);
  const rule = passage ? ` ${quotePassage(turn, passage, words.questions.codes)}` : '';
  return say(`code:${code}`, `${turn.say(words.codeDoesNotWork())}${rule}`, {
    next: turn.say(words.checkCode()),
    choices: choicesOf(human(turn), [words.buttons.cart, { kind: 'cart' }]),
    isUnsure: true,
    memory: { asked: { slot: 'discount_code', job: 'discount_problem', facet: null, values: [], age: 0 } },
  });
}

/** Asked again after an honest no: somebody who may decide takes it. */
function tellNone(turn: Turn): Step {
  const { words, memory, view } = turn;
  if (memory.told?.count && memory.told.count > 1) return handOver('policy_exception', makePart('discount:none', turn.say(words.discountNone())));
  const hasSearch = memory.search !== null || memory.focus !== null;
  return say('discount:none', turn.say(words.discountNone()), {
    next: turn.say(words.cheaperInstead()),
    choices: choicesOf(hasSearch || view.cart ? [words.buttons.cheaper, { kind: 'cheaper' }] : [words.buttons.search, { kind: 'topic', topic: 'find_product' }], [words.buttons.shipping, { kind: 'topic', topic: 'shipping_cost' }], human(turn)),
    memory: { asked: null, discountAsked: true, offer: hasSearch ? 'cheaper' : null },
  });
}
