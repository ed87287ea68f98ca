import { foldWords } from '../features/fold-text.ts';
import { saysSo } from '../sayings.ts';
import { ask, choicesOf, handOver, say } from '../turn.ts';
import type { Job, Script, Step, Turn, Wish } from '../turn.ts';
import { findPassage, notKnown, quotePassage } from './answer-from-pages.ts';
import { emptyCart } from './cart-parts.ts';
import { human } from './pick-target.ts';
import { toConfirm } from './to-confirm.ts';

/** The shop's own checkout with the cart in it; a payment link in the chat for whoever asks for one or where there is no checkout. */
export const checkout: Job = function* (turn, wish) {
  const { view } = turn;
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
  if (outcome.kind === 'refused') return refusedStep(turn, outcome.code);
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
  if (outcome.kind === 'refused') return refusedStep(turn, outcome.code);
  const { url, totalMinor, currency, vendorName, others } = outcome.output;
  return say(`pay:${vendorName}:${totalMinor}`, turn.say(words.payHere({ vendor: vendorName, total: turn.money(totalMinor, currency) })), {
    opener: turn.say(words.openers),
    next: turn.say(words.confirmHere()),
    link: { title: words.buttons.checkout, url },
    choices: others.length === 0 ? [] : choicesOf(...others.slice(0, 2).map(({ vendor: other, name }): Parameters<typeof choicesOf>[number] => [words.buttons.payWith({ vendor: name }), { kind: 'pay', vendor: other }]), human(turn)),
    memory: { asked: null, offer: null },
  });
}

function refusedStep(turn: Turn, code: string): Step | null {
  if (code.includes('empty')) return emptyCart(turn);
  return /limit|high|too_large|above/.test(code) ? handOver('high_value') : null;
}

export const paymentMethods: Job = function* (turn, wish) {
  const { words, view } = turn;
  const question = wish.text || words.questions.payment;
  const passage = (yield* findPassage(question, null)) ?? (question === words.questions.payment ? null : yield* findPassage(words.questions.payment, null));
  const names = view.payments.map(({ name }) => name).slice(0, 4);
  const here = names.length > 0 ? turn.say(words.alsoHere({ names })) : null;
  if (!passage && !here) return notKnown(turn, 'payment');
  const hasCart = (view.cart?.lines.length ?? 0) > 0;
  return say(`payment:${passage?.passageId ?? ''}:${names.join()}`, [passage && quotePassage(turn, passage, question), here].filter(Boolean).join(' '), {
    next: hasCart ? turn.say(words.shallWePay()) : turn.say(words.anyDoubtTellMe()),
    choices: choicesOf(hasCart ? [words.buttons.checkout, { kind: 'checkout' }] : null, human(turn)),
    memory: { asked: null, offer: hasCart ? 'checkout' : null },
  });
};
