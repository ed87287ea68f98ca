import type { ToolOutputs } from '../../tool-shapes.ts';
import { saysSo } from '../sayings.ts';
import { ask, asking, choicesOf, handOver, hasCart, makePart, say } from '../turn.ts';
import type { Job, Script, Step, Turn } from '../turn.ts';
import { findPassage, quotePassage } from './answer-from-pages.ts';
import { emptyCart } from './cart-parts.ts';
import { human, searchButton } from './pick-target.ts';
import { toConfirm } from './to-confirm.ts';

/**
 * Understands before it gives: what the shop publishes comes first, then what is in the way; a discount only once the price is, and only as
 * far as the merchant allows.
 */
export const discountRequest: Job = function* (turn, wish) {
  const { memory, view, words } = turn;
  if (wish.slots.discountCode) return yield* applyCode(turn, wish.slots.discountCode);
  const isFilled = hasCart(turn);
  const isThePrice = memory.discountAsked || memory.asked?.slot === 'discount_reason' || saysSo('expensive', wish.text);
  if (view.flow?.offerCode && isFilled && isThePrice) return yield* applyCode(turn, view.flow.offerCode);
  if (isFilled && isThePrice && view.limits.discountPercent > 0) return yield* applyCode(turn, null);
  const said = wish.text ? yield* findPassage(wish.text, null) : null;
  const passage = said !== null && said.score >= 0.5 ? said : yield* findPassage(words.questions.discounts, null);
  const isPublished = passage !== null && passage.score >= 0.5;
  if (isPublished) return say(`promo:${passage.passageId}`, quotePassage(turn, passage, wish.text || words.questions.discounts), { next: turn.say(words.whatHolds()), choices: doubts(turn), memory: { discountAsked: true, asked: askedReason } });
  if (isThePrice) return tellNone(turn);
  return askWhy(turn);
};

const doubts = (turn: Turn) => choicesOf([turn.words.buttons.thePrice, { kind: 'topic', topic: 'discount_request' }], [turn.words.buttons.shipping, { kind: 'topic', topic: 'shipping_cost' }], human(turn));

/** "El cupón no funciona". */
export const discountProblem: Job = function* (turn, wish) {
  const { words, view } = turn;
  const code = wish.slots.discountCode ?? view.flow?.offerCode ?? null;
  if (code === null) return say('code:which', turn.say(words.whichCode()), { choices: choicesOf(human(turn)), memory: { asked: asking('discount_code', 'discount_problem') } });
  return yield* applyCode(turn, code);
};

function* applyCode(turn: Turn, code: string | null): Script {
  const { words } = turn;
  const outcome = yield* ask('apply_discount', { code: code?.slice(0, 60) ?? null });
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  if (outcome.kind === 'refused') return refusedDiscount(turn, code, outcome.code) ?? (yield* explainCode(turn, code ?? '', outcome.code));
  const { output } = outcome;
  return say(`discount:${output.code}:${output.cart.totalMinor}`, discountWords(turn, output), {
    next: turn.say(words.shallWePay()),
    choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], [words.buttons.cart, { kind: 'cart' }], human(turn)),
    memory: { asked: null, discountAsked: true, offer: 'checkout' },
  });
}

/** What it takes off in the tool's own words; the total only where it is lower now, for some shops work it out at the till. */
export function discountWords({ say: pick, words, view, money }: Turn, { code, explanation, cart }: ToolOutputs['apply_discount']): string {
  const isLower = view.cart !== null && cart.totalMinor < view.cart.totalMinor;
  return pick(words.discountApplied({ code, explanation: explanation.trim(), total: isLower ? money(cart.totalMinor, cart.currency) : null }));
}

/** Null: the code itself is the trouble. */
function refusedDiscount(turn: Turn, code: string | null, refusal: string): Step | null {
  if (refusal === 'cart_empty') return emptyCart(turn);
  if (refusal === 'not_objected') return askWhy(turn);
  return code === null || !(refusal in turn.words.codeReasons) ? tellNone(turn) : null;
}

function askWhy(turn: Turn): Step {
  const { words, view } = turn;
  return say('discount:why', turn.say(view.limits.discountPercent > 0 || view.flow?.offerCode ? words.discountFirst() : words.discountNone()), { next: turn.say(words.whatHolds()), choices: doubts(turn), memory: { discountAsked: true, asked: askedReason } });
}

const askedReason = asking('discount_reason', 'discount_request');

/** What codes need as the merchant wrote it; a code that does not work is said to be so, never replaced by another. */
function* explainCode(turn: Turn, code: string, refusal: string): Script {
  const { words } = turn;
  const passage = yield* findPassage(words.questions.codes, null);
  const reason = words.codeReasons[refusal as keyof typeof words.codeReasons];
  const rule = passage ? ` ${quotePassage(turn, passage, words.questions.codes)}` : '';
  return say(`code:${code}:${refusal}`, `${turn.say(words.codeDoesNotWork({ reason }))}${rule}`, {
    next: turn.say(words.checkCode()),
    choices: choicesOf(human(turn), [words.buttons.cart, { kind: 'cart' }]),
    isUnsure: true,
    memory: { asked: asking('discount_code', 'discount_problem') },
  });
}

/** Asked again after an honest no: somebody who may decide takes it. */
function tellNone(turn: Turn): Step {
  const { words, memory, view } = turn;
  if (memory.told?.count && memory.told.count > 1) return handOver('policy_exception', makePart('discount:none', turn.say(words.discountNone())));
  const hasSearch = memory.search !== null || memory.focus !== null;
  return say('discount:none', turn.say(words.discountNone()), {
    next: turn.say(words.cheaperInstead()),
    choices: choicesOf(hasSearch || view.cart ? [words.buttons.cheaper, { kind: 'cheaper' }] : searchButton(turn), [words.buttons.shipping, { kind: 'topic', topic: 'shipping_cost' }], human(turn)),
    memory: { asked: null, discountAsked: true, offer: hasSearch ? 'cheaper' : null },
  });
}
