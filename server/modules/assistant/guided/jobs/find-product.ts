import type { FoundVariant, SearchFilters, SearchResult } from '#contract/catalog-search';
import { forWhomOf, mergeSearch, needOf } from './merge-search.ts';
import { formatAction, parseAction } from '../actions.ts';
import type { Search } from '../dialogue-memory.ts';
import { countShared, quotable, shorten, stems } from '../plain-words.ts';
import { readPriceOrder } from '../reading/read-price-order.ts';
import { saysSo } from '../sayings.ts';
import { ask, asking, choicesOf, handOver, makePart, say } from '../turn.ts';
import type { Job, Script, Step, Turn, Wish } from '../turn.ts';
import type { Intent } from '../understanding.ts';
import { addToCart } from './add-to-cart.ts';
import { writeSize } from './fit-size.ts';
import { human, know, refOf, searchButton } from './pick-target.ts';
import { productQuestion } from './product-question.ts';

/** Few enough to show three and let the shopper choose. */
const fewEnough = 4;

/** Searches, or goes on with the search before: another colour, a lower price, more of them. */
export const findProduct: Job = function* (turn, wish) {
  return yield* searchAndShow(turn, wish, yield* mergeSearch(turn, wish), 'find_product');
};

/** Shared with the quiz and the gift helper: one good question where it helps, else three to choose from. */
export function* searchAndShow(turn: Turn, wish: Wish, search: Search, job: Intent): Script {
  // "Lo más barato que tienen" needs no more; "algo barato" may be anything.
  const isOfAll = readPriceOrder(wish.text)?.isExtreme ?? false;
  if (!search.query && !isOfAll && Object.values(search.filters).every((value) => value == null)) return yield* askWhat(turn, search, job);
  const found = yield* ask('search_products', { query: search.query, filters: search.filters, onlyAvailable: true, excludeProductIds: search.seen, order: search.order, limit: 3 });
  if (found.kind !== 'done') return say('search:away', turn.say(turn.words.cannotLook()), { choices: choicesOf(human(turn)), isUnsure: true });
  const isDearer = wish.action?.kind === 'cheaper' && found.output.relaxed === 'maxMinor';
  if (found.output.items.length === 0 || isDearer) return (isDearer ? null : yield* aboutTable(turn, wish)) ?? nothing(turn, wish, search);
  // "Quiero la camiseta lisa, M": the very thing that was named is wanted, not shown.
  const named = search.order === null && found.output.relaxed === null && (saysSo('wantsThat', wish.text) || saysSo('takesIt', wish.text)) ? calledByName(found.output.items, search.query, 1) : null;
  if (named) return yield* addToCart(turn, { ...wish, job: 'add_to_cart', action: { kind: 'pick', ref: refOf(named) }, slots: { ...wish.slots, quantity: wish.slots.quantity ?? 1 } });
  const question = askFacet(turn, search, found.output, job);
  return question ?? show(turn, search, found.output);
}

/** Words that name nothing in the shop, while a thing is offered: a question is about it, and "I'll risk it, one pair" takes it. Null: nothing is offered. */
function* aboutTable(turn: Turn, wish: Wish): Script<Step | null> {
  const { memory } = turn;
  const offered = memory.offer ? parseAction(memory.offer) : null;
  const isOffered = offered?.kind === 'add' || offered?.kind === 'pick';
  if (wish.action !== null || wish.refines || !(isOffered || memory.open.productId !== null)) return null;
  const own = { ...wish, slots: { ...wish.slots, product: null } };
  if (/\?\s*$/.test(wish.text)) return yield* productQuestion(turn, { ...own, job: 'product_question' });
  return isOffered && wish.slots.quantity !== null ? yield* addToCart(turn, { ...own, job: 'add_to_cart', action: offered }) : null;
}

/** An open door: what is there in this shop, as the catalogue itself would narrow it. */
function* askWhat(turn: Turn, search: Search, job: Intent): Script {
  const overview = yield* ask('search_products', { query: '', filters: {}, onlyAvailable: true, excludeProductIds: [], limit: 3 });
  const narrows = overview.kind === 'done' ? overview.output.ask : null;
  const values = narrows?.facet === 'category' || narrows?.facet === 'use' ? narrows.values : [];
  return say('what', turn.say(turn.words.askWhat()), {
    choices: choicesOf(...values.slice(0, 3).map((value): Parameters<typeof choicesOf>[number] => [value, { kind: 'facet', facet: narrows?.facet ?? 'category', value }])),
    memory: { search, shown: [], focus: null, asked: asking('what', job, { facet: narrows?.facet ?? null, values }) },
  });
}

