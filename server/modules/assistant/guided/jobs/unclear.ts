import { countShared, stems } from '../plain-words.ts';
import { ask, asking, choicesOf, handOver, say } from '../turn.ts';
import type { Answer, Job, Script } from '../turn.ts';
import { findProduct } from './find-product.ts';
import { human, searchButton } from './pick-target.ts';
import { mainChoices } from './small-talk.ts';

/** Not understood, unless it is a name that the catalogue knows: once a way on, twice a person. */
export const unclear: Job = function* (turn, wish) {
  const { memory, words } = turn;
  if (wish.slots.product && (yield* isName(wish.slots.product))) return yield* findProduct(turn, { ...wish, job: 'find_product' });
  if (memory.unclear > 0) return handOver('low_confidence');
  const text = turn.understanding.mood === 'confused' ? words.letMeHelp() : words.didNotUnderstand();
  return say('unclear', turn.say(text), { choices: mainChoices(turn), isUnsure: true, memory: { unclear: memory.unclear + 1 } });
};

function* isName(words: string): Script<boolean> {
  const found = yield* ask('search_products', { query: words.slice(0, 300), filters: {}, onlyAvailable: false, excludeProductIds: [], limit: 3 });
  return found.kind === 'done' && found.output.items.some(({ title }) => countShared(stems(words), title) > 0);
}

function* isWholeName(words: string): Script<boolean> {
  const wanted = stems(words);
  const found = yield* ask('search_products', { query: words.slice(0, 300), filters: {}, onlyAvailable: false, excludeProductIds: [], limit: 3 });
  return found.kind === 'done' && found.output.items.some(({ title }) => wanted.length > 0 && countShared(wanted, title) === wanted.length);
}

/** Two readings are about as likely: it asks which. */
export const clarify: Job = function* (turn, wish) {
  const { memory, words, understanding } = turn;
  const likely = [understanding.intent, ...understanding.others.map(({ intent }) => intent)].filter((intent) => intent !== null && intent in words.intents).slice(0, 2);
  if (memory.unclear > 0 || likely.length < 2) return yield* unclear(turn, { ...wish, slots: { ...wish.slots, product: null } });
  return say(`clarify:${likely.join()}`, turn.say(words.didYouMean()), {
    choices: choicesOf(...likely.map((intent): Parameters<typeof choicesOf>[number] => (intent ? [words.intents[intent as keyof typeof words.intents], { kind: 'topic', topic: intent }] : null)), human(turn)),
    isUnsure: true,
    memory: { unclear: memory.unclear + 1 },
  });
};

/** Off the subject, unless the words are the very name of something that the shop has. */
export const outOfScope: Job = function* (turn, wish) {
  if (wish.slots.product && (yield* isWholeName(wish.slots.product))) return yield* findProduct(turn, { ...wish, job: 'find_product' });
  return say('off_topic', turn.say(turn.words.notMyField({ shop: turn.view.shop.name })), { choices: mainChoices(turn), memory: { unclear: turn.memory.unclear + 1 } });
};

/** A picture, a file, a place, or a voice that could not be heard. */
export const unseen: Answer = (turn) => {
  const { words, view } = turn;
  const kind = view.incoming.find((piece) => !piece.text && !['text', 'tap', 'order'].includes(piece.kind))?.kind ?? 'other';
  const known = kind === 'image' || kind === 'voice' || kind === 'location' ? kind : 'other';
  return say(`unseen:${known}`, turn.say(words.cannotSee[known]()), { choices: choicesOf(human(turn), searchButton(turn)), isUnsure: true, memory: known === 'location' ? { asked: asking('postal_code', 'delivery_time') } : { asked: asking('what', 'find_product') } });
};
