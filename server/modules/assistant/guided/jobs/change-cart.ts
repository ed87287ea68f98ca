import type { CartView } from '../../tool-shapes.ts';
import { countShared, shorten, stems } from '../plain-words.ts';
import { saysSo } from '../sayings.ts';
import { ask, asking, choicesOf, say } from '../turn.ts';
import type { Job, Script, Step, Turn, Wish } from '../turn.ts';
import { addToCart, tellChanged, tellRefused } from './add-to-cart.ts';
import { emptyCart, readCart, writeCart } from './cart-parts.ts';
import { findSame, knowLine, refOf } from './pick-target.ts';
import { labelOf } from './pick-variant.ts';
import { viewCart } from './show-cart.ts';
import { toConfirm } from './to-confirm.ts';

type Line = CartView['lines'][number];

/** "Que sean dos". */
export const changeQuantity: Job = function* (turn, wish) {
  const quantity = wish.action?.kind === 'quantity' ? wish.action.quantity : (wish.slots.quantity ?? turn.memory.open.quantity);
  const cart = yield* readCart(turn);
  if (!cart || cart.lines.length === 0) return turn.memory.focus ? yield* addToCart(turn, wish) : emptyCart(turn);
  // "And two pairs of socks" to a cart without any is a thing to be added, whatever lies in it.
  if (namesAnother(wish, cart)) return yield* addToCart(turn, wish);
  const line = findLine(turn, wish, cart);
  if (!line) return askLine(turn, cart, 'change_quantity', quantity);
  if (quantity === null) return askQuantity(turn, line);
  const wanted = wish.slots.quantityChange === 'more' ? line.quantity + quantity : wish.slots.quantityChange === 'fewer' ? Math.max(0, line.quantity - quantity) : quantity;
  return yield* change(turn, [{ ...refOf(line), quantity: Math.min(99, wanted), mode: 'set' }]);
};

/** Takes a line out; everything only when they say so. */
export const removeItem: Job = function* (turn, wish) {
  const cart = yield* readCart(turn);
  if (!cart || cart.lines.length === 0) return emptyCart(turn);
  if (saysSo('everything', wish.text)) return yield* change(turn, cart.lines.slice(0, 10).map((line) => ({ ...refOf(line), quantity: 0, mode: 'set' })));
  const absent = namesAnother(wish, cart) ? yield* titleOf(wish.slots.product ?? '') : null;
  if (absent !== null) return tellAbsent(turn, cart, absent);
  const line = findLine(turn, wish, cart);
  if (!line) return askLine(turn, cart, 'remove_item', null);
  // "Saca uno" leaves the others.
  const left = wish.slots.quantity !== null && wish.slots.quantityChange === 'fewer' ? Math.max(0, line.quantity - wish.slots.quantity) : 0;
  return yield* change(turn, [{ ...refOf(line), quantity: left, mode: 'set' }]);
};

/** "Deixa só a preta", "keep just the socks": all the rest goes out. */
export const keepOnly: Job = function* (turn, wish) {
  const cart = yield* readCart(turn);
  if (!cart || cart.lines.length === 0) return emptyCart(turn);
  const wanted = wantedStems(wish);
  const isKept = (line: Line) => countShared(wanted, describeLine(line)) === wanted.length;
  const leaving = cart.lines.filter((line) => !isKept(line));
  if (wanted.length === 0 || leaving.length === cart.lines.length) return askLine(turn, cart, 'remove_item', null);
  return leaving.length === 0 ? yield* viewCart(turn, wish) : yield* change(turn, leaving.slice(0, 10).map((line) => ({ ...refOf(line), quantity: 0, mode: 'set' })));
};

/** The title of a thing that the shop has and that goes by this name; null: the words name none. */
function* titleOf(words: string): Script<string | null> {
  const found = yield* ask('search_products', { query: words.slice(0, 300), filters: {}, onlyAvailable: false, excludeProductIds: [], limit: 1 });
  const title = found.kind === 'done' ? (found.output.items[0]?.title ?? null) : null;
  return title !== null && countShared(stems(words), title) > 0 ? title : null;
}

