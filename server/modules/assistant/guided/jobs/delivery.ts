import type { ToolOutputs } from '../../tool-shapes.ts';
import { shorten } from '../plain-words.ts';
import { ask, asking, choicesOf, hasCart, say } from '../turn.ts';
import type { Job, Step, Turn, Wish } from '../turn.ts';
import { bestOf, notKnown, tellPassage } from './answer-from-pages.ts';
import { human, searchButton } from './pick-target.ts';

type Option = ToolOutputs['delivery_estimate']['options'][number];
const mostOptions = 3;

/** What delivery costs and when it comes, in one answer: whoever asks one wants the other. */
export const delivery: Job = function* (turn, wish) {
  const { view, words } = turn;
  const postalCode = wish.slots.postalCode ?? view.shopper.preferences['postal_code'] ?? null;
  const outcome = yield* ask('delivery_estimate', { postalCode, place: postalCode ? null : placeOf(turn, wish) });
  if (outcome.kind !== 'done') return notKnown(turn, 'delivery');
  const { options, needs, passages } = outcome.output;
  if (options.length > 0) return tellOptions(turn, options);
  const passage = bestOf(passages);
  if (needs === 'postal_code' && postalCode === null) return askPostalCode(turn, wish);
  const question = wish.text || words.questions.delivery;
  return passage ? tellPassage(turn, { question, about: 'delivery', intro: null, kind: null, then: { choices: nextChoices(turn) } }, passage) : notKnown(turn, 'delivery');
};

/** The town that answers our question for a postal code, or that the words name. */
function placeOf({ memory }: Turn, { text, slots }: Wish): string | null {
  if (memory.asked?.slot === 'postal_code' && slots.postalCode === null && text) return text.slice(0, 100);
  return /\b(?:a|en|para|hasta|em|até|pra|to|in)\s+(\p{Lu}[\p{L}.]+(?:\s+(?:de(?:l)?\s+|do\s+|da\s+)?\p{Lu}[\p{L}.]+){0,3})/u.exec(text)?.[1]?.slice(0, 100) ?? null;
}

function askPostalCode(turn: Turn, wish: Wish): Step {
  return say('delivery:where', turn.say(turn.words.whichPostalCode()), { opener: turn.say(turn.words.openers), choices: [], memory: { asked: asking('postal_code', wish.job === 'shipping_cost' ? 'shipping_cost' : 'delivery_time') } });
}

function tellOptions(turn: Turn, options: readonly Option[]): Step {
  const { words } = turn;
  const lines = options.slice(0, mostOptions).map((option) => `• ${describe(turn, option)}`);
  const first = options[0];
  const place = first?.zone ?? '';
  return say(`delivery:${place}:${lines.join()}`, `${turn.say(words.deliveryTo({ place: shorten(place, 40) }))}\n${lines.join('\n')}`, {
    next: hasCart(turn) ? turn.say(words.shallWePay()) : turn.say(words.anyDoubtTellMe()),
    choices: nextChoices(turn),
    memory: { offer: hasCart(turn) ? 'checkout' : null },
  });
}

function describe(turn: Turn, { name, priceMinor, currency, fromOn, untilOn }: Option): string {
  const { words } = turn;
  const cost = priceMinor === null ? null : priceMinor === 0 ? words.free : turn.money(priceMinor, currency);
  const days = fromOn && untilOn && fromOn !== untilOn ? words.arrivesBetween({ from: turn.day(fromOn), until: turn.day(untilOn) }) : (untilOn ?? fromOn) ? words.arrivesOn({ day: turn.day(untilOn ?? fromOn ?? '') }) : null;
  return `${shorten(name, 40)}: ${[cost, days].filter(Boolean).join(', ') || words.askUs}`;
}

const nextChoices = (turn: Turn) => choicesOf(hasCart(turn) ? [turn.words.buttons.checkout, { kind: 'checkout' }] : searchButton(turn), human(turn));
