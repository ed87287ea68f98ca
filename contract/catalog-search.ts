import { z } from 'zod';

/** What a search of the catalogue takes and gives: for the assistant's tools, the console and the widget. Prices are minor units. */

export const VariantRef = z.object({ connectionId: z.string(), variantKey: z.string() });
export type VariantRef = z.infer<typeof VariantRef>;

export const FoundVariant = z.object({
  ...VariantRef.shape,
  productId: z.string(),
  title: z.string(),
  /** Size, colour … by the shop's own option names; null: the only one. */
  variantTitle: z.string().nullable(),
  options: z.record(z.string(), z.string()),
  priceMinor: z.int(),
  /** The price before a reduction; null: not reduced. */
  compareAtMinor: z.int().nullable(),
  currency: z.string(),
  /** Units for sale; null: the shop does not count. */
  stock: z.int().nullable(),
  isAvailable: z.boolean(),
  imageUrl: z.string().nullable(),
  url: z.string().nullable(),
  brand: z.string().nullable(),
  category: z.string().nullable(),
  /** Why it fits, as stated by the catalogue: at most three short facts, such as "asfalto". */
  reasons: z.array(z.string()),
});
export type FoundVariant = z.infer<typeof FoundVariant>;

/** Whose sizes a number or letter belongs to. CM: the length of the foot. */
export const sizeSystems = ['AR', 'BR', 'MX', 'US', 'EU', 'UK', 'CM'] as const;
export const SizeSystem = z.enum(sizeSystems);
export type SizeSystem = z.infer<typeof SizeSystem>;

export const ForWhom = z.enum(['women', 'men', 'girls', 'boys', 'kids', 'baby', 'unisex']);
export type ForWhom = z.infer<typeof ForWhom>;

/** Filters of a search. Sizes as said, with their system when said ("42", "9 US"). */
export const SearchFilters = z.object({
  category: z.string().nullish(),
  brand: z.string().nullish(),
  colour: z.string().nullish(),
  size: z.string().nullish(),
  sizeSystem: SizeSystem.nullish(),
  use: z.string().nullish(),
  forWhom: ForWhom.nullish(),
  minMinor: z.int().nullish(),
  maxMinor: z.int().nullish(),
});
export type SearchFilters = z.infer<typeof SearchFilters>;

/** By price among what fits, instead of the best answer first. */
export const PriceOrder = z.enum(['cheapest', 'dearest']);
export type PriceOrder = z.infer<typeof PriceOrder>;

export const SearchRequest = z.object({
  query: z.string().max(300),
  filters: SearchFilters.default({}),
  onlyAvailable: z.boolean().default(true),
  excludeProductIds: z.array(z.string()).default([]),
  /** Left out or null: the best answer first. */
  order: PriceOrder.nullish(),
  limit: z.int().min(1).max(10).default(3),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

export const facets = ['category', 'brand', 'colour', 'size', 'use', 'forWhom', 'price'] as const;
export type Facet = (typeof facets)[number];

export const SearchResult = z.object({
  items: z.array(FoundVariant),
  /** How many products fit in all. */
  total: z.int(),
  /** The filter that was given up to find anything, or "query": most of the words fit nothing, one of them is in a title. Null: none. */
  relaxed: z.string().nullable(),
  /** The facet that would narrow best, with its commonest values; null: none would. */
  ask: z.object({ facet: z.enum(facets), values: z.array(z.string()) }).nullable(),
});
export type SearchResult = z.infer<typeof SearchResult>;

/** A search from the console or a program, as the query of an address. */
export const ProductSearchQuery = SearchFilters.omit({ minMinor: true, maxMinor: true }).extend({
  /** A question or words; left out: everything that meets the filters. */
  q: z.string().trim().max(4096).default(''),
  minMinor: z.coerce.number().int().min(0).optional(),
  maxMinor: z.coerce.number().int().min(0).optional(),
  /** Only what can be bought now; true unless told. */
  available: z.stringbool().default(true),
  /** Left out: the best answer first. */
  order: PriceOrder.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type ProductSearchQuery = z.infer<typeof ProductSearchQuery>;

export const FacetCounts = z.object({
  facet: z.enum(facets),
  /** Values as the filter of this name takes them, commonest first. */
  values: z.array(z.object({ value: z.string(), count: z.int() })),
});
export type FacetCounts = z.infer<typeof FacetCounts>;

export const ProductSearchResult = SearchResult.extend({
  /** The filters with what was read out of the words, such as a size. */
  understood: SearchFilters,
  facets: z.array(FacetCounts),
});
export type ProductSearchResult = z.infer<typeof ProductSearchResult>;

/** A product as the shop describes it, with price and stock of each variant as they are now. */
export const ProductFacts = z.object({
  productId: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  brand: z.string().nullable(),
  category: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  url: z.string().nullable(),
  variants: z.array(FoundVariant),
});
export type ProductFacts = z.infer<typeof ProductFacts>;

export const ProductComparison = z.object({
  products: z.array(ProductFacts).length(2),
  differences: z.array(z.object({ name: z.string(), left: z.string(), right: z.string() })),
  shared: z.array(z.string()),
});
export type ProductComparison = z.infer<typeof ProductComparison>;
