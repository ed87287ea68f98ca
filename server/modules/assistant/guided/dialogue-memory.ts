import { z } from 'zod';
import { Language } from '#contract/language';
import { facets, PriceOrder, SearchFilters } from '#contract/catalog-search';
import { intents } from './understanding.ts';

/**
 * What the guided engine carries from one answer to the next (`Draft.memory`). Titles and keys only: a price or a stock in here would tempt
 * somebody to state it; `rank` orders a list by price and is never said. Whatever does not fit is forgotten field by field, never an error.
 */
const Short = z.string().max(200);
export const KnownProduct = z.object({ connectionId: Short, productId: Short, variantKey: Short, title: Short, rank: z.int().catch(0) });
export type KnownProduct = z.infer<typeof KnownProduct>;

export const askedSlots = ['size', 'colour', 'facet', 'what', 'for_whom', 'budget', 'postal_code', 'order', 'discount_code', 'discount_reason', 'which', 'return_kind', 'return_line', 'return_reason', 'quantity', 'number', 'lead'] as const;
const Asked = z.object({
  slot: z.enum(askedSlots),
  job: z.enum(intents),
  /** The facet asked for, when the slot is one. */
  facet: z.enum(facets).nullable().catch(null),
  /** The answers that were offered, as the shop writes them. */
  values: z.array(Short).max(20).catch([]),
  /** Answers to something else since it was asked. */
  age: z.int().min(0).catch(0),
});
export type Asked = z.infer<typeof Asked>;

const Search = z.object({
  query: z.string().max(300),
  filters: SearchFilters.catch({}),
  /** Null: the best answer first. */
  order: PriceOrder.nullable().catch(null),
  seen: z.array(Short).max(60).catch([]),
  /** Facets already asked for: one question for one search. */
  asked: z.array(z.enum(facets)).max(7).catch([]),
});
export type Search = z.infer<typeof Search>;

/** What an unfinished job has gathered. */
const Open = z.object({
  productId: Short.nullable().catch(null),
  size: Short.nullable().catch(null),
  colour: Short.nullable().catch(null),
  quantity: z.int().min(1).max(99).nullable().catch(null),
  /** The line that leaves the cart when what is chosen now comes in. */
  replaces: z.object({ connectionId: Short, variantKey: Short }).nullable().catch(null),
  orderNumber: Short.nullable().catch(null),
  returnKind: z.enum(['return', 'exchange']).nullable().catch(null),
  /** Title of a thing in that order; "*": all of it. */
  lineTitle: Short.nullable().catch(null),
  forWhom: Short.nullable().catch(null),
  /** Words of a business that asked for a quotation. */
  lead: z.array(z.string().max(300)).max(4).catch([]),
});
export type Open = z.infer<typeof Open>;
export const nothingOpen: Open = { productId: null, size: null, colour: null, quantity: null, replaces: null, orderNumber: null, returnKind: null, lineTitle: null, forWhom: null, lead: [] };

export const DialogueMemory = z.object({
  version: z.literal(1),
  language: Language.nullable().catch(null),
  /** The products of the last list, in its order. */
  shown: z.array(KnownProduct).max(10).catch([]),
  /** What the talk is about now. */
  focus: KnownProduct.nullable().catch(null),
  search: Search.nullable().catch(null),
  asked: Asked.nullable().catch(null),
  open: Open.catch(nothingOpen),
  /** The action that a plain "yes" to the last answer means. */
  offer: z.string().max(150).nullable().catch(null),
  /** What the last answer told, as a hash, and how many times in a row. */
  told: z.object({ key: z.string().max(40), textHash: z.string().max(40), count: z.int().min(1) }).nullable().catch(null),
  /** Turns in a row that were not understood; confused ones apart. */
  unclear: z.int().min(0).catch(0),
  confused: z.int().min(0).catch(0),
  /** Searches in a row without any find. */
  missed: z.int().min(0).catch(0),
  /** Questions in a row about a thing that its page does not answer. */
  unsaid: z.int().min(0).catch(0),
  /** A discount was asked for before in this conversation. */
  discountAsked: z.boolean().catch(false),
});
export type DialogueMemory = z.infer<typeof DialogueMemory>;

export const emptyMemory: DialogueMemory = {
  version: 1, language: null, shown: [], focus: null, search: null, asked: null, open: nothingOpen, offer: null, told: null, unclear: 0, confused: 0, missed: 0, unsaid: 0, discountAsked: false,
};

/** Memory of an unknown version, or garbage, is a fresh start. */
export function readMemory(stored: unknown): DialogueMemory {
  return DialogueMemory.safeParse(stored).data ?? emptyMemory;
}
