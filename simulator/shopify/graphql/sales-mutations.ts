import { z } from 'zod';
import { cancelOrder, requestReturn } from '../actions/change-order.ts';
import { createDraftOrder, draftTotalMinor, invoiceUrl } from '../actions/draft-orders.ts';
import { setConsent } from '../actions/keep-customer.ts';
import { ShopRefusal, type ShopContext } from '../shop-context.ts';
import type { Customer, DraftOrder, Return } from '../shop-state.ts';
import { attributes, decimal, instant, readInput, type UserError } from './read-input.ts';
import { bag, gid, idOf, leaf, object, sameLeaves, type Args, type Schema } from './schema-kit.ts';

const DraftInput = z.strictObject({
  lineItems: z.array(z.strictObject({ variantId: z.string(), quantity: z.int().positive() })).min(1),
  phone: z.string().nullish(),
  email: z.string().nullish(),
  note: z.string().nullish(),
  tags: z.array(z.string()).optional(),
  customAttributes: attributes.optional(),
  reserveInventoryUntil: instant.nullish(),
  appliedDiscount: z
    .strictObject({
      value: z.number().nonnegative(),
      valueType: z.enum(['PERCENTAGE', 'FIXED_AMOUNT']),
      title: z.string().optional(),
      description: z.string().optional(),
      amountWithCurrency: z.strictObject({ amount: decimal, currencyCode: z.string() }).optional(),
    })
    .nullish(),
  purchasingEntity: z.strictObject({ customerId: z.string() }).optional(),
});

function createDraft(context: ShopContext, args: Args) {
  const { lineItems, appliedDiscount, customAttributes = [], ...input } = readInput(DraftInput, args.input, 'DraftOrderInput!');
  const lines = lineItems.map((line) => ({ variantId: idOf('ProductVariant', line.variantId) ?? 0, quantity: line.quantity }));
  const unknown = lines.findIndex((line) => !context.shop.variants.has(line.variantId));
  if (unknown >= 0) return { draftOrder: null, userErrors: [{ field: ['input', 'lineItems', String(unknown)], message: 'Product with that ID does not exist' }] };
  const draftOrder = createDraftOrder(context, {
    lines,
    email: input.email ?? null,
    phone: input.phone ?? null,
    note: input.note ?? null,
    tags: input.tags ?? [],
    attributes: Object.fromEntries(customAttributes.map(({ key, value }) => [key, value])),
    reserveInventoryUntil: input.reserveInventoryUntil ?? null,
    discount: appliedDiscount
      ? appliedDiscount.valueType === 'PERCENTAGE'
        ? { percentage: appliedDiscount.value / 100, amountMinor: null }
        : { percentage: null, amountMinor: Math.round(appliedDiscount.value * 100) }
      : null,
  });
  return { draftOrder, userErrors: [] };
}

const ConsentInput = z.strictObject({
  customerId: z.string(),
  whatsAppMarketingConsent: z.strictObject({
    state: z.enum(['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING']),
    optInLevel: z.enum(['SINGLE_OPT_IN', 'CONFIRMED_OPT_IN', 'UNKNOWN']).optional(),
    updatedAt: instant.optional(),
    sourceLocationId: z.string().optional(),
  }),
});

function updateConsent(context: ShopContext, args: Args) {
  const { customerId, whatsAppMarketingConsent: wish } = readInput(ConsentInput, args.input, 'CustomerWhatsAppMarketingConsentUpdateInput!');
  const customer = context.shop.customers.get(idOf('Customer', customerId) ?? 0);
  const refuse = (message: string) => ({ customer: null, userErrors: [{ field: ['input', 'customerId'], message, code: 'INVALID' }] });
  if (!customer) return refuse('Customer not found');
  if (customer.phone === null) return refuse('A phone number is required to set the WhatsApp consent state.');
  setConsent(context, customer, 'whatsApp', wish.state, {
    ...(wish.optInLevel ? { optInLevel: wish.optInLevel } : {}),
    ...(wish.updatedAt ? { at: wish.updatedAt } : {}),
    collectedFrom: 'OTHER',
  });
  return { customer, userErrors: [] };
}

function cancel(context: ShopContext, args: Args) {
  const order = context.shop.orders.get(idOf('Order', args.orderId) ?? 0);
  if (!order) return { job: null, orderCancelUserErrors: [{ field: ['orderId'], message: 'Order does not exist', code: 'NOT_FOUND' }] };
  const refund = args.refundMethod as { originalPaymentMethodsRefund?: boolean } | undefined;
  try {
    cancelOrder(context, order, String(args.reason ?? 'OTHER').toLowerCase(), {
      restock: args.restock === true,
      refund: refund?.originalPaymentMethodsRefund ?? args.refund === true,
    });
  } catch (error) {
    if (!(error instanceof ShopRefusal)) throw error;
    return { job: null, orderCancelUserErrors: [{ field: ['orderId'], message: error.message, code: 'INVALID' }] };
  }
  return { job: { id: order.id, done: true }, orderCancelUserErrors: [] };
}

