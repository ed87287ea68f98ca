import { z } from 'zod';
import type { DiscountRequest, FoundDiscount, StorefrontDefinition } from '#ports/storefront';
import { Amount, toMinor } from './amounts.ts';
import { lastPart } from './map-customer.ts';
import type { ShopifyApi } from './shopify-api.ts';
import { refuseUserErrors, UserError } from './shopify-api.ts';

const Created = z.object({ codeDiscountNode: z.object({ id: z.string() }).nullable(), userErrors: z.array(UserError) });

const percentDocument = `mutation PercentCode($d: DiscountCodeBasicInput!) {
  created: discountCodeBasicCreate(basicCodeDiscount: $d) { codeDiscountNode { id } userErrors { field code message } }
}`;

const shippingDocument = `mutation ShippingCode($d: DiscountCodeFreeShippingInput!) {
  created: discountCodeFreeShippingCreate(freeShippingCodeDiscount: $d) { codeDiscountNode { id } userErrors { field code message } }
}`;

/** One code for one use by one person. */
export const createDiscounts: NonNullable<StorefrontDefinition<unknown, ShopifyApi>['discounts']> = (api) => ({
  async create(request) {
    const { kind } = request;
    const isPercent = 'percent' in kind;
    const d = isPercent ? { ...commonInput(request), ...percentInput(kind.percent) } : { ...commonInput(request), destination: { all: true } };
    const document = isPercent ? percentDocument : shippingDocument;
    const { created } = await api.query(document, { d }, z.object({ created: Created }));
    if (created.userErrors.some(({ code }) => code === 'TAKEN')) return { kind: 'taken' };
    refuseUserErrors(created.userErrors);
    return { kind: 'created', discountKey: lastPart(created.codeDiscountNode?.id ?? request.code) };
  },
  async find(code) {
    const { found } = await api.query(findDocument, { code }, z.object({ found: FoundNode.nullable() }));
    return found && describeCode(code, found.codeDiscount, api);
  },
});

function commonInput({ title, code, startsAt, endsAt }: DiscountRequest) {
  return {
    title,
    code,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    usageLimit: 1,
    appliesOncePerCustomer: true,
    context: { all: 'ALL' },
  };
}

/** Shopify takes a share: 10 % is 0.1. */
function percentInput(percent: number) {
  return {
    customerGets: { value: { percentage: percent / 100 }, items: { all: true } },
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: true },
  };
}

const findDocument = `query FindCode($code: String!) {
  found: codeDiscountNodeByCode(code: $code) {
    codeDiscount {
      __typename
      ... on DiscountCodeBasic { status endsAt usageLimit asyncUsageCount ${minimumFields()} customerGets { items { __typename } value { __typename ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount } appliesOnEachItem } } } }
      ... on DiscountCodeFreeShipping { status endsAt usageLimit asyncUsageCount ${minimumFields()} destinationSelection { __typename } maximumShippingPrice { amount } }
    }
  }
}`;

function minimumFields(): string {
  return `minimumRequirement { __typename ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount } } ... on DiscountMinimumQuantity { greaterThanOrEqualToQuantity } }`;
}

const FoundCode = z.object({
  __typename: z.string(),
  status: z.string().nullish(),
  endsAt: z.string().nullish(),
  usageLimit: z.int().nullish(),
  asyncUsageCount: z.int().nullish(),
  minimumRequirement: z.object({ greaterThanOrEqualToSubtotal: z.object({ amount: Amount }).nullish(), greaterThanOrEqualToQuantity: z.coerce.number().nullish() }).nullish(),
  customerGets: z
    .object({
      items: z.object({ __typename: z.string() }),
      value: z.object({ percentage: z.number().nullish(), amount: z.object({ amount: Amount }).nullish(), appliesOnEachItem: z.boolean().nullish() }),
    })
    .nullish(),
  destinationSelection: z.object({ __typename: z.string() }).nullish(),
  maximumShippingPrice: z.object({ amount: Amount }).nullish(),
});
type FoundCode = z.infer<typeof FoundCode>;
const FoundNode = z.object({ codeDiscount: FoundCode });

/** Codes of kinds that are not read here (buy X get Y, app discounts), and those for a part of a cart, come without a value: they are told as what they are, a code. */
function describeCode(code: string, found: FoundCode, { settings: { currency } }: ShopifyApi): FoundDiscount {
  const value = valueForAll(found);
  const subtotal = found.minimumRequirement?.greaterThanOrEqualToSubtotal;
  return {
    code,
    state: stateOf(found),
    percent: value?.percentage == null ? null : Math.round(value.percentage * 1000) / 10,
    amountMinor: value?.amount ? toMinor(value.amount.amount, currency, 'amount') : null,
    currency,
    isFreeShipping: freesEveryDelivery(found),
    endsAt: found.endsAt ? new Date(found.endsAt) : null,
    minimumMinor: subtotal ? toMinor(subtotal.amount, currency, 'greaterThanOrEqualToSubtotal') : null,
    minimumQuantity: found.minimumRequirement?.greaterThanOrEqualToQuantity ?? null,
  };
}

/** What comes off a whole cart, whatever is in it. */
function valueForAll({ customerGets }: FoundCode) {
  return customerGets?.items.__typename === 'AllDiscountItems' && !customerGets.value.appliesOnEachItem ? customerGets.value : null;
}

/** Which delivery a shopper will choose, and where to, is not known here. */
function freesEveryDelivery({ __typename, destinationSelection, maximumShippingPrice }: FoundCode): boolean {
  return __typename === 'DiscountCodeFreeShipping' && destinationSelection?.__typename === 'DiscountCountryAll' && !maximumShippingPrice;
}

function stateOf({ status, usageLimit, asyncUsageCount }: FoundCode): FoundDiscount['state'] {
  if (status === 'EXPIRED') return 'expired';
  if (status === 'SCHEDULED') return 'not_yet';
  return usageLimit != null && (asyncUsageCount ?? 0) >= usageLimit ? 'used_up' : 'active';
}
