import type { FoundVariant, ProductFacts, VariantRef } from '#contract/catalog-search';
import { sizedThing } from '../../sized-thing.ts';
import type { CartView } from '../../tool-shapes.ts';
import type { ToolOutcome } from '../../engine.ts';
import { nothingOpen } from '../dialogue-memory.ts';
import { shorten } from '../plain-words.ts';
import { ask, asking, choicesOf, say } from '../turn.ts';
import type { Job, Script, Step, Turn, Wish } from '../turn.ts';
import { writeCart } from './cart-parts.ts';
import { fittingLabels, parseSize, writeSize } from './fit-size.ts';
import type { SaidSize } from './fit-size.ts';
import { outOfStock } from './out-of-stock.ts';
import { findSame, human, know, knowLine, pointAt, readTarget, refOf, searchButton } from './pick-target.ts';
import { labelOf, pickVariant } from './pick-variant.ts';
import type { Picked, Wanted } from './pick-variant.ts';
import { toConfirm } from './to-confirm.ts';
import { valueOf } from './variant-values.ts';

/** Puts what was chosen into the cart; asks for the size only where it cannot be known. */
export const addToCart: Job = function* (turn, wish) {
  const { action } = wish;
  if (action?.kind === 'add') return yield* addVariant(turn, action.ref, wish.slots.quantity ?? 1, null);
  const target = yield* readTarget(turn, wish);
  return target.kind === 'step' ? target.step : yield* addProduct(turn, wish, target.product);
};

/** The same, once it is known which thing is meant. */
export function* addProduct(turn: Turn, wish: Wish, product: ProductFacts): Script {
  const picked = pickVariant(turn, product, wantedOf(turn, wish, product));
  const shown = picked.kind === 'ask' ? findShown(turn, wish, product) : null;
  const quantity = wish.slots.quantity ?? turn.memory.open.quantity ?? 1;
  if (shown) return yield* addVariant(turn, refOf(shown), quantity, shown);
  if (picked.kind === 'ask') return askOption(turn, wish, product, picked);
  if (picked.kind === 'gone') return yield* outOfStock(turn, product, picked);
  return yield* addVariant(turn, refOf(picked.variant), quantity, picked.variant);
}

/** "La segunda en 42": the very variant that was shown second, when it has the size that was said or searched for. Null: something is still open. */
function findShown(turn: Turn, wish: Wish, product: ProductFacts): FoundVariant | null {
  const { slots } = wish;
  const key = slots.reference?.kind === 'place' || wish.action?.kind === 'pick' ? pointAt(turn, wish)?.variantKey : undefined;
  const shown = product.variants.find(({ variantKey, isAvailable }) => isAvailable && variantKey === key);
  const size = slots.size ?? (turn.memory.open.size ? parseSize(turn.memory.open.size) : null);
  return shown && slots.colour === null && size !== null && fittingLabels(turn, product, product.variants, size).has(valueOf(shown, 'size') ?? '') ? shown : null;
}

/** What was said now, then what was said before in this talk, then what the shopper usually takes. */
export function wantedOf({ memory, view }: Turn, { slots, action, text }: Wish, product: ProductFacts): Wanted {
  const tapped = action && 'value' in action && action.kind !== 'facet' ? action : null;
  // What was said of one thing, or looked for, says nothing of another.
  const isOfIt = memory.open.productId === null ? memory.shown.length === 0 || memory.shown.some(({ productId }) => productId === product.productId || productId === '') : memory.open.productId === product.productId;
  const open = isOfIt ? memory.open : nothingOpen;
  const openSize = open.size ? parseSize(open.size) : null;
  return {
    size: tapped?.kind === 'size' ? { value: tapped.value, system: null } : (slots.size ?? openSize),
    colour: tapped?.kind === 'colour' ? tapped.value : (slots.colour ?? open.colour),
    text,
    usualSize: usualSizeOf(view.shopper.preferences, product),
  };
}

