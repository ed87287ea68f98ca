import { z } from 'zod';
import type { DiscountRequest, StorefrontDefinition } from '#ports/storefront';
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
