import type { CartView } from '../../tool-shapes.ts';
import { ask, choicesOf, handOver, makePart, say } from '../turn.ts';
import type { Job, Script, Step, Turn } from '../turn.ts';
import { tellRefused } from './add-to-cart.ts';
import { writeCart } from './cart-parts.ts';
import { checkout } from './checkout.ts';
import { findSame, human, searchButton } from './pick-target.ts';
import { labelOf } from './pick-variant.ts';
import { toConfirm } from './to-confirm.ts';

type Change = { connectionId: string; variantKey: string; quantity: number; mode: 'set' };

/** What one call of the tool takes, and how many calls a turn has room for beside the checkout: what is longer is a person's. */
const mostAtOnce = 10;
const mostCalls = 2;
/** Refusals that name something which cannot be had; the rest of the order can. */
const isShort = new Set(['not_enough_stock', 'out_of_stock', 'variant_unknown']);

/** A cart that comes back from the channel's own catalogue: taken over as far as it can be had, then the way to pay; what cannot be had is said. */
export const orderMessage: Job = function* (turn, wish) {
  const changes = changesOf(turn);
  const notes: string[] = [];
  let cart: CartView | null = null;
  for (let start = 0; start < Math.min(changes.length, mostAtOnce * mostCalls); start += mostAtOnce) {
    const taken: Taken = yield* takeOver(turn, changes.slice(start, start + mostAtOnce));
    if (taken.kind === 'step') return taken.step;
    cart = taken.cart ?? cart;
    notes.push(...taken.notes);
  }
  if (cart === null) return nothingTaken(turn, notes);
  const got = [`${turn.say(turn.words.gotYourOrder())}\n${writeCart(turn, cart)}`, ...notes].join('\n');
  const left = changes.length - mostAtOnce * mostCalls;
  if (left > 0) return handOver('needs_owner', makePart(`order:rest:${left}`, `${got}\n${turn.words.restOfOrder({ count: left })}`), true);
  return notes.length > 0 ? tellPartly(turn, cart, got) : yield* toPay(turn, wish, cart, got);
};

/** Each thing once; of an order that was sent again the later quantity counts. */
function changesOf({ view }: Turn): Change[] {
  const items = view.incoming.flatMap((piece) => piece.items).map(({ connectionId, variantKey, quantity }) => ({ connectionId, variantKey, quantity: Math.min(99, Math.trunc(quantity)), mode: 'set' as const }));
  return [...new Map(items.filter(({ quantity }) => quantity > 0).map((change) => [`${change.connectionId} ${change.variantKey}`, change])).values()];
}

type Taken = { kind: 'taken'; cart: CartView | null; notes: string[] } | { kind: 'step'; step: Step };

function* takeOver(turn: Turn, changes: Change[]): Script<Taken> {
  const outcome = yield* ask('change_cart', { changes });
  if (outcome.kind === 'done') return { kind: 'taken', cart: outcome.output.cart, notes: [] };
  if (outcome.kind === 'to_confirm') return { kind: 'step', step: toConfirm(turn, outcome.summary) };
  if (!isShort.has(outcome.code)) return yield* giveUp(turn, changes, outcome.code);
  const { possible, notes } = yield* clip(turn, changes);
  if (possible.length === 0) return { kind: 'taken', cart: null, notes };
  const again = yield* ask('change_cart', { changes: possible });
  return again.kind === 'done' ? { kind: 'taken', cart: again.output.cart, notes } : yield* giveUp(turn, possible, again.kind === 'refused' ? again.code : '');
}

function* giveUp(turn: Turn, [first]: Change[], code: string): Script<Taken> {
  const ref = { connectionId: first?.connectionId ?? '', variantKey: first?.variantKey ?? '' };
  return { kind: 'step', step: yield* tellRefused(turn, ref, isShort.has(code) ? '' : code) };
}

/** What of it can be had now, and what is to be said about the rest. */
function* clip(turn: Turn, changes: Change[]): Script<{ possible: Change[]; notes: string[] }> {
  const stock = yield* ask('check_stock', { items: changes.map(({ connectionId, variantKey }) => ({ connectionId, variantKey })) });
  const items = stock.kind === 'done' ? stock.output.items : [];
  const notes: string[] = [];
  const possible = changes.flatMap((change) => {
    const item = findSame(items, change);
    if (!item) return [];
    const most = item.isAvailable ? (item.stock ?? 99) : 0;
    if (most < change.quantity) notes.push(turn.say(turn.words.onlySoMany({ what: labelOf(item), stock: most })));
    return most > 0 ? [{ ...change, quantity: Math.min(most, change.quantity) }] : [];
  });
  const gone = changes.length - items.length;
  return { possible, notes: gone > 0 ? [...notes, turn.words.goneFromOrder({ count: gone })] : notes };
}

/** Not what was ordered: it is for the shopper to say whether they want it so. */
function tellPartly(turn: Turn, cart: CartView, got: string): Step {
  const { words } = turn;
  return say(`order:part:${cart.totalMinor}`, got, { next: turn.say(words.payOrChange()), choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], searchButton(turn), human(turn)), isUnsure: true, memory: { asked: null, offer: 'checkout' } });
}

function nothingTaken(turn: Turn, notes: string[]): Step {
  const { words } = turn;
  const text = notes.length > 0 ? notes.join('\n') : turn.say(words.cannotChangeCart());
  return say('order:none', text, { next: turn.say(words.elseToFind()), choices: choicesOf(searchButton(turn), human(turn)), isUnsure: true, memory: { asked: null, offer: null } });
}

function* toPay(turn: Turn, wish: Parameters<Job>[1], cart: CartView, got: string): Script {
  const paying = yield* checkout(turn, wish);
  return paying.kind === 'part' ? { kind: 'part', part: { ...paying.part, about: `order:${cart.totalMinor}`, text: `${got}\n${paying.part.text}`, opener: null } } : paying;
}
