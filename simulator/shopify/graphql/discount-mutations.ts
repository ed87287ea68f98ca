import { z } from 'zod';
import { fromDecimal } from '../money.ts';
import { emitWebhook } from '../emit-webhook.ts';
import { nowIn, type ShopContext } from '../shop-context.ts';
import { takeId, type Discount } from '../shop-state.ts';
import { decimal, instant, readInput, type UserError } from './read-input.ts';
import { connection, gid, idOf, leaf, object, sameLeaves, Typed, type Args, type Schema } from './schema-kit.ts';

const combines = z.strictObject({ orderDiscounts: z.boolean().optional(), productDiscounts: z.boolean().optional(), shippingDiscounts: z.boolean().optional() });
const audience = z.union([z.strictObject({ all: z.literal('ALL') }), z.strictObject({ customers: z.strictObject({ add: z.array(z.string()) }) })]);

const shared = {
  title: z.string().min(1),
  code: z.string().min(1).max(255),
  startsAt: instant,
  endsAt: instant.nullish(),
  usageLimit: z.int().positive().nullish(),
  appliesOncePerCustomer: z.boolean().optional(),
  context: audience.optional(),
  combinesWith: combines.optional(),
};

const BasicInput = z.strictObject({
  ...shared,
  customerGets: z.strictObject({
    value: z.union([
      z.strictObject({ percentage: z.number().gt(0).max(1) }),
      z.strictObject({ discountAmount: z.strictObject({ amount: decimal, appliesOnEachItem: z.boolean().optional() }) }),
    ]),
    items: z.union([z.strictObject({ all: z.literal(true) }), z.strictObject({ products: z.strictObject({ productsToAdd: z.array(z.string()).min(1) }) })]),
  }),
});

const FreeShippingInput = z.strictObject({
  ...shared,
  destination: z.union([z.strictObject({ all: z.literal(true) }), z.strictObject({ countries: z.strictObject({ add: z.array(z.string().length(2)).min(1) }) })]).optional(),
  maximumShippingPrice: decimal.optional(),
});

type Draft = Omit<Discount, 'id' | 'codeId' | 'usedCount' | 'createdAt'>;

function createBasic(context: ShopContext, args: Args) {
  const input = readInput(BasicInput, args.basicCodeDiscount, 'DiscountCodeBasicInput!');
  const { value, items } = input.customerGets;
  const isShare = 'percentage' in value;
  return keepDiscount(context, 'basicCodeDiscount', {
    ...commonFields(input),
    kind: 'basic',
    percentage: isShare ? value.percentage : null,
    amountMinor: isShare ? null : fromDecimal(value.discountAmount.amount, context.shop.profile.currency),
    isForEachItem: !isShare && value.discountAmount.appliesOnEachItem === true,
    productIds: 'all' in items ? null : items.products.productsToAdd.map((id) => idOf('Product', id) ?? 0),
    countries: null,
    mostShippingMinor: null,
  });
}

function createFreeShipping(context: ShopContext, args: Args) {
  const input = readInput(FreeShippingInput, args.freeShippingCodeDiscount, 'DiscountCodeFreeShippingInput!');
  return keepDiscount(context, 'freeShippingCodeDiscount', {
    ...commonFields(input),
    kind: 'freeShipping',
    percentage: null, amountMinor: null, isForEachItem: false, productIds: null,
    countries: input.destination && 'countries' in input.destination ? input.destination.countries.add : null,
    mostShippingMinor: input.maximumShippingPrice === undefined ? null : fromDecimal(input.maximumShippingPrice, context.shop.profile.currency),
  });
}

function commonFields(input: z.output<typeof FreeShippingInput> | z.output<typeof BasicInput>) {
  return {
    title: input.title,
    code: input.code.toUpperCase(),
    startsAt: input.startsAt,
    endsAt: input.endsAt ?? null,
    usageLimit: input.usageLimit ?? null,
    oncePerCustomer: input.appliesOncePerCustomer ?? false,
  };
}

function keepDiscount(context: ShopContext, field: string, draft: Draft) {
  const { shop } = context;
  const refuse = (name: string, code: string, message: string) => ({ discount: null, userErrors: [{ field: [field, name], code, message }] });
  if (shop.discounts.has(draft.code)) return refuse('code', 'TAKEN', 'Code must be unique. Please try a different code.');
  if (draft.endsAt !== null && draft.endsAt <= draft.startsAt) return refuse('endsAt', 'INVALID', 'Ends at needs to be after starts_at');
  const discount: Discount = { ...draft, id: takeId(shop), codeId: takeId(shop), usedCount: 0, createdAt: nowIn(context) };
  shop.discounts.set(discount.code, discount);
  emitWebhook(context, 'discounts/redeemcode_added', {
    admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
    redeem_code: { id: gid('DiscountRedeemCode', discount.codeId), code: discount.code },
    updated_at: discount.createdAt.toISOString(),
  });
  return { discount, userErrors: [] };
}

