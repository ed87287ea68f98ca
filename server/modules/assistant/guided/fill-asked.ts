import type { facets } from '#contract/catalog-search';
import type { Asked, DialogueMemory } from './dialogue-memory.ts';
import { fixOf } from './blocker-fixes.ts';
import { foldWords } from './features/fold-text.ts';
import type { Reading } from './read-turn.ts';
import { saysSo } from './sayings.ts';
import type { Wish } from './turn.ts';
import type { Intent, Slots, Understanding } from './understanding.ts';

/** A question of ours that stands longer than this was passed over. */
const longestAge = 2;

/** Wishes that are never meant as the answer to a question in free words. */
const ownWishes = new Set<Intent>([
  'talk_to_person', 'payment_problem', 'payment_methods', 'fraud', 'complaint', 'opt_out', 'privacy', 'are_you_a_bot', 'trust', 'checkout', 'view_cart', 'order_status', 'delivery_problem', 'change_order',
  'shipping_cost', 'delivery_time', 'return_policy', 'start_return', 'warranty', 'store_info', 'discount_request', 'discount_problem', 'not_now', 'deny', 'needs_approval', 'wholesale', 'share_cart', 'save_cart', 'remove_item', 'thanks', 'goodbye',
]);

/** The wish that goes on where our question broke off, when these words answer it; null: they do not. */
export function fillAsked(memory: DialogueMemory, reading: Reading): Wish | null {
  const { asked } = memory;
  if (!asked || asked.age > longestAge || !reading.text) return null;
  if (asked.slot === 'number') return fillNumber(asked, reading);
  const slots = fillSlot(asked, reading) ?? fillQuantity(asked, reading);
  // "Tem branca no G?" to "which size?" asks whether it is there; it does not take it yet.
  const isQuestion = asked.job === 'add_to_cart' && /\?\s*$/.test(reading.text) && reading.whole.intent === 'availability';
  return slots && { job: isQuestion ? 'availability' : asked.job, slots, text: reading.text, action: null, refines: asked.slot === 'facet' || asked.slot === 'budget' || asked.slot === 'for_whom' };
}

/** "¿Ese número es de un pedido o tu código postal?" */
function fillNumber({ values: [number = ''] }: Asked, { text, whole: { slots } }: Reading): Wish | null {
  const wish = { text, action: null, refines: false };
  if (saysSo('ofOrder', text)) return { ...wish, job: 'order_status', slots: { ...slots, orderNumber: slots.orderNumber ?? number } };
  return saysSo('postal', text) ? { ...wish, job: 'shipping_cost', slots: { ...slots, postalCode: slots.postalCode ?? number } } : null;
}

function fillSlot(asked: Asked, { text, whole }: Reading): Slots | null {
  const { slots } = whole;
  const isFree = !isOwnWish(asked, whole);
  const value = matchValue(asked.values, text);
  switch (asked.slot) {
    case 'size':
      // "¿Lo quieres?" asked for no size in so many words: only a size alone answers it.
      if (asked.job === 'add_to_cart' && asked.values.length === 0 && !looksLikeSize.test(readToken(text) ?? '')) return null;
      if (slots.size) return slots;
      return value || looksLikeSize.test(readToken(text) ?? '') ? { ...slots, size: { value: value ?? readToken(text) ?? '', system: null } } : null;
    case 'colour':
      return value || slots.colour ? { ...slots, colour: value ?? slots.colour } : null;
    case 'facet':
      return fillFacet(asked, slots, value, isFree);
    case 'for_whom':
      return slots.forWhom || isFree ? slots : null;
    case 'budget':
      return fillBudget(slots, text, isFree);
    case 'postal_code':
      return fillPostalCode(slots, text, isFree);
    case 'order':
      return slots.orderNumber || value ? { ...slots, orderNumber: slots.orderNumber ?? value } : null;
    case 'discount_code':
      return slots.discountCode || (isFree && readToken(text)) ? { ...slots, discountCode: slots.discountCode ?? readToken(text) } : null;
    case 'return_kind':
      return fillReturnKind(slots, text);
    case 'quantity':
      return slots.quantity !== null ? slots : null;
    case 'which':
      return slots.reference || slots.product ? slots : null;
    case 'discount_reason':
      // "¿Es el precio, el envío u otra cosa?": another reason has another help.
      if (whole.blocker !== null && whole.blocker !== 'price' && fixOf(whole.blocker) !== null && !saysSo('expensive', text)) return null;
      return whole.intent === 'discount_request' || isFree ? slots : null;
    case 'return_line':
      return isFree ? slots : null;
    case 'return_reason':
      // "No me gustó" is a reason and no refusal, "I changed my mind" is one of the oldest; a bare "no" is a refusal.
      return isFree || whole.intent === 'not_now' || whole.intent === 'complaint' || whole.intent === 'start_return' || (whole.intent === 'deny' && /\p{L}+\s+\p{L}+/u.test(text)) ? slots : null;
    case 'what':
      // "¿En qué te ayudo?" is answered by any wish.
      if (asked.job === 'find_product' && whole.intent !== null && whole.intent !== 'find_product' && whole.confidence >= 0.5) return null;
      return (isFree || whole.intent === asked.job) && /\p{L}{2}/u.test(text) ? { ...slots, product: slots.product ?? (slots.maxPrice === null ? text.slice(0, 200) : null) } : null;
    case 'number':
      return null;
    case 'lead':
      return isFree || whole.intent === asked.job ? slots : null;
  }
}

