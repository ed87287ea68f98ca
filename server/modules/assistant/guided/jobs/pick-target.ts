import type { FoundVariant, ProductFacts, SearchFilters, VariantRef } from '#contract/catalog-search';
import type { CartView } from '../../tool-shapes.ts';
import type { DialogueMemory, KnownProduct } from '../dialogue-memory.ts';
import { countShared, quotable, shorten, stems } from '../plain-words.ts';
import { saysSo } from '../sayings.ts';
import { ask, asking, choicesOf, handOver, makePart, say } from '../turn.ts';
import type { JobName, Script, Step, Turn, Wish } from '../turn.ts';
import type { Intent, Slots } from '../understanding.ts';
import { writeSize } from './fit-size.ts';

/** The product that a job is about, or what has to be said first to know it. */
export type Target = { kind: 'product'; product: ProductFacts } | { kind: 'step'; step: Step };

/** Finds the product meant and reads it afresh: what is said of it must come from this turn. */
export function* readTarget(turn: Turn, wish: Wish): Script<Target> {
  const productId = productIdOf(wish) ?? (yield* resolveId(pointAt(turn, wish)));
  if (productId !== null) {
    const detail = yield* ask('product_detail', { productId });
    if (detail.kind === 'done') return { kind: 'product', product: detail.output };
    return { kind: 'step', step: say(`gone:${productId}`, turn.say(turn.words.productGone()), { choices: choicesOf([turn.words.buttons.search, { kind: 'topic', topic: 'find_product' }], human(turn)), isUnsure: true }) };
  }
  return wish.slots.product ? yield* findNamed(turn, wish, wish.slots.product) : { kind: 'step', step: askWhich(turn, wish) };
}

/** The way back to looking for something. */
export const searchButton = (turn: Turn): Parameters<typeof choicesOf>[number] => [turn.words.buttons.search, { kind: 'topic', topic: 'find_product' }];
export const human = (turn: Turn): Parameters<typeof choicesOf>[number] => [turn.words.buttons.human, { kind: 'human' }];

function productIdOf({ action }: Wish): string | null {
  return action && 'productId' in action ? action.productId : null;
}

/** Lines of a cart and pages that were looked at are known by less than a search's finds. */
function* resolveId(known: KnownProduct | null): Script<string | null> {
  if (!known || known.productId) return known?.productId ?? null;
  const stock = yield* ask('check_stock', { items: [{ connectionId: known.connectionId, variantKey: known.variantKey }] });
  return stock.kind === 'done' ? (stock.output.items[0]?.productId ?? null) : null;
}

/** What was shown, is talked about, or lies in the cart, and is meant by these words; null: none of it. */
export function pointAt(turn: Turn, wish: Wish): KnownProduct | null {
  const { memory, view } = turn;
  const { slots, action } = wish;
  if (action && 'ref' in action) return findSame([...memory.shown, ...(memory.focus ? [memory.focus] : [])], action.ref) ?? { ...action.ref, productId: '', title: '', rank: 0 };
  const referred = refer(memory, slots);
  if (referred) return referred;
  const inCart = (view.cart?.lines ?? []).map(knowLine);
  const named = slots.product ? matchTitle([...memory.shown, ...(memory.focus ? [memory.focus] : []), ...inCart], slots.product, memory.focus) : null;
  // In a question the words may be what is asked about it ("¿es impermeable?") and not its name.
  if (named || (slots.product && !questions.has(wish.job))) return named;
  if (memory.open.productId && (!memory.focus?.productId || memory.focus.productId === memory.open.productId)) return { connectionId: '', variantKey: '', productId: memory.open.productId, title: '', rank: 0 };
  if (memory.focus) return memory.focus;
  if (memory.shown.length === 1) return memory.shown[0] ?? null;
  if (memory.shown.length === 0 && inCart.length === 1) return inCart[0] ?? null;
  return memory.shown.length === 0 && inCart.length === 0 && view.viewed ? { connectionId: '', variantKey: '', productId: view.viewed.productId, title: view.viewed.title, rank: 0 } : null;
}

/** Jobs whose words are mostly about a thing that is already on the table. */
const questions = new Set<JobName>(['product_question', 'compatibility', 'size_help', 'compare', 'complete_set', 'restock']);

function refer({ shown, focus }: DialogueMemory, { reference }: Slots): KnownProduct | null {
  if (!reference) return null;
  if (reference.kind === 'that') return focus ?? (shown.length === 1 ? (shown[0] ?? null) : null);
  if (reference.kind === 'place') return (reference.place < 0 ? shown.at(reference.place) : shown[reference.place - 1]) ?? null;
  const ordered = shown.toSorted((left, right) => left.rank - right.rank);
  return (reference.kind === 'cheapest' ? ordered[0] : ordered.at(-1)) ?? null;
}

/** The one title that the words fit best; among equals the one talked about, else none. */
function matchTitle(known: readonly KnownProduct[], words: string, focus: KnownProduct | null): KnownProduct | null {
  const wanted = stems(words);
  const scored = known.map((one) => ({ one, shared: countShared(wanted, one.title) }));
  const most = Math.max(0, ...scored.map(({ shared }) => shared));
  if (most === 0 || most < wanted.length / 2) return null;
  const best = scored.filter(({ shared }) => shared === most).map(({ one }) => one);
  const titles = new Set(best.map(({ title }) => title));
  return titles.size === 1 ? (best[0] ?? null) : (best.find(({ variantKey }) => variantKey === focus?.variantKey) ?? null);
}

