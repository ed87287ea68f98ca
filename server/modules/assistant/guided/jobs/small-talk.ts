import { ask, asking, choicesOf, handOver, hasCart, say } from '../turn.ts';
import type { Answer, Job, Turn } from '../turn.ts';
import { human, searchButton } from './pick-target.ts';
import { toConfirm } from './to-confirm.ts';

/** Opens the door. After a rescue message it asks for the doubt, which is why we wrote. */
export const greeting: Answer = (turn) => {
  const { words, view } = turn;
  const name = view.shopper.firstName;
  const hello = view.isFirstAnswer ? '' : turn.say(words.hello({ name }));
  if (hasCart(turn)) return say('hello:cart', [hello, turn.say(words.aboutYourCart())].filter(Boolean).join(' '), { choices: choicesOf([words.buttons.sizes, { kind: 'topic', topic: 'size_help' }], [words.buttons.shipping, { kind: 'topic', topic: 'shipping_cost' }], [words.buttons.checkout, { kind: 'checkout' }]) });
  return say('hello', [hello, turn.say(words.howCanIHelp())].filter(Boolean).join(' '), { choices: mainChoices(turn), memory: { asked: asking('what', 'find_product') } });
};

/** The three things most people come for. */
export const mainChoices = (turn: Turn) => choicesOf(searchButton(turn), [turn.words.buttons.myOrder, { kind: 'topic', topic: 'order_status' }], human(turn));

export const thanks: Answer = (turn) => {
  return say('thanks', turn.say(turn.words.welcome()), { choices: hasCart(turn) ? choicesOf([turn.words.buttons.checkout, { kind: 'checkout' }]) : [], memory: { offer: null } });
};

export const goodbye: Answer = (turn) => {
  return say('bye', turn.say(turn.words.goodbye()), { memory: { offer: null, asked: null } });
};

/** A yes to nothing in particular. */
export const affirm: Answer = (turn) => {
  const { words } = turn;
  if (hasCart(turn)) return say('yes', turn.say(words.whatNext()), { choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], [words.buttons.keepLooking, { kind: 'topic', topic: 'find_product' }], human(turn)) });
  return say('yes', turn.say(words.howCanIHelp()), { choices: mainChoices(turn) });
};

export const deny: Answer = (turn) => {
  const { words, memory } = turn;
  const choices = memory.search ? choicesOf([words.buttons.more, { kind: 'more' }], [words.buttons.cheaper, { kind: 'cheaper' }], human(turn)) : choicesOf(...(hasCart(turn) ? [[words.buttons.save, { kind: 'save' }] satisfies Parameters<typeof choicesOf>[number]] : []), human(turn));
  return say('no', turn.say(memory.search ? words.notThese() : words.noProblem()), { choices, memory: { offer: null, asked: null } });
};

export const areYouABot: Answer = (turn) => {
  const { words, view } = turn;
  return say('bot', turn.say(words.iAmAnAssistant({ name: view.voice.name, shop: view.shop.name })), { next: turn.say(words.personIfYouLike()), choices: choicesOf(human(turn), searchButton(turn)), memory: { offer: 'human' } });
};

export const optOut: Job = function* (turn) {
  const outcome = yield* ask('opt_out', {});
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  // An opt-out that did not go through must not be lost.
  if (outcome.kind === 'refused') return handOver('needs_owner', null, true);
  return say('opted_out', turn.say(turn.words.optedOut()), { memory: { offer: null, asked: null } });
};

/** A size or a person that was told in passing: kept, and said so in a word. */
export const noted: Answer = (turn) => {
  return say('noted', turn.say(turn.words.noted()), { next: turn.say(turn.words.elseToFind()), choices: mainChoices(turn), memory: { asked: asking('what', 'find_product') } });
};
