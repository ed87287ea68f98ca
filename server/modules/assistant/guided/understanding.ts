import type { Language } from '#contract/language';
import type { HandoffTrigger } from '#contract/handoff';

/** What a shopper may want. Each has examples in three languages in `examples/<language>/<intent>.txt`. */
export const intents = [
  'greeting', 'thanks', 'goodbye', 'affirm', 'deny',
  'find_product', 'help_choose', 'gift', 'product_question', 'compare', 'availability', 'price', 'size_help', 'compatibility', 'complete_set', 'restock',
  'view_cart', 'add_to_cart', 'change_quantity', 'remove_item', 'save_cart', 'share_cart', 'checkout', 'payment_methods', 'payment_problem', 'discount_request', 'discount_problem',
  'shipping_cost', 'delivery_time', 'order_status', 'delivery_problem', 'change_order', 'return_policy', 'start_return', 'warranty',
  'store_info', 'trust', 'are_you_a_bot', 'talk_to_person', 'complaint', 'fraud', 'wholesale', 'custom_request',
  'not_now', 'opt_out', 'needs_approval', 'privacy',
] as const;
export type Intent = (typeof intents)[number];

/** Words that only go with others. */
export const courtesies: ReadonlySet<Intent> = new Set(['greeting', 'thanks', 'goodbye', 'affirm', 'deny']);

/** What a message of ours may have asked for: a slot, a yes or no, or what kept them from buying. */
export type Expected = 'yes_no' | 'blocker' | 'size' | 'colour' | 'use' | 'forWhom' | 'postalCode' | 'orderNumber' | 'discountCode' | 'maxPrice' | 'quantity' | 'reference';

/** Why a cart was left: the merchants' nine reasons and six, and the Agentic Commerce Protocol's codes, as one list (REC-16, REC-17, X-10). */
export const blockers = ['product_fit', 'sizing', 'delivery_time', 'shipping_cost', 'price', 'discount_code', 'payment_method', 'payment_failed', 'stock', 'returns', 'comparison', 'needs_approval', 'forgot', 'trust', 'not_interested', 'other'] as const;
export type Blocker = (typeof blockers)[number];

export interface Understanding {
  language: Language;
  /** 0 to 1; short words such as "ok" tell little. */
  languageConfidence: number;
  /** Null: out of scope, or nothing recognisable. */
  intent: Intent | null;
  /** Calibrated: about this share of answers with this confidence is right. */
  confidence: number;
  /** The next likely ones, best first, at most 3. */
  others: { intent: Intent; confidence: number }[];
  /** It is about something that a shop's assistant does not do. */
  isOutOfScope: boolean;
  mood: 'calm' | 'pleased' | 'confused' | 'angry';
  /** A handoff that the words alone demand (insult with complaint, fraud, asks for a person); null: none. */
  trigger: HandoffTrigger | null;
  blocker: Blocker | null;
  slots: Slots;
}

/** What was read out of the words. Null or empty: not said. */
export interface Slots {
  /** The words that describe a product, without the filler: "zapatillas running asfalto". */
  product: string | null;
  size: { value: string; system: 'AR' | 'BR' | 'MX' | 'US' | 'EU' | 'UK' | 'CM' | null } | null;
  colour: string | null;
  quantity: number | null;
  /** "dos más" adds that many to what is there, "sacá uno" takes away; null: simply so many. */
  quantityChange: 'more' | 'fewer' | null;
  /** In major units as said, "menos de 50 mil" is 50000. */
  maxPrice: number | null;
  minPrice: number | null;
  postalCode: string | null;
  orderNumber: string | null;
  email: string | null;
  forWhom: 'women' | 'men' | 'girls' | 'boys' | 'kids' | 'baby' | null;
  use: string | null;
  /** Points at something shown before: a place in the list from 1 (−1: the last), the cheapest or dearest, or "that one". */
  reference: { kind: 'place'; place: number } | { kind: 'cheapest' } | { kind: 'dearest' } | { kind: 'that' } | null;
  discountCode: string | null;
  /** A wish to be told apart from others: return or exchange. */
  returnKind: 'return' | 'exchange' | null;
}
