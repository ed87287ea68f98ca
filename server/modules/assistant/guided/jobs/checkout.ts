import { parseAction } from '../actions.ts';
import { foldWords } from '../features/fold-text.ts';
import { saysSo } from '../sayings.ts';
import { ask, choicesOf, emptySlots, handOver, hasCart, say } from '../turn.ts';
import type { Job, Script, Step, Turn, Wish } from '../turn.ts';
import { addToCart } from './add-to-cart.ts';
import { findPassage, notKnown, quotePassage } from './answer-from-pages.ts';
import { emptyCart } from './cart-parts.ts';
import { human, know } from './pick-target.ts';
import { labelOf } from './pick-variant.ts';
import { toConfirm } from './to-confirm.ts';

/** The shop's own checkout with the cart in it; a payment link in the chat for whoever asks for one or where there is no checkout. */
export const checkout: Job = function* (turn, wish) {
  const { view, memory } = turn;
  const offered = memory.offer ? parseAction(memory.offer) : null;
  // "Quiero pagar" to "¿Lo agrego?" is a yes to it.
  if (!hasCart(turn) && (offered?.kind === 'add' || offered?.kind === 'pick')) {
    const added = yield* addToCart(turn, { ...wish, slots: emptySlots, action: offered });
    if (added.kind === 'hand_over' || !added.part.about.startsWith('cart:')) return added;
  }
  const vendor = wish.action?.kind === 'pay' ? wish.action.vendor : namedVendor(turn, wish);
  const isHere = vendor !== null || wish.action?.kind === 'pay_here' || (view.payments.length > 0 && saysSo('payHere', wish.text));
  if (isHere) return (yield* payHere(turn, vendor)) ?? (yield* toShop(turn)) ?? noWay();
  return (yield* toShop(turn)) ?? (view.payments.length > 0 ? yield* payHere(turn, null) : null) ?? noWay();
};

const noWay = () => handOver('payment_issue');

function namedVendor({ view }: Turn, { text }: Wish): string | null {
  const said = foldWords(text).replaceAll(' ', '');
  return view.payments.find(({ name }) => said.includes(foldWords(name).replaceAll(' ', '')))?.vendor ?? null;
}

/** Null: the shop has no checkout to open. */
function* toShop(turn: Turn): Script<Step | null> {
  const { words, view } = turn;
  const outcome = yield* ask('checkout_link', {});
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  if (outcome.kind === 'refused') return yield* refusedStep(turn, outcome.code);
  const { url, totalMinor, currency } = outcome.output;
  return say(`checkout:${totalMinor}`, turn.say(words.checkoutHere({ total: turn.money(totalMinor, currency) })), {
    opener: turn.say(words.openers),
    next: turn.say(words.anyDoubtTellMe()),
    link: { title: words.buttons.checkout, url },
    // With no other button the link is one.
    choices: view.payments.length > 0 ? choicesOf([words.buttons.payHere, { kind: 'pay_here' }], human(turn)) : [],
    memory: { asked: null, offer: null },
  });
}

/** Null: nobody can charge in this chat. */
function* payHere(turn: Turn, vendor: string | null): Script<Step | null> {
  const { words } = turn;
  const outcome = yield* ask('payment_link', { vendor });
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  if (outcome.kind === 'refused') return yield* refusedStep(turn, outcome.code);
  const { url, totalMinor, currency, vendorName, others } = outcome.output;
  return say(`pay:${vendorName}:${totalMinor}`, turn.say(words.payHere({ vendor: vendorName, total: turn.money(totalMinor, currency) })), {
    opener: turn.say(words.openers),
    next: turn.say(words.confirmHere()),
    link: { title: words.buttons.checkout, url },
    choices: others.length === 0 ? [] : choicesOf(...others.slice(0, 2).map(({ vendor: other, name }): Parameters<typeof choicesOf>[number] => [words.buttons.payWith({ vendor: name }), { kind: 'pay', vendor: other }]), human(turn)),
    memory: { asked: null, offer: null },
  });
}

function* refusedStep(turn: Turn, code: string): Script<Step | null> {
  if (code === 'cart_empty') return emptyCart(turn);
  if (code === 'not_enough_stock') return yield* tellShortage(turn);
  return /limit|high|too_large|above/.test(code) && !turn.view.switchedOff.includes('high_value') ? handOver('high_value') : null;
}

/** Something in the cart ran out meanwhile: what, and what can be done about it. */
function* tellShortage(turn: Turn): Script {
  const { words, view } = turn;
  const lines = view.cart?.lines.slice(0, 10) ?? [];
  const stock = lines.length > 0 ? yield* ask('check_stock', { items: lines.map(({ connectionId, variantKey }) => ({ connectionId, variantKey })) }) : null;
  const items = stock?.kind === 'done' ? stock.output.items : [];
  const short = lines.find((line) => items.some((item) => item.variantKey === line.variantKey && (!item.isAvailable || (item.stock !== null && item.stock < line.quantity))));
  const item = items.find(({ variantKey }) => variantKey === short?.variantKey);
  if (!short || !item) return handOver('needs_owner');
  const left = item.isAvailable ? (item.stock ?? 0) : 0;
  const ref = { connectionId: item.connectionId, variantKey: item.variantKey };
  return say(`short:${item.variantKey}:${left}`, turn.say(left > 0 ? words.onlyThisMany({ what: labelOf(item), stock: left }) : words.soldOut({ what: labelOf(item) })), {
    next: turn.say(words.changeThenPay()),
    choices: choicesOf([left > 0 ? words.buttons.takeNth({ count: left }) : words.buttons.takeOut, { kind: 'quantity', ref, quantity: Math.min(99, left) }], left > 0 ? null : [words.buttons.tellMe, { kind: 'restock', ref }], human(turn)),
    memory: { focus: know(item), asked: null },
  });
}

export const paymentMethods: Job = function* (turn, wish) {
  const { words, view } = turn;
  const question = wish.text || words.questions.payment;
  const passage = (yield* findPassage(question, null)) ?? (question === words.questions.payment ? null : yield* findPassage(words.questions.payment, null));
  const names = view.payments.map(({ name }) => name).slice(0, 4);
  const here = names.length > 0 ? turn.say(words.alsoHere({ names })) : null;
  if (!passage && !here) return notKnown(turn, 'payment');
  const isFilled = hasCart(turn);
  return say(`payment:${passage?.passageId ?? ''}:${names.join()}`, [passage && quotePassage(turn, passage, question), here].filter(Boolean).join(' '), {
    next: isFilled ? turn.say(words.shallWePay()) : turn.say(words.anyDoubtTellMe()),
    choices: choicesOf(isFilled ? [words.buttons.checkout, { kind: 'checkout' }] : null, human(turn)),
    memory: { asked: null, offer: isFilled ? 'checkout' : null },
  });
};
