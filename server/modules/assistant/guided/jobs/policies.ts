import { saysSo } from '../sayings.ts';
import { choicesOf, handOver, say } from '../turn.ts';
import type { Job, Turn } from '../turn.ts';
import { answerFromPages, findPassage, quotePassage } from './answer-from-pages.ts';
import { human } from './pick-target.ts';

const hasCart = ({ view }: Turn) => (view.cart?.lines.length ?? 0) > 0;

/** Before the purchase it takes a doubt away; after it, it leads to the return itself. */
export const returnPolicy: Job = function* (turn, wish) {
  const { words, view } = turn;
  const then = hasCart(turn)
    ? { next: turn.say(words.shallWePay()), choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], human(turn)), memory: { offer: 'checkout' } }
    : { next: turn.say(words.anyDoubtTellMe()), choices: choicesOf(view.shopper.orderCount > 0 ? [words.buttons.startReturn, { kind: 'topic', topic: 'start_return' }] : null, human(turn)), memory: { offer: null } };
  return yield* answerFromPages(turn, { question: wish.text || words.questions.returns, kind: null, topic: words.questions.returns, about: 'returns', intro: null, then });
};

export const warranty: Job = function* (turn, wish) {
  return yield* answerFromPages(turn, { question: wish.text || turn.words.questions.warranty, kind: null, topic: turn.words.questions.warranty, about: 'warranty', intro: null, then: { next: turn.say(turn.words.anyDoubtTellMe()) } });
};

export const storeInfo: Job = function* (turn, wish) {
  return yield* answerFromPages(turn, { question: wish.text || turn.words.questions.store, kind: null, topic: saysSo('hoursOrPlace', wish.text) ? turn.words.questions.store : null, about: 'store', intro: null, then: { next: turn.say(turn.words.anyDoubtTellMe()) } });
};

/** What the shop says of itself, and a person to speak with: nothing else would be worth believing. */
export const trust: Job = function* (turn, wish) {
  const { words } = turn;
  const question = wish.text || words.questions.about;
  const passage = (yield* findPassage(question, 'about')) ?? (yield* findPassage(words.questions.about, null));
  return say(`trust:${passage?.passageId ?? ''}`, [turn.say(words.fairDoubt()), passage && quotePassage(turn, passage, question)].filter(Boolean).join(' '), {
    next: turn.say(words.speakWithTeam()),
    choices: choicesOf(human(turn), [words.buttons.returns, { kind: 'topic', topic: 'return_policy' }]),
    isUnsure: passage === null,
    memory: { offer: 'human' },
  });
};

/** What is done with their data is written down; to have it erased, a person must see to it. */
export const privacy: Job = function* (turn, wish) {
  if (saysSo('erase', wish.text)) return handOver('needs_owner');
  return yield* answerFromPages(turn, { question: wish.text || turn.words.questions.privacy, kind: null, topic: turn.words.questions.privacy, about: 'privacy', intro: null });
};