/** "Que sean dos" while the size or the colour is still open: it says how many of that very thing, and the question stands. */
function fillQuantity({ slot, job, values }: Asked, { text, whole: { intent, slots } }: Reading): Slots | null {
  const isOfIt = job === 'add_to_cart' && values.length > 0 && !/[?¿]/.test(text) && (slot === 'size' || slot === 'colour') && (intent === 'change_quantity' || intent === 'add_to_cart' || intent === 'affirm');
  return isOfIt && slots.quantity !== null ? { ...slots, product: null } : null;
}

function isOwnWish(asked: Asked, { intent, confidence }: Understanding): boolean {
  return intent !== null && intent !== asked.job && confidence >= 0.6 && ownWishes.has(intent);
}

/** The offered answer that the words contain, as a whole word. */
function matchValue(values: readonly string[], text: string): string | null {
  const said = ` ${foldWords(text).replaceAll(/[^\p{L}\p{N}.,]+/gu, ' ')} `;
  return values.find((value) => said.includes(` ${foldWords(value)} `)) ?? null;
}

const looksLikeSize = /^(?:\d{1,3}(?:[.,]5)?|x{0,4}[smlgp]|[2-5]xl|pp|gg|xg|u|[uú]nic[oa])$/i;

/** One word alone, such as "42", "M" or "VERANO10". */
const readToken = (text: string): string | null => /^\s*(?:(?:en|no|na|o|el|la|un|una|the|size|talle|talla|tamanho|n[uú]mero)\s+){0,2}#?([\p{L}\p{N}][\p{L}\p{N}./-]{0,24})\s*[.!]?\s*$/u.exec(text)?.[1] ?? null;

function fillFacet(asked: Asked, slots: Slots, value: string | null, isFree: boolean): Slots | null {
  if (value && asked.facet) return withFacet(slots, asked.facet, value);
  const isSaid = slots.colour ?? slots.size ?? slots.use ?? slots.forWhom ?? slots.maxPrice ?? slots.product;
  return isSaid !== null || isFree ? slots : null;
}

/** A facet's answer as the slot that carries it; brand and category have none and stay in the words. */
export function withFacet(slots: Slots, facet: (typeof facets)[number], value: string): Slots {
  if (facet === 'colour') return { ...slots, colour: value };
  if (facet === 'size') return { ...slots, size: { value, system: null } };
  if (facet === 'use') return { ...slots, use: value };
  const forWhom = (['women', 'men', 'girls', 'boys', 'kids', 'baby'] as const).find((one) => one === value);
  return facet === 'forWhom' && forWhom ? { ...slots, forWhom } : slots;
}

function fillBudget(slots: Slots, text: string, isFree: boolean): Slots | null {
  if (slots.maxPrice !== null || slots.minPrice !== null) return slots;
  const amount = /^\D{0,20}?\$?\s*(\d{1,3}(?:[.,]\d{3})+|\d{2,9})(\s*(?:mil|k))?\D{0,12}$/i.exec(text);
  if (amount?.[1]) return { ...slots, maxPrice: Number(amount[1].replaceAll(/[.,]/g, '')) * (amount[2] ? 1000 : 1) };
  return isFree ? slots : null;
}

/** A code of any country's shape, as an answer to our question; or the name of a town. */
function fillPostalCode(slots: Slots, text: string, isFree: boolean): Slots | null {
  const code = slots.postalCode ?? /\b(?:\d{4,5}(?:-\d{3})?|\d{8}|[A-Za-z]\d{4}[A-Za-z]{3})\b/.exec(text)?.[0] ?? null;
  if (code) return { ...slots, postalCode: code };
  return isFree && /^[\p{L}\s.,]{3,60}$/u.test(text) ? slots : null;
}

function fillReturnKind(slots: Slots, text: string): Slots | null {
  if (slots.returnKind) return slots;
  if (saysSo('exchange', text)) return { ...slots, returnKind: 'exchange' };
  return saysSo('giveBack', text) ? { ...slots, returnKind: 'return' } : null;
}

