import type { Search } from '../dialogue-memory.ts';
import { filtersOf, mergeSearch } from './merge-search.ts';
import { stems } from '../plain-words.ts';
import { saysSo } from '../sayings.ts';
import { asking, choicesOf, say } from '../turn.ts';
import type { Job, Step, Turn, Wish } from '../turn.ts';
import { answerFromPages } from './answer-from-pages.ts';
import { compare } from './compare.ts';
import { searchAndShow } from './find-product.ts';
import { human } from './pick-target.ts';

/** The product finder: what for, then three that fit. With two on the table it says how they differ instead. */
export const helpChoose: Job = function* (turn, wish) {
  if (turn.memory.shown.length > 1 && !wish.slots.product && !wish.refines && wish.action?.kind !== 'topic') return yield* compare(turn, wish);
  // "¿Cuál me conviene?" names nothing to look for.
  const isOpen = saysSo('which', wish.text) && stems(wish.slots.product ?? '').length < 2;
  const search = yield* mergeSearch(turn, isOpen ? { ...wish, slots: { ...wish.slots, product: null } } : wish);
  return yield* searchAndShow(turn, wish, search, 'help_choose');
};

/** The gift assistant: for whom, then how much, then three. Whoever said it already is not asked. */
export const gift: Job = function* (turn, wish) {
  const { memory } = turn;
  if (saysSo('giftWrap', wish.text)) return yield* answerFromPages(turn, { question: wish.text, kind: null, about: 'wrap', intro: null });
  const merged = yield* mergeSearch(turn, { ...wish, refines: wish.refines || memory.asked?.job === 'gift' });
  const search: Search = { ...merged, filters: { ...merged.filters, ...filtersOf(turn, wish) } };
  const answers = memory.asked?.job === 'gift' ? memory.asked.slot : null;
  const forWhom = memory.open.forWhom ?? turn.view.shopper.preferences['for'] ?? null;
  if (answers === null && !search.filters.forWhom && forWhom === null) return askForWhom(turn, wish, search);
  const hasAmount = search.filters.maxMinor != null || search.filters.minMinor != null;
  // A thing and its size say enough.
  const isPlain = search.query !== '' && search.filters.size != null;
  if (!hasAmount && !isPlain && answers !== 'budget' && answers !== 'facet') return askBudget(turn, wish, search);
  return yield* searchAndShow(turn, wish, search, 'gift');
};

function askForWhom(turn: Turn, wish: Wish, search: Search): Step {
  const { words } = turn;
  return say('gift:whom', turn.say(words.giftForWhom()), {
    choices: choicesOf(...(['women', 'men', 'kids'] as const).map((value): Parameters<typeof choicesOf>[number] => [words.forWhom[value], { kind: 'facet', facet: 'forWhom', value }])),
    memory: { search, shown: [], focus: null, asked: asking('for_whom', 'gift', { facet: 'forWhom' }), open: { ...turn.memory.open, forWhom: wish.slots.forWhom } },
  });
}

function askBudget(turn: Turn, wish: Wish, search: Search): Step {
  return say('gift:budget', turn.say(turn.words.giftBudget()), {
    opener: turn.say(turn.words.openers),
    choices: choicesOf(human(turn)),
    memory: { search, shown: [], focus: null, asked: asking('budget', 'gift'), open: { ...turn.memory.open, forWhom: wish.slots.forWhom ?? (wish.text.slice(0, 100) || turn.memory.open.forWhom) } },
  });
}