/** Feet and clothes have sizes of their own: who takes a 42 in shoes said nothing about shirts. */
function usualSizeOf(preferences: Record<string, string>, { title, category }: ProductFacts): SaidSize | null {
  const [ofShoes, ofClothes] = [preferences['shoe_size'], preferences['size']].map((text) => (text ? parseSize(text) : null));
  if (ofShoes && sizedThing([title, category].filter(Boolean).join(' '), ofShoes.value) === 'shoe') return ofShoes;
  return ofClothes ?? null;
}

export function askOption(turn: Turn, wish: Wish, product: ProductFacts, { slot, values }: Extract<Picked, { kind: 'ask' }>): Step {
  const { words, memory } = turn;
  const first = product.variants[0];
  const wanted = wantedOf(turn, wish, product);
  const said = { what: shorten(product.title, 60), values };
  return say(`option:${product.productId}:${slot}`, turn.say(slot === 'size' ? words.whichSize(said) : words.whichColour(said)), {
    opener: turn.say(words.openers),
    choices: choicesOf(...values.slice(0, 10).map((value): Parameters<typeof choicesOf>[number] => [value, { kind: slot, productId: product.productId, value }])),
    memory: {
      focus: first ? know(first) : memory.focus,
      asked: asking(slot, 'add_to_cart', { values: values.slice(0, 20) }),
      open: { ...memory.open, productId: product.productId, size: wanted.size ? writeSize(wanted.size) : null, colour: wanted.colour, quantity: wish.slots.quantity ?? memory.open.quantity },
    },
  });
}

function* addVariant(turn: Turn, ref: VariantRef, quantity: number, variant: FoundVariant | null): Script {
  const { productId, replaces } = turn.memory.open;
  // Only what the question was about takes that place; whatever is added meanwhile comes beside it.
  const isForIt = replaces !== null && (productId === null || productId === variant?.productId);
  const out = isForIt ? findSame(turn.view.cart?.lines ?? [], replaces) : undefined;
  const leaving = out && out.variantKey !== ref.variantKey ? [{ ...refOf(out), quantity: 0, mode: 'set' as const }] : [];
  const outcome = yield* ask('change_cart', { changes: [...leaving, { ...ref, quantity: Math.min(99, Math.max(1, quantity)), mode: 'add' }] });
  const changed = tellChanged(turn, outcome, ref);
  if (changed) return changed.kind === 'part' && variant ? { ...changed, part: { ...changed.part, memory: { ...changed.part.memory, focus: know(variant) } } } : changed;
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  return yield* tellRefused(turn, ref, outcome.kind === 'refused' ? outcome.code : '');
}

type Change = ToolOutcome<{ cart: CartView; changed: { title: string; variantTitle: string | null; from: number; to: number }[] }>;

/** The cart as it is after a change; null: it was refused. @param ref what was to be changed; null: known only to whoever asked. */
export function tellChanged(turn: Turn, outcome: Change, ref: VariantRef | null): Step | null {
  if (outcome.kind !== 'done') return null;
  // What came in is talked about, also where something else went out for it.
  const change = outcome.output.changed.find(({ to }) => to > 0) ?? outcome.output.changed[0];
  if (!change) return tellSame(turn, outcome.output.cart, ref);
  const { words, memory } = turn;
  const { cart, changed } = outcome.output;
  const total = turn.money(cart.totalMinor, cart.currency);
  const about = `cart:${cart.totalMinor}:${changed.map(({ to }) => to).join()}`;
  if (cart.lines.length === 0) return say(about, turn.say(words.emptied()), { next: turn.say(words.elseToFind()), choices: choicesOf(searchButton(turn)), memory: { open: nothingOpen, asked: null, offer: null } });
  const inCart = cart.lines.find(({ title, variantTitle }) => title === change.title && variantTitle === change.variantTitle);
  return say(about, turn.say(lineOf(turn, changed, total)), {
    opener: change.to > change.from ? turn.say(words.openers) : null,
    next: turn.say(words.payOrMore()),
    choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], change.to > change.from ? [words.buttons.completeSet, { kind: 'topic', topic: 'complete_set' }] : [words.buttons.cart, { kind: 'cart' }], [words.buttons.keepLooking, { kind: 'topic', topic: 'find_product' }]),
    memory: { asked: null, open: nothingOpen, offer: 'checkout', focus: inCart ? { ...knowLine(inCart), productId: memory.focus?.title === inCart.title ? memory.focus.productId : '' } : memory.focus },
  });
}