/** What is not in the cart cannot be taken out, least of all something else for it. */
function tellAbsent(turn: Turn, cart: CartView, title: string): Step {
  return say(`cart:without:${title}`, `${turn.say(turn.words.notInCart({ what: shorten(title, 60) }))} ${turn.say(turn.words.yourCart())}\n${writeCart(turn, cart)}`, { next: turn.say(turn.words.payOrChange()), choices: choicesOf([turn.words.buttons.checkout, { kind: 'checkout' }], [turn.words.buttons.cart, { kind: 'cart' }]), memory: { offer: 'checkout', asked: null } });
}

function* change(turn: Turn, changes: { connectionId: string; variantKey: string; quantity: number; mode: 'set' }[]): Script {
  const outcome = yield* ask('change_cart', { changes });
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  const [first] = changes;
  if (!first) return emptyCart(turn);
  return tellChanged(turn, outcome, refOf(first)) ?? (yield* tellRefused(turn, refOf(first), outcome.kind === 'refused' ? outcome.code : ''));
}

/** The line that is meant: tapped, named, by its place, talked about, or the only one. */
function findLine({ memory }: Turn, { slots, action, text }: Wish, { lines }: CartView): Line | undefined {
  if (lines.length === 1) return lines[0];
  if (action && 'ref' in action) return findSame(lines, action.ref);
  const wanted = wantedStems({ slots, text });
  const scored = lines.map((line) => ({ line, shared: countShared(wanted, describeLine(line)) }));
  const most = Math.max(...scored.map(({ shared }) => shared));
  const best = scored.filter(({ shared }) => shared === most);
  if (most > 0 && best.length === 1) return best[0]?.line;
  if (slots.reference?.kind === 'place') return slots.reference.place < 0 ? lines.at(slots.reference.place) : lines[slots.reference.place - 1];
  if (slots.reference?.kind === 'cheapest' || slots.reference?.kind === 'dearest') return lines.toSorted((left, right) => left.priceMinor - right.priceMinor).at(slots.reference.kind === 'cheapest' ? 0 : -1);
  return findSame(lines, memory.focus);
}

const wantedStems = ({ slots, text }: Pick<Wish, 'slots' | 'text'>) => stems([slots.product ?? (slots.size === null && slots.colour === null ? text : ''), slots.size?.value, slots.colour].filter(Boolean).join(' '));
const describeLine = ({ title, variantTitle }: Line) => `${title} ${variantTitle ?? ''}`;

function namesAnother({ slots, action }: Wish, { lines }: CartView): boolean {
  const named = stems(slots.product ?? '');
  return action === null && named.length > 0 && slots.reference === null && slots.quantityChange !== 'fewer' && lines.every((line) => countShared(named, describeLine(line)) === 0);
}

function askLine(turn: Turn, { lines }: CartView, job: 'change_quantity' | 'remove_item', quantity: number | null): Step {
  const { words } = turn;
  return say(`line:${job}`, turn.say(words.whichLine({ titles: lines.slice(0, 4).map((line) => labelOf(line)) })), {
    choices: job === 'remove_item' ? choicesOf(...lines.slice(0, 3).map((line): Parameters<typeof choicesOf>[number] => [line.title, { kind: 'quantity', ref: refOf(line), quantity: 0 }, labelOf(line)])) : [],
    memory: { shown: lines.slice(0, 10).map(knowLine), asked: asking('which', job), open: { ...turn.memory.open, quantity: quantity === null || quantity < 1 ? null : Math.min(99, quantity) } },
  });
}

function askQuantity(turn: Turn, line: Line): Step {
  return say(`quantity:${line.variantKey}`, turn.say(turn.words.howMany({ what: shorten(labelOf(line), 70) })), {
    choices: choicesOf(...[1, 2, 3].map((quantity): Parameters<typeof choicesOf>[number] => [String(quantity), { kind: 'quantity', ref: refOf(line), quantity }])),
    memory: { asked: asking('quantity', 'change_quantity'), focus: knowLine(line) },
  });
}