const ReturnInput = z.strictObject({
  orderId: z.string(),
  returnLineItems: z
    .array(
      z.strictObject({
        fulfillmentLineItemId: z.string(),
        quantity: z.int().positive(),
        returnReasonDefinitionId: z.string().optional(),
        returnReason: z.string().optional(),
        customerNote: z.string().optional(),
      }),
    )
    .min(1),
});

function askReturn(context: ShopContext, args: Args) {
  const input = readInput(ReturnInput, args.input, 'ReturnRequestInput!');
  const refuse = (field: string, message: string) => ({ return: null, userErrors: [{ field: ['input', field], message, code: 'NOT_FOUND' }] });
  const order = context.shop.orders.get(idOf('Order', input.orderId) ?? 0);
  if (!order) return refuse('orderId', 'Order does not exist.');
  const lines = input.returnLineItems.map((line) => ({
    fulfillmentLineItemId: idOf('FulfillmentLineItem', line.fulfillmentLineItemId) ?? 0,
    quantity: line.quantity,
    customerNote: line.customerNote ?? null,
  }));
  const sent = order.fulfillments.flatMap((fulfillment) => fulfillment.lines);
  const isReturnable = lines.every((line) => sent.some((one) => one.id === line.fulfillmentLineItemId && one.quantity >= line.quantity));
  if (!isReturnable) return refuse('returnLineItems', 'Return line item has an invalid quantity or was not fulfilled.');
  return { return: requestReturn(context, order, lines), userErrors: [] };
}

type WithErrors = { userErrors: UserError[] };
const userErrors = (type: string) => object<WithErrors>(type, (payload) => payload.userErrors);

export const salesMutations: Schema = {
  Mutation: {
    draftOrderCreate: object<null>('DraftOrderCreatePayload', (_root, args, context) => createDraft(context, args), ['input']),
    customerWhatsAppMarketingConsentUpdate: object<null>('CustomerWhatsAppMarketingConsentUpdatePayload', (_root, args, context) => updateConsent(context, args), ['input'], '2026-07'),
    orderCancel: object<null>('OrderCancelPayload', (_root, args, context) => cancel(context, args), ['orderId', 'reason', 'restock', 'refund', 'refundMethod', 'notifyCustomer', 'staffNote']),
    returnRequest: object<null>('ReturnRequestPayload', (_root, args, context) => askReturn(context, args), ['input']),
  },
  DraftOrderCreatePayload: { draftOrder: object<{ draftOrder: unknown }>('DraftOrder', (payload) => payload.draftOrder), userErrors: userErrors('UserError') },
  DraftOrder: {
    id: leaf<DraftOrder>((draft) => gid('DraftOrder', draft.id)),
    ...sameLeaves<DraftOrder>('name', 'status', 'email', 'phone', 'tags', 'createdAt', 'reserveInventoryUntil'),
    note2: leaf<DraftOrder>((draft) => draft.note),
    invoiceUrl: leaf<DraftOrder>((draft, context) => invoiceUrl(context, draft)),
    customAttributes: object<DraftOrder>('Attribute', (draft) => Object.entries(draft.attributes).map(([key, value]) => ({ key, value }))),
    totalPriceSet: object<DraftOrder>('MoneyBag', (draft, _args, context) => bag(draftTotalMinor(context, draft))),
  },
  CustomerWhatsAppMarketingConsentUpdatePayload: {
    customerPhoneNumber: object<{ customer: Customer | null }>('CustomerPhoneNumber', (payload) => payload.customer),
    userErrors: userErrors('CodedUserError'),
  },
  OrderCancelPayload: {
    job: object<{ job: unknown }>('Job', (payload) => payload.job),
    orderCancelUserErrors: object<{ orderCancelUserErrors: UserError[] }>('CodedUserError', (payload) => payload.orderCancelUserErrors),
  },
  Job: { id: leaf<{ id: number }>((job) => gid('Job', job.id)), done: leaf<{ done: boolean }>((job) => job.done) },
  ReturnRequestPayload: { return: object<{ return: Return | null }>('Return', (payload) => payload.return), userErrors: userErrors('CodedUserError') },
  UserError: sameLeaves<UserError>('field', 'message'),
  CodedUserError: sameLeaves<UserError>('field', 'message', 'code'),
};