function lineOf({ words }: Turn, changed: readonly { title: string; variantTitle: string | null; from: number; to: number }[], total: string): readonly string[] {
  const [out, come] = [changed.filter(({ to }) => to === 0), changed.filter(({ to }) => to > 0)].map((some) => some.map((one) => labelOf(one)).join(', '));
  const change = changed.find(({ to }) => to > 0);
  if (!change) return words.removed({ what: out ?? '', total });
  const what = come ?? '';
  if (out) return words.replaced({ out, what: change.to > 1 ? `${change.to} × ${what}` : what, total });
  return change.from === 0 ? words.added({ what, quantity: change.to, total }) : words.changed({ what, quantity: change.to, total });
}

/** It was so already: nothing had to be done, and nothing failed. */
function tellSame(turn: Turn, cart: CartView, ref: VariantRef | null): Step {
  const { words } = turn;
  const line = findSame(cart.lines, ref);
  const total = turn.money(cart.totalMinor, cart.currency);
  const text = line ? turn.say(words.alreadySo({ what: labelOf(line), quantity: line.quantity, total })) : `${turn.say(words.yourCart())}\n${writeCart(turn, cart)}`;
  return say(`cart:same:${cart.totalMinor}`, text, { next: turn.say(words.payOrMore()), choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], [words.buttons.cart, { kind: 'cart' }], human(turn)), memory: { asked: null, open: nothingOpen, offer: 'checkout' } });
}

function cannotChange(turn: Turn): Step {
  return say('cart:away', turn.say(turn.words.cannotChangeCart()), { next: turn.say(turn.words.askPerson()), choices: choicesOf(human(turn), [turn.words.buttons.cart, { kind: 'cart' }]), isUnsure: true, memory: { offer: 'human' } });
}

/** Why not, from the shop's own figures of this moment. */
export function* tellRefused(turn: Turn, ref: VariantRef, code: string): Script {
  if (code !== 'not_enough_stock' && code !== 'out_of_stock' && code !== 'variant_unknown') return cannotChange(turn);
  const stock = yield* ask('check_stock', { items: [ref] });
  const item = stock.kind === 'done' ? stock.output.items[0] : undefined;
  if (!item) return say('gone', turn.say(turn.words.productGone()), { choices: choicesOf(searchButton(turn), human(turn)), isUnsure: true });
  if (item.isAvailable && item.stock !== null && item.stock > 0) return say(`limit:${item.variantKey}:${item.stock}`, turn.say(turn.words.onlySoMany({ what: labelOf(item), stock: item.stock })), { choices: choicesOf([turn.words.buttons.cart, { kind: 'cart' }], human(turn)), isUnsure: true, memory: { focus: know(item) } });
  if (item.isAvailable && item.stock === null) return cannotChange(turn);
  const detail = yield* ask('product_detail', { productId: item.productId });
  const product: ProductFacts = detail.kind === 'done' ? detail.output : { productId: item.productId, title: item.title, description: null, brand: item.brand, category: item.category, attributes: {}, url: item.url, variants: [item] };
  return yield* outOfStock(turn, product, { kind: 'gone', variant: item, slot: 'size', values: product.variants.filter(({ isAvailable }) => isAvailable).map((variant) => valueOf(variant, 'size')).filter((value) => value !== null) });
}
