import type { TurnView } from '../engine.ts';
import type { Action } from './actions.ts';
import type { DialogueMemory } from './dialogue-memory.ts';
import { countShared, stems } from './plain-words.ts';
import { readPriceOrder } from './reading/read-price-order.ts';
import { readPreference, saysSo } from './sayings.ts';
import type { JobName, Wish } from './turn.ts';
import { courtesies } from './understanding.ts';
import type { Intent, Slots, Understanding } from './understanding.ts';

export interface Saying {
  text: string;
  understanding: Understanding;
  slots: Slots;
}

/** Words that mean something only after what was said before: "y en negro?", "la segunda en 42", "ese mismo pero más barato". Null: they stand on their own. */
export function readInContext(view: TurnView, memory: DialogueMemory, saying: Saying): Wish | null {
  const wish = (job: JobName, refines = false, action: Action | null = null): Wish => ({ job, slots: saying.slots, text: saying.text, action, refines });
  const { understanding, slots, text } = saying;
  // "Pásame el link de nuevo": to pay, not to show somebody.
  if (view.cart !== null && saysSo('linkToMe', text) && !saysSo('shares', text) && isAbout(understanding, new Set<Intent>(['share_cart', 'checkout', 'store_info', 'payment_methods', 'view_cart', 'affirm']))) return wish('checkout');
  if (saysSo('bargains', text) && stems(text).length <= 6 && isAbout(understanding, new Set<Intent>(['discount_request', 'delivery_problem', 'change_quantity', 'not_now', 'deny', 'affirm', 'size_help']))) return wish('discount_request');
  // "Achei salgado" is no matter of another field while there is something to buy.
  if (understanding.isOutOfScope && (view.cart !== null || memory.focus !== null) && saysSo('expensive', text)) return wish('discount_request');
  const shownThing = understanding.isOutOfScope || understanding.confidence < 0.5 ? namedInText(memory, text) : null;
  if (shownThing && saysSo('asksPrice', text)) return { ...wish('price'), slots: { ...slots, product: shownThing } };
  // "Las compré en 40 y me aprietan, ¿puedo cambiarlas?"
  if (saysSo('hasBought', text) && saysSo('exchange', text) && isAbout(understanding, new Set<Intent>(['return_policy', 'start_return', 'size_help', 'change_order', 'find_product', 'product_question']))) return { ...wish('start_return'), slots: { ...slots, returnKind: 'exchange' } };
  const isOnOffer = memory.focus !== null || memory.shown.length === 1;
  if (isOnOffer && saysSo('takesIt', text) && isAbout(understanding, new Set<Intent>(['add_to_cart', 'affirm', 'find_product', 'change_quantity'])) && !isNamedOfShown(memory, slots)) return wish('add_to_cart');
  // How wide it is stands on its page, or nowhere; no size answers it.
  if ((memory.focus !== null || memory.open.productId !== null) && understanding.intent === 'size_help' && slots.size === null && saysSo('ofWidth', text)) return { ...wish('product_question'), slots: { ...slots, product: null } };
  const hasTalk = memory.search !== null || memory.focus !== null || memory.shown.length > 0;
  const byPrice = isAbout(understanding, askingWishes) ? readPriceOrder(text) : null;
  const isOther = namesAnother(memory, slots, text);
  const isOfAll = saysSo('ofShop', text);
  if (byPrice?.isExtreme && !isOfAll && slots.size === null && !isOther && memory.shown.length > 1 && memory.shown.every(({ productId }) => productId !== '')) return wish('extreme_shown');
  if (byPrice?.isExtreme && (slots.product ? !hasTalk || isOther : isOfAll)) return wish('find_product', !slots.product && memory.search !== null);
  const hasThing = hasTalk || view.cart?.lines.length === 1;
  if (hasThing && !isOfAll && isAbout(understanding, sellingWishes) && saysSo('cheaper', text)) return wish('find_product', true, { kind: 'cheaper' });
  // "Algo económico", "premium": the same search, from the other end.
  if (byPrice && memory.search && !isOther) return wish('find_product', true);
  const isOnTable = memory.focus !== null || memory.open.productId !== null || (memory.shown.length === 0 && (view.cart?.lines.length === 1 || view.viewed !== null));
  // "Soy talle 9 US, ¿cuál es en Argentina?" names no thing.
  if (slots.size?.system && saysSo('inOtherSystem', text) && isAbout(understanding, new Set<Intent>(['find_product', 'size_help', 'availability', 'product_question', 'help_choose']))) return { ...wish('size_help'), slots: { ...slots, product: null } };
  if ((view.cart !== null || memory.focus !== null) && saysSo('doubtsFit', text) && isAbout(understanding, new Set<Intent>(['find_product', 'help_choose', 'size_help', 'product_question', 'deny']))) return { ...wish('size_help'), slots: { ...slots, product: null } };
  if (view.payments.length > 0 && saysSo('payInChat', text) && isAbout(understanding, new Set<Intent>(['checkout', 'payment_methods', 'talk_to_person', 'affirm']))) return wish('checkout');
  if (memory.search && isAbout(understanding, sellingWishes) && saysSo('more', text)) return wish('find_product', true, { kind: 'more' });
  if (memory.shown.length > 1 && saysSo('which', text)) return wish('compare');
  if (slots.reference && memory.shown.length > 0 && isAbout(understanding, pickingWishes)) return wish(isQuestion(understanding, text) ? 'availability' : 'add_to_cart');
  if (isNarrowing(memory, saying)) return memory.focus && !slots.forWhom && !slots.use && slots.maxPrice === null ? wish(saysSo('asksPrice', text) ? 'price' : 'availability') : wish('find_product', true);
  // A thing with its size, and nothing asked about it, is a search: "zapatillas de trail talle 36".
  if (!hasTalk && understanding.intent === 'size_help' && slots.product && slots.size && !/[?¿]/.test(text) && stems(slots.product).length > 1) return wish('find_product');
  if (isOnTable && saysSo('ofSize', text) && slots.size === null && isAbout(understanding, new Set<Intent>(['help_choose', 'compare', 'find_product', 'product_question']))) return wish('size_help');
  if (memory.focus && isUnsureQuestion(saying)) return wish('product_question');
  if (saysSo('empties', text) && isAbout(understanding, new Set<Intent>(['remove_item', 'view_cart', 'change_quantity']))) return wish('remove_item');
  if (understanding.intent === 'deny' && !memory.offer && saysSo('later', text)) return wish('not_now');
  if (isOnlyPreference(view, saying)) return memory.focus || memory.search ? wish('size_help') : wish('noted');
  return readBareFact(understanding, wish);
}