/** Searches the catalogue for a thing that was named and not yet shown. */
function* findNamed(turn: Turn, wish: Wish, words: string): Script<Target> {
  const { slots } = wish;
  const items = yield* searchNamed(words, { colour: slots.colour, forWhom: slots.forWhom, use: slots.use });
  // "Great, add it": what is left of the words names nothing, and "it" is what lies on the table.
  const onTable = items.length === 0 && saysSo('takesIt', wish.text) ? yield* resolveId(pointAt(turn, { ...wish, slots: { ...slots, product: null } })) : null;
  const known = onTable === null ? null : yield* ask('product_detail', { productId: onTable });
  if (known?.kind === 'done') return { kind: 'product', product: known.output };
  if (items.length === 0 && turn.memory.missed > 0) return { kind: 'step', step: handOver('off_catalogue', makePart(`off:${words}`, turn.say(turn.words.notFound({ what: quotable(words) })))) };
  if (items.length === 0) return { kind: 'step', step: say(`none:${words}`, turn.say(turn.words.notFound({ what: quotable(words) })), { choices: choicesOf(searchButton(turn), human(turn)), isUnsure: true, memory: { missed: turn.memory.missed + 1 } }) };
  const wanted = stems(words);
  const most = Math.max(...items.map(({ title }) => countShared(wanted, title)));
  const best = items.filter(({ title }) => most > 0 && countShared(wanted, title) === most);
  const only = items.length === 1 ? items[0] : best.length === 1 ? best[0] : undefined;
  if (!only) return { kind: 'step', step: askAmong(turn, wish, items) };
  const detail = yield* ask('product_detail', { productId: only.productId });
  return detail.kind === 'done' ? { kind: 'product', product: detail.output } : { kind: 'step', step: askAmong(turn, wish, items) };
}

/** What was said may hold more than a name ("la mochila andes viene con candado?"): then a part of it that names something. A turn has few moves, so few are tried. */
function* searchNamed(words: string, filters: SearchFilters): Script<FoundVariant[]> {
  const parts = words.split(' ');
  const shorter = parts.length < 3 ? [] : [parts.slice(0, -1), parts.length > 3 ? parts.slice(0, Math.ceil(parts.length / 2)) : parts.slice(1)];
  for (const query of [words, ...shorter.map((some) => some.join(' '))]) {
    const found = yield* ask('search_products', { query: query.slice(0, 300), filters, onlyAvailable: false, excludeProductIds: [], limit: 3 });
    if (found.kind === 'done' && found.output.items.length > 0) return found.output.items;
  }
  return [];
}

function askAmong(turn: Turn, wish: Wish, items: readonly FoundVariant[]): Step {
  return say(`which:${items.map(({ productId }) => productId).join()}`, turn.say(turn.words.whichOfThese()), {
    products: items.map(refOf),
    choices: choicesOf(...items.map(({ title, productId }): Parameters<typeof choicesOf>[number] => [title, { kind: 'show', productId }])),
    memory: { shown: items.map(know), focus: null, asked: asking('which', jobAsIntent(wish)), open: { ...turn.memory.open, size: wish.slots.size ? writeSize(wish.slots.size) : null, colour: wish.slots.colour, quantity: wish.slots.quantity } },
  });
}

function askWhich(turn: Turn, wish: Wish): Step {
  const { words, memory, view } = turn;
  const titles = (memory.shown.length > 0 ? memory.shown : (view.cart?.lines ?? [])).map(({ title }) => title).slice(0, 3);
  const text = titles.length > 1 ? turn.say(words.whichProduct({ titles: titles.map((title) => shorten(title, 40)) })) : turn.say(words.whatProduct());
  return say(`which:${wish.job}`, text, { choices: choicesOf(...memory.shown.slice(0, 3).map(({ title, productId }): Parameters<typeof choicesOf>[number] => [title, { kind: 'show', productId }])), memory: { asked: asking(titles.length > 1 ? 'which' : 'what', jobAsIntent(wish)) } });
}

/** Jobs that are no intent of their own are gone on with as a question about the product. */
function jobAsIntent({ job }: Wish): Intent {
  const intent = job === 'show_product' ? 'product_question' : job;
  return intent as Intent;
}

export const refOf = ({ connectionId, variantKey }: { connectionId: string; variantKey: string }) => ({ connectionId, variantKey });
export const know = ({ connectionId, variantKey, productId, title, priceMinor }: FoundVariant): KnownProduct => ({ connectionId: connectionId.slice(0, 200), variantKey: variantKey.slice(0, 200), productId: productId.slice(0, 200), title: title.slice(0, 200), rank: priceMinor });
/** A line of a cart names no product: that is looked up when it is needed. */
export const knowLine = ({ connectionId, variantKey, title, priceMinor }: CartView['lines'][number]): KnownProduct => ({ connectionId, variantKey, productId: '', title: title.slice(0, 200), rank: priceMinor });

/** The one of a list that is this variant of this shop; nothing is found of nothing. */
export function findSame<One extends VariantRef>(list: readonly One[], ref: VariantRef | null): One | undefined {
  return list.find(({ variantKey, connectionId }) => variantKey === ref?.variantKey && connectionId === ref.connectionId);
}
