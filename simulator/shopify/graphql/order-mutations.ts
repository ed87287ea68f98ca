import { z } from 'zod';
import { keepCustomer } from '../actions/keep-customer.ts';
import { recordOrder } from '../actions/place-order.ts';
import { linesOf } from '../facts-of.ts';
import { fromDecimal } from '../money.ts';
import type { ShopContext } from '../shop-context.ts';
import { takeId, type Order, type OrderLine } from '../shop-state.ts';
import { attributes, decimal, instant, readInput, type UserError } from './read-input.ts';
import { idOf, object, sameLeaves, type Args, type Schema } from './schema-kit.ts';

const Money = z.strictObject({ shopMoney: z.strictObject({ amount: decimal, currencyCode: z.string() }) });

const OrderInput = z.strictObject({
  currency: z.string().optional(),
  lineItems: z.array(z.strictObject({ variantId: z.string().optional(), title: z.string().optional(), quantity: z.int().positive(), priceSet: Money.optional() })).min(1),
  discountCode: z.strictObject({ itemFixedDiscountCode: z.strictObject({ code: z.string(), amountSet: Money }) }).optional(),
  shippingLines: z.array(z.strictObject({ title: z.string(), priceSet: Money })).optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  customer: z.strictObject({ toUpsert: z.strictObject({ email: z.string().optional(), phone: z.string().optional(), firstName: z.string().optional(), lastName: z.string().optional() }) }).optional(),
  transactions: z.array(z.strictObject({ kind: z.enum(['SALE', 'AUTHORIZATION', 'CAPTURE']), status: z.enum(['SUCCESS', 'PENDING', 'FAILURE']), gateway: z.string().optional(), amountSet: Money, processedAt: instant.optional() })).optional(),
  financialStatus: z.enum(['PAID', 'PENDING', 'AUTHORIZED']).optional(),
  tags: z.array(z.string()).optional(),
  note: z.string().optional(),
  customAttributes: attributes.optional(),
});
type OrderInput = z.infer<typeof OrderInput>;

const OptionsInput = z
  .strictObject({ inventoryBehaviour: z.enum(['BYPASS', 'DECREMENT_IGNORING_POLICY', 'DECREMENT_OBEYING_POLICY']).default('BYPASS'), sendReceipt: z.boolean().optional(), sendFulfillmentReceipt: z.boolean().optional() })
  .default({ inventoryBehaviour: 'BYPASS' });

type Made = { order: Order | null; userErrors: UserError[] };
const refuse = (field: string[], message: string, code = 'INVALID'): Made => ({ order: null, userErrors: [{ field: ['order', ...field], message, code }] });

/** An order that another system took, such as one paid in a chat: announced like any other. */
function createOrder(context: ShopContext, args: Args): Made {
  const input = readInput(OrderInput, args.order, 'OrderCreateOrderInput!');
  const { inventoryBehaviour } = readInput(OptionsInput, args.options ?? undefined, 'OrderCreateOptionsInput');
  const { profile, variants } = context.shop;
  const foreign = [input.currency, ...input.lineItems.map(({ priceSet }) => priceSet?.shopMoney.currencyCode)].find((currency) => currency !== undefined && currency !== profile.currency);
  if (foreign) return refuse(['currency'], `Shop money must be in ${profile.currency}.`);
  const lines = input.lineItems.map((line) => ({ ...line, variant: line.variantId ? variants.get(idOf('ProductVariant', line.variantId) ?? 0) : undefined }));
  const unknown = lines.findIndex(({ variantId, variant }) => variantId !== undefined && variant === undefined);
  if (unknown >= 0) return refuse(['lineItems', String(unknown), 'variantId'], 'Variant does not exist', 'NOT_FOUND');
  const short = inventoryBehaviour === 'DECREMENT_OBEYING_POLICY' ? lines.findIndex(({ variant, quantity }) => variant && !variant.sellsWhenEmpty && variant.stock < quantity) : -1;
  if (short >= 0) return refuse(['lineItems', String(short)], 'Not enough inventory available for this line item', 'INVENTORY_UNAVAILABLE');
  return { order: record(context, input), userErrors: [] };
}

function record(context: ShopContext, input: OrderInput): Order {
  const { shop } = context;
  const minor = (money: z.infer<typeof Money> | undefined) => (money ? (fromDecimal(money.shopMoney.amount, shop.profile.currency) ?? 0) : null);
  const lines = input.lineItems.map((line): OrderLine => {
    const variantId = idOf('ProductVariant', line.variantId) ?? 0;
    const [known] = linesOf(context, [{ variantId, quantity: line.quantity }]);
    return { id: takeId(shop), productId: known?.productId ?? 0, variantId, title: known?.title ?? line.title ?? '', variantTitle: known?.variantTitle ?? '', sku: known?.sku ?? '', quantity: line.quantity, priceMinor: minor(line.priceSet) ?? known?.priceMinor ?? 0 };
  });
  const goodsMinor = lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  const discount = input.discountCode?.itemFixedDiscountCode;
  const discountMinor = minor(discount?.amountSet) ?? 0;
  const shippingMinor = (input.shippingLines ?? []).reduce((sum, line) => sum + (minor(line.priceSet) ?? 0), 0);
  const person = input.customer?.toUpsert ?? {};
  const customer = person.phone || person.email ? keepCustomer(context, person) : null;
  return recordOrder(context, {
    lines,
    email: input.email ?? null,
    phone: input.phone ?? null,
    locale: shop.profile.language,
    customerId: customer?.id ?? null,
    checkoutToken: null,
    cartToken: null,
    checkoutId: null,
    discountCodes: discount ? [{ code: discount.code, amountMinor: discountMinor, type: 'fixed_amount' }] : [],
    subtotalMinor: goodsMinor - discountMinor,
    discountMinor,
    shippingMinor,
    totalMinor: goodsMinor - discountMinor + shippingMinor,
    shippingTitle: input.shippingLines?.[0]?.title ?? '',
    shippingAddress: null,
    attributes: Object.fromEntries((input.customAttributes ?? []).map(({ key, value }) => [key, value])),
    note: input.note ?? null,
    tags: input.tags ?? [],
    sourceName: 'marchante',
    landingSite: '',
    referringSite: '',
    acceptsEmail: false,
    financialStatus: input.financialStatus ?? 'PENDING',
  });
}

export const orderMutations: Schema = {
  Mutation: { orderCreate: object<null>('OrderCreatePayload', (_root, args, context) => createOrder(context, args), ['order', 'options']) },
  OrderCreatePayload: {
    order: object<Made>('Order', (payload) => payload.order),
    userErrors: object<Made>('OrderCreateUserError', (payload) => payload.userErrors),
  },
  OrderCreateUserError: sameLeaves<UserError>('field', 'message', 'code'),
};
