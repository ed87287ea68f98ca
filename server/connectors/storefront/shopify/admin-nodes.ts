import { z } from 'zod';
import { Amount } from './amounts.ts';
import { lastPart } from './map-customer.ts';
import type { ApiVersion } from './settings.ts';
import type { Checkout, Customer, Order } from './webhook-shapes.ts';

/**
 * What the Admin API answers, and how a webhook would have said the same: one mapping then serves both. An unknown field
 * fails a whole document, so the parts that came with a version are written for that version.
 */

const Text = z.string().nullish();
const GlobalId = z.string().transform(lastPart);
const Link = z.object({ id: GlobalId }).nullish();
const AdminMoney = z.object({ amount: Amount, currencyCode: z.string() });
const MoneySet = z.object({ presentmentMoney: AdminMoney, shopMoney: AdminMoney });
const AdminAddress = z.object({ phone: Text, countryCodeV2: Text, firstName: Text, lastName: Text }).nullish();
const AdminConsent = z.object({ state: Text, optInLevel: Text, updatedAt: Text }).nullish();
const Attributes = z.array(z.object({ key: z.string(), value: Text })).nullish();

const moneyFields = '{ presentmentMoney { amount currencyCode } shopMoney { amount currencyCode } }';
const addressFields = '{ phone countryCodeV2 firstName lastName }';

export const CustomerNode = z.object({
  id: GlobalId,
  firstName: Text,
  lastName: Text,
  locale: Text,
  createdAt: Text,
  updatedAt: Text,
  tags: z.array(z.string()).nullish(),
  numberOfOrders: z.coerce.number().int().nullish(),
  amountSpent: AdminMoney.nullish(),
  defaultEmailAddress: z.object({ emailAddress: Text, marketingState: Text, marketingOptInLevel: Text, marketingUpdatedAt: Text }).nullish(),
  defaultPhoneNumber: z
    .object({
      phoneNumber: Text,
      marketingState: Text,
      marketingOptInLevel: Text,
      marketingUpdatedAt: Text,
      smsMarketingConsent: AdminConsent,
      whatsAppMarketingConsent: AdminConsent,
    })
    .nullish(),
  defaultAddress: AdminAddress,
});
export type CustomerNode = z.infer<typeof CustomerNode>;

/** WhatsApp consent came with 2026-07; SMS consent became an object with 2026-10. */
export function customerFields(version: ApiVersion): string {
  const consent = '{ state optInLevel updatedAt }';
  const sms = version >= '2026-10' ? `smsMarketingConsent ${consent}` : 'marketingState marketingOptInLevel marketingUpdatedAt';
  const whatsApp = version >= '2026-07' ? `whatsAppMarketingConsent ${consent}` : '';
  return `id firstName lastName locale
    defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
    defaultPhoneNumber { phoneNumber ${sms} ${whatsApp} }`;
}

export function toWebhookCustomer(node: CustomerNode): Customer {
  const { defaultEmailAddress: email, defaultPhoneNumber: phone } = node;
  const sms = phone?.smsMarketingConsent ?? { state: phone?.marketingState, optInLevel: phone?.marketingOptInLevel, updatedAt: phone?.marketingUpdatedAt };
  return {
    id: node.id,
    first_name: node.firstName,
    last_name: node.lastName,
    email: email?.emailAddress,
    phone: phone?.phoneNumber,
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    tags: node.tags?.join(','),
    orders_count: node.numberOfOrders ?? null,
    total_spent: node.amountSpent?.amount,
    currency: node.amountSpent?.currencyCode,
    default_address: toWebhookAddress(node.defaultAddress),
    email_marketing_consent: { state: email?.marketingState, opt_in_level: email?.marketingOptInLevel, consent_updated_at: email?.marketingUpdatedAt },
    sms_marketing_consent: toWebhookConsent(sms),
    whats_app_marketing_consent: toWebhookConsent(phone?.whatsAppMarketingConsent),
  };
}

const NodeLine = z.object({
  title: Text,
  variantTitle: Text,
  sku: Text,
  quantity: z.int(),
  variant: Link,
  product: Link,
  originalUnitPriceSet: MoneySet,
});

const lineFields = `title variantTitle sku quantity variant { id } product { id } originalUnitPriceSet ${moneyFields}`;

export const CheckoutNode = z.object({
  id: GlobalId,
  abandonedCheckoutUrl: Text,
  createdAt: z.string(),
  updatedAt: z.string(),
  completedAt: Text,
  discountCodes: z.array(z.string()).nullish(),
  customAttributes: Attributes,
  customer: CustomerNode.nullish(),
  shippingAddress: AdminAddress,
  billingAddress: AdminAddress,
  totalPriceSet: MoneySet,
  lineItems: z.object({ nodes: z.array(NodeLine) }),
});
export type CheckoutNode = z.infer<typeof CheckoutNode>;

