import type { z } from 'zod';
import { ConnectorError } from '#ports/connector';
import type { ConsentChanged, CustomerChanged, CustomersMerged, PrivacyRequested } from '#contract/inbound-event';
import { clip, textOrNull, toInstant } from '#kit';
import { parseDecimalToMinor } from '#contract/money';
import type { Delivery } from './delivery.ts';
import { mapConsents, mapCustomer, readEmail } from './map-person.ts';
import { readTags } from './map-product.ts';
import { readVersion } from './version-of.ts';
import type { ConsentNews, Customer, CustomersMerge, PrivacyNews } from './webhook-shapes.ts';

/** `customers/create` and `customers/update`. */
export function mapCustomerNews(customer: Customer, seenAt: string | null): z.input<typeof CustomerChanged> {
  const { currency, total_spent: spent } = customer;
  const spentMinor = currency && spent ? parseDecimalToMinor(spent, currency) : null;
  return {
    type: 'customer.changed',
    person: mapCustomer(customer),
    version: readVersion(customer.updated_at, seenAt),
    orderCount: customer.orders_count ?? null,
    ...(spentMinor === null ? {} : { spentMinor, currency }),
    tags: readTags(customer.tags),
    consents: mapConsents(customer, toInstant(customer.created_at)),
  };
}

/** `customers/merge`; null while it is under way or when it failed. */
export function mapMerge(merge: z.infer<typeof CustomersMerge>, delivery: Delivery): z.infer<typeof CustomersMerged> | null {
  if (merge.status === 'failed' || merge.status === 'in_progress') return null;
  return {
    type: 'customers.merged',
    keptShopCustomerKey: lastPart(merge.admin_graphql_api_customer_kept_id),
    mergedShopCustomerKeys: [lastPart(merge.admin_graphql_api_customer_deleted_id)],
    version: needTime(delivery),
  };
}

/** The three topics about marketing consent: WhatsApp, SMS and e-mail, each its own will. */
export function mapConsentNews(news: z.infer<typeof ConsentNews>, seenAt: string | null): z.input<typeof ConsentChanged>[] {
  const person = {
    shopCustomerKey: news.customer_id ?? news.id ?? null,
    phone: clip(textOrNull(news.phone_number ?? news.phone), 40),
    email: readEmail(news.email_address),
  };
  return mapConsents(news, seenAt).map((signal) => ({ type: 'consent.changed', person, signal }));
}

export function mapPrivacy(
  request: 'export_person' | 'erase_person' | 'erase_shop',
  { customer }: z.infer<typeof PrivacyNews>,
  delivery: Delivery,
): z.input<typeof PrivacyRequested> {
  const person = { shopCustomerKey: customer?.id ?? null, email: readEmail(customer?.email), phone: clip(textOrNull(customer?.phone), 40) };
  return { type: 'privacy.requested', at: needTime(delivery), request, person: request === 'erase_shop' ? {} : person };
}

/** Some bodies carry no time at all: the header tells it. Without either, guessing could undo newer facts. */
export function needTime({ topic, triggeredAt }: Delivery): string {
  if (!triggeredAt) throw new ConnectorError('unexpected', `${topic} came without the header that tells when.`);
  return triggeredAt;
}

/** "gid://shopify/Customer/991" is 991 in webhooks. */
export function lastPart(globalId: string): string {
  return globalId.slice(globalId.lastIndexOf('/') + 1);
}