/** One question for one search, and only where many things fit few words. */
function askFacet(turn: Turn, search: Search, { ask: narrows, total }: SearchResult, job: Intent): Step | null {
  const said = stems(search.query).length + Object.values(search.filters).filter((value) => value != null).length;
  if (!narrows || narrows.values.length < 2 || total <= fewEnough || said > 1 || search.asked.length > 0 || search.seen.length > 0 || search.order !== null) return null;
  const { words } = turn;
  const title = (value: string) => (narrows.facet === 'forWhom' ? (words.forWhom[value as keyof typeof words.forWhom] ?? value) : value);
  return say(`ask:${narrows.facet}:${search.query}`, turn.say(words.askFacet[narrows.facet]({ what: quotable(search.query) })), {
    opener: turn.say(words.openers),
    choices: choicesOf(...narrows.values.slice(0, 3).map((value): Parameters<typeof choicesOf>[number] => [title(value), { kind: 'facet', facet: narrows.facet, value }])),
    memory: { search: { ...search, asked: [...search.asked, narrows.facet] }, shown: [], focus: null, missed: 0, asked: asking('facet', job, { facet: narrows.facet, values: narrows.values.slice(0, 20) }) },
  });
}

function show(turn: Turn, search: Search, { items: found, relaxed, total }: SearchResult): Step {
  const { words } = turn;
  const called = calledByName(found, search.query);
  const items = called ? [called] : found;
  const one = items.length === 1 ? items[0] : undefined;
  const need = needOf(search);
  const lead = relaxed ? turn.say(words.foundNear({ left: relaxedName(turn, relaxed, search.filters) })) : one ? turn.say(words.foundOne()) : turn.say(words.foundSome({ count: items.length, need }));
  const reason = items[0]?.reasons[0];
  const why = search.order && items.length > 1 ? ` ${turn.say(search.order === 'cheapest' ? words.cheapestFirst() : words.dearestFirst())}` : reason && items.length > 1 && reason !== need ? ` ${turn.say(words.firstFits({ reason: shorten(reason, 60) }))}` : '';
  const isExact = search.filters.size != null && relaxed === null;
  const choices = items.map((item, index): Parameters<typeof choicesOf>[number] => [one ? words.buttons.addIt : words.buttons.wantNth({ place: index + 1 }), { kind: isExact ? 'add' : 'pick', ref: refOf(item) }]);
  const extra: Parameters<typeof choicesOf> = one ? [total > 1 ? [words.buttons.more, { kind: 'more' }] : null, human(turn)] : [];
  return say(`shown:${items.map(({ productId }) => productId).join()}`, `${lead}${why}`, {
    next: turn.say(one ? words.wantIt() : words.whichOne()),
    products: items.map(refOf),
    choices: choicesOf(...choices, ...extra),
    memory: {
      search: { ...search, seen: [...search.seen, ...items.map(({ productId }) => productId)].slice(-60) },
      shown: items.map(know), focus: one ? know(one) : null, missed: 0,
      // A size alone is then the answer to "¿Lo quieres?", also after a question in between.
      asked: one && !isExact ? asking('size', 'add_to_cart') : null,
      offer: one ? formatAction({ kind: isExact ? 'add' : 'pick', ref: refOf(one) }) : null,
      open: { ...turn.memory.open, replaces: null, productId: null, size: relaxed || !search.filters.size ? null : writeSize({ value: search.filters.size, system: search.filters.sizeSystem }), colour: relaxed ? null : (search.filters.colour ?? null) },
    },
  });
}

/** The one thing whose name was said: then the others are not what was asked for. @param leastWords one word alone is rarely a name. */
function calledByName(items: readonly FoundVariant[], query: string, leastWords = 2): FoundVariant | null {
  const wanted = stems(query);
  const called = items.filter(({ title }) => wanted.length >= leastWords && countShared(wanted, title) === wanted.length);
  return called.length === 1 ? (called[0] ?? null) : null;
}

function relaxedName(turn: Turn, relaxed: string, filters: SearchFilters): string {
  const { words } = turn;
  if (relaxed === 'forWhom' && filters.forWhom && filters.forWhom !== 'unisex') return forWhomOf(turn, filters.forWhom);
  const name = words.facetNames[relaxed as keyof typeof words.facetNames] ?? relaxed;
  const value = filters[relaxed as keyof SearchFilters];
  return typeof value === 'string' && relaxed !== 'query' ? `${name} ${shorten(value, 30)}` : name;
}

/** The first time something else is offered; a second miss in a row is a case for a person. */
function nothing(turn: Turn, wish: Wish, search: Search): Step {
  const { words, memory } = turn;
  const what = quotable(search.query);
  if (wish.action?.kind === 'more') return say('no_more', turn.say(words.noMore()), { choices: choicesOf([words.buttons.cheaper, { kind: 'cheaper' }], human(turn)), isUnsure: true, memory: { asked: asking('what', 'find_product') } });
  if (wish.action?.kind === 'cheaper') return say('no_cheaper', turn.say(words.noCheaper()), { choices: choicesOf(human(turn)), isUnsure: true });
  if (memory.missed > 0) return handOver('off_catalogue', makePart(`off:${search.query}`, turn.say(words.notFound({ what }))));
  return say(`none:${search.query}`, turn.say(words.notFound({ what })), {
    next: turn.say(words.tryAnother()),
    choices: choicesOf(searchButton(turn), human(turn)),
    isUnsure: true,
    memory: { missed: memory.missed + 1, search: null, asked: asking('what', 'find_product') },
  });
}