/** Wishes that words such as "más barato" are often taken for. */
const sellingWishes = new Set<Intent>(['find_product', 'price', 'help_choose', 'availability', 'compare', 'discount_request', 'product_question', 'deny', 'gift']);
const editingWishes = new Set<Intent>(['change_quantity', 'remove_item', 'add_to_cart', 'find_product', 'deny', 'affirm', 'view_cart', 'discount_request', 'change_order', 'compare', 'availability', 'size_help', 'help_choose', 'not_now', 'needs_approval']);

/** "Leave only the black one", "don't take it out", "and a black one": changes of a cart that name no thing of their own. Null: none of them. */
export function readCartEdit({ cart }: TurnView, memory: DialogueMemory, { understanding, slots, text }: Saying): Wish | null {
  const wish = (job: JobName): Wish => ({ job, slots, text, action: null, refines: false });
  const lines = cart?.lines.length ?? 0;
  if (lines === 0 || !isAbout(understanding, editingWishes) || /\?\s*$/.test(text)) return null;
  if (saysSo('keeps', text)) return wish('view_cart');
  if (lines > 1 && saysSo('keepsOnly', text) && slots.quantity === null) return wish('keep_only');
  const isLoose = understanding.isOutOfScope || understanding.intent === null || understanding.confidence < 0.5;
  if (isLoose && saysSo('removes', text)) return wish('remove_item');
  const isAnother = memory.focus !== null && (slots.colour !== null || slots.size !== null) && (saysSo('adds', text) || saysSo('goesOn', text));
  return isAnother && memory.asked === null && !namesAnother(memory, slots, text) ? wish('add_variant') : null;
}

/** Asks about what is there, rather than taking it. */
const askingWishes = new Set<Intent>(['find_product', 'price', 'help_choose', 'availability', 'compare', 'discount_request', 'product_question']);
const pickingWishes = new Set<Intent>(['add_to_cart', 'find_product', 'affirm', 'size_help', 'help_choose', 'availability', 'greeting', 'change_quantity']);
const narrowingWishes = new Set<Intent>(['find_product', 'availability', 'price', 'help_choose', 'size_help', 'product_question', 'gift', 'affirm', 'add_to_cart', 'greeting']);