export function checkoutFields(version: ApiVersion): string {
  return `id abandonedCheckoutUrl createdAt updatedAt completedAt discountCodes customAttributes { key value }
    customer { ${customerFields(version)} }
    shippingAddress ${addressFields} billingAddress ${addressFields}
    totalPriceSet ${moneyFields}
    lineItems(first: 50) { nodes { ${lineFields} } }`;
}

/** The token is only in the recovery link: it joins what a poll found with what webhooks told. */
export function toWebhookCheckout(node: CheckoutNode): Checkout {
  return {
    id: node.id,
    token: /\/checkouts\/(?:[a-z]{1,3}\/)?([^/?]+)\/recover/.exec(node.abandonedCheckoutUrl ?? '')?.[1],
    abandoned_checkout_url: node.abandonedCheckoutUrl,
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    completed_at: node.completedAt,
    currency: node.totalPriceSet.shopMoney.currencyCode,
    presentment_currency: node.totalPriceSet.presentmentMoney.currencyCode,
    total_price: node.totalPriceSet.presentmentMoney.amount,
    customer_locale: node.customer?.locale,
    customer: node.customer ? toWebhookCustomer(node.customer) : null,
    shipping_address: toWebhookAddress(node.shippingAddress),
    billing_address: toWebhookAddress(node.billingAddress),
    discount_codes: node.discountCodes?.map((code) => ({ code })),
    note_attributes: toNoteAttributes(node.customAttributes),
    line_items: node.lineItems.nodes.map(toWebhookLine),
  };
}

export const OrderNode = z.object({
  id: GlobalId,
  name: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: Text,
  closedAt: Text,
  phone: Text,
  email: Text,
  customerLocale: Text,
  displayFinancialStatus: Text,
  displayFulfillmentStatus: Text,
  statusPageUrl: Text,
  discountCodes: z.array(z.string()).nullish(),
  customAttributes: Attributes,
  customer: Link,
  shippingAddress: AdminAddress,
  billingAddress: AdminAddress,
  totalPriceSet: MoneySet,
  totalDiscountsSet: MoneySet.nullish(),
  lineItems: z.object({ nodes: z.array(NodeLine) }),
});
export type OrderNode = z.infer<typeof OrderNode>;

export const orderFields = `id name createdAt updatedAt cancelledAt phone email customerLocale
  displayFinancialStatus displayFulfillmentStatus statusPageUrl discountCodes customAttributes { key value }
  customer { id } shippingAddress ${addressFields} billingAddress ${addressFields}
  totalPriceSet ${moneyFields} totalDiscountsSet ${moneyFields}
  lineItems(first: 50) { nodes { ${lineFields} } }`;

/** The Admin API does not say which cart an order came from; its webhooks do. */
export function toWebhookOrder(node: OrderNode): Order {
  const { totalPriceSet: total, totalDiscountsSet: discounts } = node;
  return {
    id: node.id,
    name: node.name,
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    cancelled_at: node.cancelledAt,
    closed_at: node.closedAt,
    phone: node.phone,
    email: node.email,
    customer_locale: node.customerLocale,
    currency: total.shopMoney.currencyCode,
    total_price: total.shopMoney.amount,
    total_price_set: toMoneyPair(total),
    total_discounts: discounts?.shopMoney.amount,
    total_discounts_set: discounts ? toMoneyPair(discounts) : null,
    financial_status: node.displayFinancialStatus,
    fulfillment_status: node.displayFulfillmentStatus,
    order_status_url: node.statusPageUrl,
    discount_codes: node.discountCodes?.map((code) => ({ code })),
    note_attributes: toNoteAttributes(node.customAttributes),
    customer: node.customer ? toWebhookCustomer({ id: node.customer.id }) : null,
    shipping_address: toWebhookAddress(node.shippingAddress),
    billing_address: toWebhookAddress(node.billingAddress),
    line_items: node.lineItems.nodes.map(toWebhookLine),
  };
}

function toWebhookLine(line: z.infer<typeof NodeLine>) {
  return {
    title: line.title,
    variant_title: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    variant_id: line.variant?.id,
    product_id: line.product?.id,
    price: line.originalUnitPriceSet.shopMoney.amount,
    price_set: toMoneyPair(line.originalUnitPriceSet),
  };
}

function toMoneyPair({ presentmentMoney: seen, shopMoney: own }: z.infer<typeof MoneySet>) {
  return {
    presentment_money: { amount: seen.amount, currency_code: seen.currencyCode },
    shop_money: { amount: own.amount, currency_code: own.currencyCode },
  };
}

function toWebhookAddress(address: z.infer<typeof AdminAddress>) {
  if (!address) return null;
  return { phone: address.phone, country_code: address.countryCodeV2, first_name: address.firstName, last_name: address.lastName };
}

function toWebhookConsent(consent: z.infer<typeof AdminConsent>) {
  return consent ? { state: consent.state, opt_in_level: consent.optInLevel, consent_updated_at: consent.updatedAt } : null;
}

function toNoteAttributes(attributes: z.infer<typeof Attributes>) {
  return attributes?.map(({ key, value }) => ({ name: key, value: value ?? null }));
}
