import { sumLines } from '../bodies/body-parts.ts';
import { emitWebhook } from '../emit-webhook.ts';
import { linesOf } from '../facts-of.ts';
import { toDecimal } from '../money.ts';
import { newToken, nowIn, ShopRefusal, storeUrl, type ShopContext } from '../shop-context.ts';
import { takeId, type DraftOrder, type Order } from '../shop-state.ts';
import { keepCustomer } from './keep-customer.ts';
import { recordOrder } from './place-order.ts';

type NewDraft = Omit<DraftOrder, 'id' | 'token' | 'name' | 'status' | 'createdAt'>;

/** A sale prepared for somebody, with an address where they pay it. */
export function createDraftOrder(context: ShopContext, facts: NewDraft): DraftOrder {
  const { shop } = context;
  const draft: DraftOrder = {
    ...facts,
    id: takeId(shop),
    token: newToken(context),
    name: `#D${shop.drafts.size + 1}`,
    status: 'OPEN',
    createdAt: nowIn(context),
  };
  shop.drafts.set(draft.id, draft);
  emitWebhook(context, 'draft_orders/create', draftBody(context, draft, null));
  return draft;
}

export function invoiceUrl(context: ShopContext, draft: DraftOrder): string {
  return `${storeUrl(context)}/invoices/${draft.token}`;
}

export function findDraft({ shop }: ShopContext, token: string): DraftOrder {
  for (const draft of shop.drafts.values()) if (draft.token === token) return draft;
  throw new ShopRefusal('There is no such invoice.', 404);
}

export function draftDiscountMinor(context: ShopContext, draft: DraftOrder): number {
  const goodsMinor = sumLines(linesOf(context, draft.lines));
  if (draft.discount === null) return 0;
  const { percentage, amountMinor } = draft.discount;
  return Math.min(goodsMinor, percentage === null ? (amountMinor ?? 0) : Math.round(goodsMinor * percentage));
}

export function draftTotalMinor(context: ShopContext, draft: DraftOrder): number {
  return sumLines(linesOf(context, draft.lines)) - draftDiscountMinor(context, draft);
}

/** The shopper pays the invoice. Such an order has no checkout or cart token: its tags and attributes say where it came from. */
export function payDraftOrder(context: ShopContext, draft: DraftOrder): Order {
  if (draft.status === 'COMPLETED') throw new ShopRefusal('This invoice was already paid.', 409);
  const discountMinor = draftDiscountMinor(context, draft);
  const lines = linesOf(context, draft.lines);
  const customer = draft.phone || draft.email ? keepCustomer(context, { phone: draft.phone, email: draft.email }) : null;
  draft.status = 'COMPLETED';
  const order = recordOrder(context, {
    lines: lines.map((line) => ({ ...line, id: takeId(context.shop), variantTitle: line.variantTitle ?? '', sku: line.sku ?? '', quantity: line.quantity ?? 1 })),
    email: draft.email,
    phone: draft.phone,
    locale: context.shop.profile.language,
    customerId: customer?.id ?? null,
    checkoutToken: null,
    cartToken: null,
    checkoutId: null,
    discountCodes: [],
    subtotalMinor: sumLines(lines) - discountMinor,
    discountMinor,
    shippingMinor: 0,
    totalMinor: sumLines(lines) - discountMinor,
    shippingTitle: '',
    shippingAddress: null,
    attributes: { ...draft.attributes },
    note: draft.note,
    tags: draft.tags,
    sourceName: 'shopify_draft_order',
    landingSite: '',
    referringSite: '',
    acceptsEmail: false,
    financialStatus: 'PAID',
  });
  emitWebhook(context, 'draft_orders/update', draftBody(context, draft, order.id));
  return order;
}

function draftBody(context: ShopContext, draft: DraftOrder, orderId: number | null): Record<string, unknown> {
  return {
    id: draft.id,
    admin_graphql_api_id: `gid://shopify/DraftOrder/${draft.id}`,
    name: draft.name,
    status: draft.status.toLowerCase(),
    email: draft.email,
    note: draft.note,
    tags: draft.tags.join(', '),
    note_attributes: Object.entries(draft.attributes).map(([name, value]) => ({ name, value })),
    invoice_url: invoiceUrl(context, draft),
    order_id: orderId,
    currency: context.shop.profile.currency,
    total_price: toDecimal(draftTotalMinor(context, draft), context.shop.profile.currency),
    created_at: draft.createdAt.toISOString(),
    completed_at: orderId === null ? null : nowIn(context).toISOString(),
  };
}
