import type { Passage } from '#contract/knowledge';
import { saysSo } from '../sayings.ts';
import { choicesOf, handOver, hasCart, say } from '../turn.ts';
import type { Job, Script, Turn, Wish } from '../turn.ts';
import { answerFromPages, findPassage, notKnown, quotePassage, tellPassage } from './answer-from-pages.ts';
import { human } from './pick-target.ts';

/** Before the purchase it takes a doubt away; after it, it leads to the return itself. */
export const returnPolicy: Job = function* (turn, wish) {
  const { words, view } = turn;
  const then = hasCart(turn)
    ? { next: turn.say(words.shallWePay()), choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], human(turn)), memory: { offer: 'checkout' } }
    : { next: turn.say(words.anyDoubtTellMe()), choices: choicesOf(view.shopper.orderCount > 0 ? [words.buttons.startReturn, { kind: 'topic', topic: 'start_return' }] : null, human(turn)), memory: { offer: null } };
  const question = wish.text || words.questions.returns;
  const passage = yield* findReturnPassage(turn, wish, question);
  return passage ? tellPassage(turn, { question, kind: null, about: 'returns', intro: null, then }, passage) : notKnown(turn, 'returns');
};

/** Rules before answers to single questions: "puedo cambiarlas si no me quedan?" shares more words with a question about sizes than with the rule. */
function* findReturnPassage({ words }: Turn, { slots, text }: Wish, question: string): Script<Passage | null> {
  const { questions } = words;
  const isBack = slots.returnKind === 'return' || (slots.returnKind === null && saysSo('giveBack', text));
  const topic = isBack ? questions.returnTime : questions.exchangeTime;
  // What it costs is a matter of its own, whatever else the question shares with the others.
  const first = saysSo('cost', text) && !isBack ? yield* findPassage(questions.exchangeCost, 'policy') : null;
  return first ?? (yield* findPassage(question, 'policy')) ?? (text ? yield* findPassage(topic, 'policy') : null) ?? (yield* findPassage(question, null)) ?? (text ? yield* findPassage(topic, null) : null) ?? (yield* findPassage(questions.returns, null));
}

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
