import type { FoundVariant, ProductFacts, VariantRef } from '#contract/catalog-search';
import { formatAction } from '../actions.ts';
import { nothingOpen } from '../dialogue-memory.ts';
import { shorten } from '../plain-words.ts';
import { saysSo } from '../sayings.ts';
import { ask, asking, choicesOf, handOver, say } from '../turn.ts';
import type { Job, Part, Script, Step, Turn, Wish } from '../turn.ts';
import { wantedOf } from './add-to-cart.ts';
import { findProduct } from './find-product.ts';
import { outOfStock } from './out-of-stock.ts';
import { human, know, pointAt, readTarget, refOf, searchButton } from './pick-target.ts';
import { labelOf, pickVariant } from './pick-variant.ts';
import { toConfirm } from './to-confirm.ts';
import { valueOf, valuesOf } from './variant-values.ts';

/** So few that it is worth saying. */
const fewUnits = 5;

/** "¿Tienen en 42?", "¿y en negro?" */
export const availability: Job = function* (turn, wish) {
  // A kind of thing that nobody showed yet is a search.
  if (wish.slots.product && !pointAt(turn, wish) && !(wish.action && 'productId' in wish.action)) return yield* findProduct(turn, wish);
  const target = yield* readTarget(turn, wish);
  if (target.kind === 'step') return target.step;
  const wanted = wantedOf(turn, wish, target.product);
  const isAsked = wanted.size !== null || wanted.colour !== null;
  const picked = pickVariant(turn, target.product, { ...wanted, usualSize: isAsked ? wanted.usualSize : null });
  if (picked.kind === 'gone') return yield* outOfStock(turn, target.product, picked);
  if (picked.kind === 'ask') return tellAsked(turn, wish, target.product, picked.slot, picked.values, wanted.colour);
  return tellStock(turn, picked.variant);
};

/** "¿Qué colores hay?" is about colours, whatever else is still open. */
function tellAsked(turn: Turn, { text }: Wish, product: ProductFacts, slot: 'size' | 'colour', values: string[], colour: string | null): Step {
  const colours = valuesOf(product.variants, 'colour');
  return saysSo('ofColour', text) && colours.length > 0 ? tellValues(turn, product, 'colour', colours, null) : tellValues(turn, product, slot, values, colour);
}

/** A yes takes this very one; another colour or size that is said next is of the same thing, the rest as it was. */
export function offerVariant(turn: Turn, variant: FoundVariant): Pick<Part, 'next' | 'products' | 'choices' | 'memory'> {
  const { words } = turn;
  const [ref, size, colour] = [refOf(variant), valueOf(variant, 'size'), valueOf(variant, 'colour')];
  return {
    next: turn.say(words.shallIAdd()),
    products: [ref],
    choices: choicesOf([words.buttons.addIt, { kind: 'add', ref }], [words.buttons.more, { kind: 'more' }], human(turn)),
    memory: { focus: know(variant), asked: null, open: { ...nothingOpen, productId: variant.productId, size, colour }, offer: formatAction({ kind: 'add', ref }) },
  };
}

function tellStock(turn: Turn, variant: FoundVariant): Step {
  const { words } = turn;
  const isScarce = variant.stock !== null && variant.stock > 0 && variant.stock <= fewUnits;
  const what = labelOf(variant);
  return say(`stock:${variant.variantKey}:${variant.stock}`, turn.say(isScarce && variant.stock !== null ? words.inStockFew({ what, stock: variant.stock }) : words.inStock({ what })), offerVariant(turn, variant));
}

function tellValues(turn: Turn, product: ProductFacts, slot: 'size' | 'colour', values: string[], colour: string | null): Step {
  const { words } = turn;
  const first = product.variants.find(({ isAvailable }) => isAvailable) ?? product.variants[0];
  const colours = slot === 'size' && !colour ? valuesOf(product.variants, 'colour') : [];
  const said = { what: shorten(product.title, 60), values: values.slice(0, 10) };
  const text = slot === 'size' ? words.inSizes(said) : words.inColours(said);
  return say(`values:${product.productId}:${values.join()}`, [turn.say(text), colours.length > 1 ? turn.say(words.alsoColours({ values: colours.slice(0, 6) })) : ''].filter(Boolean).join(' '), {
    next: turn.say(words.whichDoYouWant()),
    choices: choicesOf(...values.slice(0, 10).map((value): Parameters<typeof choicesOf>[number] => [value, { kind: slot, productId: product.productId, value }])),
    memory: { focus: first ? know(first) : null, asked: asking(slot, 'add_to_cart', { values: values.slice(0, 20) }), open: { ...turn.memory.open, productId: product.productId, colour: colour ?? null, size: null } },
  });
}

/** "Avísame cuando vuelva". */
export const restock: Job = function* (turn, wish) {
  if (wish.action?.kind === 'restock') return yield* subscribe(turn, wish.action.ref);
  const target = yield* readTarget(turn, wish);
  if (target.kind === 'step') return target.step;
  const said = wantedOf(turn, wish, target.product);
  // The size that was looked for, and for which something else was shown.
  const sought = turn.memory.search?.filters;
  const wanted = said.size === null && said.colour === null && sought?.size ? { ...said, size: { value: sought.size, system: sought.sizeSystem ?? null } } : said;
  const focused = wanted.size === null && wanted.colour === null ? target.product.variants.find(({ variantKey }) => variantKey === turn.memory.focus?.variantKey) : undefined;
  if (focused && !focused.isAvailable) return yield* subscribe(turn, refOf(focused));
  const picked = pickVariant(turn, target.product, { ...wanted, usualSize: null });
  if (picked.kind === 'gone' && picked.variant) return yield* subscribe(turn, refOf(picked.variant));
  if (picked.kind === 'gone') return yield* outOfStock(turn, target.product, picked);
  return picked.kind === 'one' ? tellStock(turn, picked.variant) : tellValues(turn, target.product, picked.slot, picked.values, wanted.colour);
};

function* subscribe(turn: Turn, ref: VariantRef): Script {
  const { words } = turn;
  const outcome = yield* ask('subscribe_restock', ref);
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  if (outcome.kind === 'refused' && outcome.code === 'in_stock') {
    const stock = yield* ask('check_stock', { items: [ref] });
    const item = stock.kind === 'done' ? stock.output.items[0] : undefined;
    return item?.isAvailable ? tellStock(turn, item) : handOver('needs_owner');
  }
  if (outcome.kind === 'refused') return handOver('needs_owner');
  return say(`restock:${ref.variantKey}`, turn.say(words.willTellYou({ what: labelOf(outcome.output) })), { next: turn.say(words.elseToFind()), choices: choicesOf(searchButton(turn), human(turn)), memory: { offer: null, asked: null, open: nothingOpen } });
}