interface Payload {
  discount: Discount | null;
  userErrors: UserError[];
}

const payload = {
  codeDiscountNode: object<Payload>('DiscountCodeNode', ({ discount }) => discount),
  userErrors: object<Payload>('CodedUserError', ({ userErrors }) => userErrors),
};

const discountLeaves = {
  ...sameLeaves<Discount>('title', 'startsAt', 'endsAt', 'usageLimit', 'createdAt'),
  appliesOncePerCustomer: leaf<Discount>((discount) => discount.oncePerCustomer),
  asyncUsageCount: leaf<Discount>((discount) => discount.usedCount),
  status: leaf<Discount>((discount, context) => statusOf(discount, nowIn(context))),
  codes: connection<Discount>('DiscountRedeemCode', (discount) => [{ id: discount.codeId, code: discount.code }]),
  // These shops ask for no minimum.
  minimumRequirement: object<Discount>('DiscountMinimumRequirement', () => null),
};

function statusOf(discount: Discount, now: Date): string {
  if (now < discount.startsAt) return 'SCHEDULED';
  return discount.endsAt !== null && now >= discount.endsAt ? 'EXPIRED' : 'ACTIVE';
}

export const discountMutations: Schema = {
  Mutation: {
    discountCodeBasicCreate: object<null>('DiscountCodeBasicCreatePayload', (_root, args, context) => createBasic(context, args), ['basicCodeDiscount']),
    discountCodeFreeShippingCreate: object<null>('DiscountCodeFreeShippingCreatePayload', (_root, args, context) => createFreeShipping(context, args), ['freeShippingCodeDiscount']),
  },
  DiscountCodeBasicCreatePayload: payload,
  DiscountCodeFreeShippingCreatePayload: payload,
  DiscountCodeNode: {
    id: leaf<Discount>((discount) => gid('DiscountCodeNode', discount.id)),
    codeDiscount: object<Discount>('DiscountCode', (discount) => new Typed(discount.kind === 'basic' ? 'DiscountCodeBasic' : 'DiscountCodeFreeShipping', discount)),
  },
  DiscountCode: {},
  DiscountCodeBasic: {
    ...discountLeaves,
    customerGets: object<Discount>('DiscountCustomerGets', (discount) => discount),
  },
  DiscountCustomerGets: {
    value: object<Discount>('DiscountCustomerGetsValue', (discount) => new Typed(discount.percentage === null ? 'DiscountAmount' : 'DiscountPercentage', discount)),
    items: object<Discount>('DiscountItems', (discount) => new Typed(discount.productIds === null ? 'AllDiscountItems' : 'DiscountProducts', discount)),
  },
  DiscountItems: {},
  AllDiscountItems: { allItems: leaf<Discount>(() => true) },
  DiscountProducts: { products: connection<Discount>('Product', ({ productIds }, _args, { shop }) => (productIds ?? []).flatMap((id) => shop.products.get(id) ?? [])) },
  DiscountCustomerGetsValue: {},
  DiscountPercentage: { percentage: leaf<Discount>((discount) => discount.percentage) },
  DiscountAmount: {
    amount: object<Discount>('MoneyV2', (discount, _args, { shop }) => ({ amountMinor: discount.amountMinor ?? 0, currency: shop.profile.currency })),
    appliesOnEachItem: leaf<Discount>((discount) => discount.isForEachItem),
  },
  DiscountMinimumRequirement: {},
  DiscountMinimumSubtotal: { greaterThanOrEqualToSubtotal: object<Discount>('MoneyV2', () => null) },
  DiscountMinimumQuantity: { greaterThanOrEqualToQuantity: leaf<Discount>(() => null) },
  DiscountCodeFreeShipping: {
    ...discountLeaves,
    destinationSelection: object<Discount>('DiscountShippingDestinationSelection', (discount) => new Typed(discount.countries === null ? 'DiscountCountryAll' : 'DiscountCountries', discount)),
    maximumShippingPrice: object<Discount>('MoneyV2', ({ mostShippingMinor }, _args, { shop }) => (mostShippingMinor === null ? null : { amountMinor: mostShippingMinor, currency: shop.profile.currency })),
  },
  DiscountShippingDestinationSelection: {},
  DiscountCountryAll: { allCountries: leaf<Discount>(() => true) },
  DiscountCountries: { countries: leaf<Discount>((discount) => discount.countries) },
  DiscountRedeemCode: {
    id: leaf<{ id: number }>((one) => gid('DiscountRedeemCode', one.id)),
    code: leaf<{ code: string }>((one) => one.code),
  },
};
