import { z } from 'zod';
import { FoundVariant, ProductComparison, ProductFacts, SearchRequest, SearchResult, VariantRef } from '#contract/catalog-search';
export { FoundVariant } from '#contract/catalog-search';
import { DeliveryEstimate, PageKind, Passage } from '#contract/knowledge';

/**
 * What each tool takes and gives. Names of fields carry their unit (`priceMinor` + `currency`, `stock`, `…On` a day, `url`, `code`): the guards read
 * every price, stock, date, code and link out of results by these names.
 */

const Ref = VariantRef;
const Money = { currency: z.string() };

export const CartLineView = z.object({ lineNo: z.int(), ...Ref.shape, title: z.string(), variantTitle: z.string().nullable(), quantity: z.int(), priceMinor: z.int(), imageUrl: z.string().nullable() });
export const CartView = z.object({
  cartId: z.string(),
  lines: z.array(CartLineView),
  totalMinor: z.int(),
  ...Money,
  itemCount: z.int(),
  discountCodes: z.array(z.string()),
  isSaved: z.boolean(),
});
export type CartView = z.infer<typeof CartView>;


const OrderView = z.object({
  orderId: z.string(),
  number: z.string(),
  placedOn: z.string(),
  totalMinor: z.int(),
  ...Money,
  state: z.enum(['open', 'cancelled', 'closed']),
  paymentState: z.string(),
  fulfilmentState: z.string(),
  lines: z.array(z.object({ title: z.string(), quantity: z.int() })),
  statusUrl: z.string().nullable(),
  shipments: z.array(z.object({ status: z.string(), carrier: z.string().nullable(), trackingCode: z.string().nullable(), trackingUrl: z.string().nullable(), estimatedOn: z.string().nullable() })),
});
export type OrderView = z.infer<typeof OrderView>;

const shapes = {
  search_products: { input: SearchRequest, output: SearchResult },
  product_detail: { input: z.object({ productId: z.string() }), output: ProductFacts },
  compare_products: { input: z.object({ productIds: z.array(z.string()).length(2) }), output: ProductComparison },
  check_stock: { input: z.object({ items: z.array(Ref).min(1).max(10) }), output: z.object({ items: z.array(FoundVariant) }) },
  complete_set: { input: z.object({ productId: z.string(), limit: z.int().min(1).max(3).default(3) }), output: z.object({ items: z.array(FoundVariant) }) },
  size_guide: { input: z.object({ productId: z.string().nullish(), query: z.string().default('') }), output: z.object({ passages: z.array(Passage), conversions: z.array(z.object({ system: z.string(), size: z.string() })) }) },
  find_policy: {
    input: z.object({ question: z.string().max(500), kind: PageKind.nullish() }),
    /** `isNear`: the shop wrote of something like it, be it no answer. */
    output: z.object({ passages: z.array(Passage), isNear: z.boolean() }),
  },
  delivery_estimate: {
    input: z.object({ postalCode: z.string().nullish(), place: z.string().nullish() }),
    /** From the shop's own shipping table. Days are calendar days of the shop's zone. */
    output: DeliveryEstimate,
  },
  view_cart: { input: z.object({}), output: z.object({ cart: CartView.nullable() }) },
  change_cart: {
    /** `quantity` 0 takes a line out; `set` replaces the quantity, `add` adds to it. */
    input: z.object({ changes: z.array(z.object({ ...Ref.shape, quantity: z.int().min(0).max(99), mode: z.enum(['set', 'add']) })).min(1).max(10) }),
    output: z.object({ cart: CartView, changed: z.array(z.object({ title: z.string(), variantTitle: z.string().nullable(), from: z.int(), to: z.int() })) }),
  },
  apply_discount: { input: z.object({ code: z.string().max(60).nullish() }), output: z.object({ code: z.string(), percent: z.number().nullable(), explanation: z.string(), cart: CartView }) },
  checkout_link: { input: z.object({}), output: z.object({ url: z.string(), totalMinor: z.int(), ...Money }) },
  payment_link: {
    input: z.object({ vendor: z.string().nullish() }),
    output: z.object({ url: z.string(), totalMinor: z.int(), ...Money, vendorName: z.string(), expiresAt: z.string().nullable(), others: z.array(z.object({ vendor: z.string(), name: z.string() })) }),
  },
  save_cart: { input: z.object({}), output: z.object({ cart: CartView, url: z.string().nullable() }) },
  share_cart: { input: z.object({}), output: z.object({ url: z.string(), cart: CartView }) },
  order_status: { input: z.object({ number: z.string().max(60).nullish() }), output: z.object({ orders: z.array(OrderView), /** They asked for an order that is not theirs, or that nobody has. */ isUnknown: z.boolean() }) },
  track_parcel: { input: z.object({ number: z.string().max(60).nullish() }), output: z.object({ orders: z.array(OrderView), isUnknown: z.boolean() }) },
  start_return: {
    input: z.object({ number: z.string().max(60).nullish(), kind: z.enum(['return', 'exchange']), reason: z.string().max(500), lineTitle: z.string().max(200).nullish() }),
    output: z.object({ returnId: z.string(), order: OrderView, kind: z.enum(['return', 'exchange']), passages: z.array(Passage) }),
  },
  remember_preference: { input: z.object({ name: z.string().max(40), value: z.string().max(120) }), output: z.object({ preferences: z.record(z.string(), z.string()) }) },
  subscribe_restock: { input: z.object(Ref.shape), output: z.object({ title: z.string(), variantTitle: z.string().nullable(), isNew: z.boolean() }) },
  opt_out: { input: z.object({}), output: z.object({}) },
} as const;
export const toolShapes = shapes;

export type ToolName = keyof typeof shapes;
export const toolNames = Object.keys(shapes) as ToolName[];
export type ToolInputs = { [Name in ToolName]: z.infer<(typeof shapes)[Name]['input']> };
export type ToolOutputs = { [Name in ToolName]: z.infer<(typeof shapes)[Name]['output']> };
