import { z } from 'zod';
import { Currency } from './money.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';

/** People, as the merchant sees them. */

export const IdentityKind = z.enum(['bsuid', 'phone', 'shop_customer', 'email', 'visitor']);
export const ContactIdentity = z.object({
  kind: IdentityKind,
  /** A phone in E.164; a shop's or visitor's key without the connection it belongs to. */
  value: z.string(),
  connectionId: z.uuid().nullable(),
  connectionName: z.string().nullable(),
  /** The channel itself vouches for this address. */
  isReported: z.boolean(),
  /** Nobody was there; it is left alone until then. Null: reachable as far as we know. */
  unreachableUntil: Instant.nullable(),
  since: Instant,
});
export type ContactIdentity = z.infer<typeof ContactIdentity>;

export const ConsentWord = z.enum(['granted', 'withdrawn', 'none']);

export const Contact = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  tags: z.array(z.string()),
  /** The word on marketing over WhatsApp. */
  marketingConsent: ConsentWord,
  /** By the shop's own count; null: it does not tell. */
  orderCount: z.int().nullable(),
  spentMinor: z.int().nullable(),
  spentCurrency: Currency.nullable(),
  lastOrderAt: Instant.nullable(),
  isBot: z.boolean(),
  erasedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Contact = z.infer<typeof Contact>;

/** Text, number, yes or no, or a day ("2026-03-02"). */
export const AttributeValue = z.union([z.string().max(500), z.number(), z.boolean()]);
export type AttributeValue = z.infer<typeof AttributeValue>;
const AttributeName = z.string().trim().min(1).max(60);

export const ContactCart = z.object({ id: z.uuid(), state: z.enum(['open', 'completed', 'deleted']), totalMinor: z.int(), currency: z.string(), itemCount: z.int(), titles: z.array(z.string()), activityAt: Instant });
export type ContactCart = z.infer<typeof ContactCart>;
/** Where a parcel of an order is, as the shop or carrier told last. */
export const ContactShipment = z.object({ status: z.string(), carrier: z.string().nullable(), trackingNumber: z.string().nullable(), trackingUrl: z.string().nullable(), estimatedAt: Instant.nullable() });
export const ContactOrder = z.object({ id: z.uuid(), number: z.string(), state: z.string(), paymentState: z.string(), fulfilmentState: z.string(), totalMinor: z.int(), currency: z.string(), placedAt: Instant, shipments: z.array(ContactShipment) });
export type ContactOrder = z.infer<typeof ContactOrder>;
/** Something that they asked to be told of when it can be bought again. */
export const ContactWish = z.object({ title: z.string(), variantTitle: z.string().nullable(), state: z.enum(['waiting', 'planned', 'told', 'ended']), reason: z.string().nullable(), wishedAt: Instant });
export type ContactWish = z.infer<typeof ContactWish>;
export const ContactReturn = z.object({ id: z.uuid(), orderNumber: z.string(), kind: z.enum(['return', 'exchange']), state: z.enum(['requested', 'approved', 'declined', 'done']), lineTitle: z.string().nullable(), createdAt: Instant });
export type ContactReturn = z.infer<typeof ContactReturn>;
export const ContactConversation = z.object({ id: z.uuid(), channel: z.string(), connectionName: z.string(), state: z.string(), lastMessageAt: Instant.nullable() });

export const ContactDetail = Contact.extend({
  firstName: z.string().nullable(),
  locale: z.string().nullable(),
  region: z.string().nullable(),
  timeZone: z.string().nullable(),
  attributes: z.record(z.string(), AttributeValue),
  identities: z.array(ContactIdentity),
  /** The newest 20 of each. */
  carts: z.array(ContactCart),
  orders: z.array(ContactOrder),
  conversations: z.array(ContactConversation),
  returns: z.array(ContactReturn),
  wishes: z.array(ContactWish),
  /** Who this contact proved to be; null: nobody else. */
  mergedInto: z.uuid().nullable(),
});
export type ContactDetail = z.infer<typeof ContactDetail>;

export const ContactParams = WorkspaceParams.extend({ contactId: z.uuid() });
export const ContactQuery = PageQuery.extend({
  /** Part of the name, the phone in any writing, the e-mail or a tag. */
  search: z.string().trim().max(200).optional(),
  tag: z.string().max(60).optional(),
  consent: ConsentWord.optional(),
});
export type ContactQuery = z.infer<typeof ContactQuery>;
export const ContactPage = pageOf(Contact);

/** An attribute set to null is removed; those not named stay. */
export const ContactPatch = z
  .object({
    name: z.string().trim().min(1).max(200).nullable().optional(),
    firstName: z.string().trim().min(1).max(100).nullable().optional(),
    locale: z.string().max(20).nullable().optional(),
    tags: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
    attributes: z.record(AttributeName, AttributeValue.nullable()).optional(),
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), 'Name at least one field to change.');
export type ContactPatch = z.infer<typeof ContactPatch>;

export const TimelineKind = z.enum(['cart', 'order', 'message', 'send', 'consent', 'activity']);
export const ContactEvent = z.object({
  id: z.uuid(),
  at: Instant,
  kind: TimelineKind,
  /** What it is about, for a link; null when it has no page of its own. */
  subjectId: z.uuid().nullable(),
  /** By kind: state and totals of a cart or order, direction and text of a message, state and reason of a send, channel and word of a consent. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ContactEvent = z.infer<typeof ContactEvent>;
/** Newest first. */
export const ContactTimeline = pageOf(ContactEvent);

export const MergeQuery = z.object({ otherId: z.uuid() });
export const MergeBody = z.object({ otherId: z.uuid() });
/** What a merge would make of two contacts. */
export const MergePreview = z.object({
  kept: Contact,
  merged: Contact,
  name: z.string().nullable(),
  tags: z.array(z.string()),
  identities: z.array(ContactIdentity),
  /** Kinds of which both have their own, different one: a sign that they are two people. */
  conflicts: z.array(IdentityKind),
});
export type MergePreview = z.infer<typeof MergePreview>;

/** What an erasure takes, in numbers. */
export const ErasurePreview = z.object({ identities: z.int(), messages: z.int(), sends: z.int(), carts: z.int(), orders: z.int(), consents: z.int(), activity: z.int() });
export type ErasurePreview = z.infer<typeof ErasurePreview>;

const Rows = z.array(z.record(z.string(), z.unknown()));
/** Everything that is known of one person. */
export const ContactExport = z.object({
  exportedAt: Instant,
  contact: z.record(z.string(), z.unknown()),
  identities: Rows,
  consents: Rows,
  messages: Rows,
  notes: Rows,
  sends: Rows,
  carts: Rows,
  orders: Rows,
  returns: Rows,
  restockWishes: Rows,
  ratings: Rows,
  activity: Rows,
});
export type ContactExport = z.infer<typeof ContactExport>;

/** What a person asked for through their shop. */
export const PrivacyRequest = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  kind: z.enum(['export_person', 'erase_person', 'erase_shop']),
  /** Null: nobody here was recognised, or it is about a whole shop. */
  contactId: z.uuid().nullable(),
  requestedAt: Instant,
  /** Null: not done yet. */
  doneAt: Instant.nullable(),
  /** The export can be fetched. */
  hasExport: z.boolean(),
});
export type PrivacyRequest = z.infer<typeof PrivacyRequest>;
export const PrivacyRequestPage = pageOf(PrivacyRequest);
export const PrivacyRequestParams = WorkspaceParams.extend({ requestId: z.uuid() });