export const isAbout = ({ intent, confidence }: Understanding, wishes: ReadonlySet<Intent>) => intent === null || wishes.has(intent) || confidence < 0.35;
const isQuestion = ({ intent, confidence }: Understanding, text: string) => (intent === 'availability' && confidence >= 0.5) || /\?\s*$/.test(text);

/** Asked while a product is on the table, and nothing says that it is about another: "¿entra una notebook?" */
function isUnsureQuestion({ understanding: { intent, confidence, others, isOutOfScope }, text }: Saying): boolean {
  if (isOutOfScope || !/\?\s*$/.test(text)) return false;
  const isLoose = intent === null || confidence < 0.35 || (intent === 'find_product' && confidence < 0.5);
  return isLoose && (intent === null || intent === 'find_product' || [intent, others[0]?.intent].some((one) => one === 'product_question' || one === 'compatibility'));
}

/** Only a colour, a size, a use, a price or a person is new; the thing itself is the one talked about. */
function isNarrowing(memory: DialogueMemory, { understanding, slots, text }: Saying): boolean {
  // "Hasta 30.000" is no goodbye.
  const isBound = (slots.maxPrice !== null || slots.minPrice !== null) && understanding.intent !== null && courtesies.has(understanding.intent);
  if ((!memory.search && !memory.focus) || (!isBound && !isAbout(understanding, narrowingWishes))) return false;
  if (understanding.intent === 'add_to_cart' && !saysSo('lines', text) && understanding.confidence > 0.7) return false;
  const isNew = slots.colour !== null || slots.size !== null || slots.use !== null || slots.maxPrice !== null || slots.minPrice !== null || slots.forWhom !== null;
  return (isNew || (slots.product !== null && memory.search !== null && saysSo('qualifies', text))) && !namesAnother(memory, slots, text);
}

/** The title of the one thing on the table that a word of the text calls by name; null: none, or several. */
function namedInText({ shown, focus }: DialogueMemory, text: string): string | null {
  const said = stems(text);
  const all = [...shown, ...(focus ? [focus] : [])];
  const called = all.filter(({ title }) => stems(title).some((stem) => said.includes(stem) && new Set(all.filter((other) => stems(other.title).includes(stem)).map((other) => other.title)).size === 1));
  const titles = new Set(called.map(({ title }) => title));
  return titles.size === 1 ? (called[0]?.title ?? null) : null;
}

/** One of the things on the table by its name. */
const isNamedOfShown = (memory: DialogueMemory, { product }: Slots) => product !== null && [...memory.shown, ...(memory.focus ? [memory.focus] : [])].some(({ title }) => countShared(stems(product), title) > 0);

/** The words name a thing other than the one talked about. */
function namesAnother(memory: DialogueMemory, { product, colour, use, size }: Slots, text: string): boolean {
  // "Para correr en asfalto", "en negro": no thing of its own.
  if (product === null || saysSo('qualifies', text)) return false;
  const known = new Set(stems([memory.search?.query, memory.focus?.title, colour, use, size?.value, 'mismo misma mesmo mesma same talle talla tamanho numero size color cor colour'].filter(Boolean).join(' ')));
  return stems(product).some((stem) => !known.has(stem));
}

/** "Calzo 42" and nothing else. */
function isOnlyPreference(view: TurnView, { understanding, slots, text }: Saying): boolean {
  const preference = readPreference(text, slots.size);
  if (!preference || stems(text).length > 4 || (preference.name !== 'for' && slots.product !== null)) return false;
  return isAbout(understanding, new Set<Intent>(['size_help', 'find_product', 'affirm', 'greeting', 'availability'])) && (preference.name !== 'for' || view.cart === null);
}

/** A number alone still says what it is for. */
function readBareFact({ intent, confidence, slots }: Understanding, wish: (job: JobName) => Wish): Wish | null {
  if (intent !== null && confidence >= 0.35) return null;
  if (slots.orderNumber) return wish('order_status');
  if (slots.postalCode) return wish('delivery_time');
  return slots.discountCode ? wish('discount_problem') : null;
}
