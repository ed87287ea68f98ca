import type { ProductFacts } from '#contract/catalog-search';
import { answerThreshold } from '#contract/knowledge';
import { foldWords } from '../features/fold-text.ts';
import { countShared, plainSentences, quoteBest, shorten, stems } from '../plain-words.ts';
import { ask, asking, choicesOf, handOver, makePart, say } from '../turn.ts';
import type { Job, Step, Turn } from '../turn.ts';
import { answerFromPages } from './answer-from-pages.ts';
import { human, know, pointAt, readTarget, refOf, searchButton } from './pick-target.ts';

/** What something is made of, whether it resists water, what it fits: from its own page, then from the shop's answers; else it is not known. */
export const productQuestion: Job = function* (turn, wish) {
  const { words, memory } = turn;
  if (!pointAt(turn, wish) && !wish.slots.product && !(wish.action && 'productId' in wish.action)) {
    // Nothing is talked about: it may still be among the shop's own answers.
    return wish.text ? yield* answerFromPages(turn, { question: wish.text, kind: null, about: 'question', intro: null }) : say('which', turn.say(words.whatProduct()), { memory: { asked: asking('what', 'product_question') } });
  }
  const target = yield* readTarget(turn, wish);
  if (target.kind === 'step') return target.step;
  const { product } = target;
  const found = findFact(product, wish.text);
  if (found) return tellFact(turn, product, found);
  const passages = yield* ask('find_policy', { question: `${shorten(product.title, 100)}: ${wish.text}`.slice(0, 500), kind: null });
  const best = passages.kind === 'done' ? passages.output.passages.toSorted((left, right) => right.score - left.score)[0] : undefined;
  if (best && best.score >= answerThreshold) return tellFact(turn, product, `${quoteBest(best.text, wish.text, 240)} (${shorten(best.source, 60)})`);
  const first = product.variants[0];
  // Asked twice what its page does not tell: somebody who knows the thing has to answer.
  if (memory.unsaid > 0 && memory.focus?.productId === product.productId) return handOver('complex_product', makePart(`unknown:${product.productId}`, turn.say(words.pageDoesNotSay({ what: shorten(product.title, 60) }))));
  return say(`unknown:${product.productId}:${wish.text}`, turn.say(words.pageDoesNotSay({ what: shorten(product.title, 60) })), {
    next: turn.say(words.askPerson()),
    choices: choicesOf([words.buttons.human, { kind: 'human' }], first ? [words.buttons.addIt, { kind: 'pick', ref: refOf(first) }] : null, searchButton(turn)),
    isUnsure: true,
    memory: { focus: first ? know(first) : memory.focus, offer: 'human', asked: null, unsaid: memory.unsaid + 1 },
  });
};

/** Whether one thing works with another: only what the page states counts. */
export const compatibility: Job = function* (turn, wish) {
  return yield* productQuestion(turn, wish);
};

function tellFact(turn: Turn, product: ProductFacts, fact: string): Step {
  const { words } = turn;
  const first = product.variants.find(({ isAvailable }) => isAvailable) ?? product.variants[0];
  const isInCart = turn.view.cart?.lines.some(({ title }) => title === product.title) ?? false;
  return say(`fact:${product.productId}:${fact}`, turn.say(words.pageSays({ what: shorten(product.title, 50), fact })), {
    next: turn.say(isInCart ? words.shallWePay() : words.anythingElseOrAdd()),
    choices: choicesOf(isInCart ? [words.buttons.checkout, { kind: 'checkout' }] : first?.isAvailable ? [words.buttons.addIt, { kind: 'pick', ref: refOf(first) }] : null, human(turn)),
    memory: { focus: first ? know(first) : turn.memory.focus, asked: null, unsaid: 0 },
  });
}

/** What shops call that which shoppers ask about in other words. */
const askedAs: readonly [RegExp, string][] = [
  [/\b(?:heavy|heavier|weighs?|light|lighter|pesan?|pesad[oa]s?|livian[oa]s?|leves?)\b/u, 'peso weight'],
  [/\b(?:made of|fabric|tela|hech[oa]s?|feit[oa]s?|tecido)\b/u, 'material'],
  [/\b(?:lluev\w*|lluvia|moj\w+|agua|rain\w*|wet|water|chuv\w*|chove\w*|molh\w*)\b/u, 'impermeable impermeavel waterproof resistente resistant'],
  [/\b(?:hold|holds|capacidad|caben?|entran?|litros|liters|personas|pessoas|people)\b/u, 'capacidad capacidade capacity'],
];

const namesOfAsked = (question: string) => askedAs.filter(([pattern]) => pattern.test(foldWords(question))).map(([, names]) => names).join(' ');

/** An attribute or sentence of the product's page that speaks of what was asked; null: none does. */
function findFact({ title, attributes, description }: ProductFacts, question: string): string | null {
  const own = new Set(stems(title));
  const wanted = stems(`${question} ${namesOfAsked(question)}`).filter((stem) => !own.has(stem));
  if (wanted.length === 0) return shorten(plainSentences(description ?? '').join(' '), 240) || null;
  const facts = Object.entries(attributes).map(([name, value]) => ({ fact: `${name}: ${value}`, shared: countShared(wanted, `${name} ${value}`) }));
  const sentences = plainSentences(description ?? '').map((sentence) => ({ fact: sentence, shared: countShared(wanted, sentence) }));
  const best = [...facts, ...sentences].filter(({ shared }) => shared > 0).toSorted((left, right) => right.shared - left.shared);
  const top = best.filter(({ shared }) => shared === best[0]?.shared).slice(0, 2);
  return top.length > 0 ? shorten(top.map(({ fact }) => fact.replace(/[.\s]+$/, '')).join('; '), 240) : null;
}

