import { sql } from 'kysely';
import { z } from 'zod';
import type { Contact, ContactIdentity } from '#contract/contact';
import { AttributeValue, ConsentWord, IdentityKind } from '#contract/contact';
import type { Db, Tx } from '#platform/database';

export const ContactRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  firstName: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  timeZone: z.string().nullable(),
  locale: z.string().nullable(),
  tags: z.array(z.string()),
  attributes: z.record(z.string(), AttributeValue).catch({}),
  marketingConsent: ConsentWord,
  orderCount: z.number().nullable(),
  spentMinor: z.number().nullable(),
  spentCurrency: z.string().nullable(),
  lastOrderAt: z.date().nullable(),
  isBot: z.boolean(),
  mergedInto: z.string().nullable(),
  erasedAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type ContactRow = z.infer<typeof ContactRow>;

const firstOf = (kind: 'phone' | 'email') => sql`(
  select i.value from contact_identity i where i.workspace_id = p.workspace_id and i.contact_id = p.id and i.kind = ${kind} order by i.reported is null, i.created_at, i.value limit 1)`;

/** Columns of `contact p` with `consent s` joined by `contactTables`. */
export const contactColumns = sql`p.id, p.name, p.first_name as "firstName", ${firstOf('phone')} as phone, ${firstOf('email')} as email, p.country, p.region, p.time_zone as "timeZone", p.locale,
  p.tags, p.attributes, coalesce(s.state, 'none') as "marketingConsent", p.order_count as "orderCount", p.spent_minor as "spentMinor", p.spent_currency as "spentCurrency",
  p.last_order_at as "lastOrderAt", p.is_bot as "isBot", p.merged_into as "mergedInto", p.erased_at as "erasedAt", p.created_at as "createdAt", p.updated_at as "updatedAt"`;
export const contactTables = sql`contact p
  left join consent s on s.workspace_id = p.workspace_id and s.contact_id = p.id and s.channel = 'whatsapp' and s.purpose = 'marketing'`;

export function toContact(row: ContactRow): Contact {
  const { id, name, phone, email, country, tags, marketingConsent, orderCount, spentMinor, spentCurrency, isBot } = row;
  return {
    id, name, phone, email, country, tags, marketingConsent, orderCount, spentMinor, spentCurrency, isBot,
    lastOrderAt: row.lastOrderAt?.toISOString() ?? null,
    erasedAt: row.erasedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** One contact, or null. Merged and erased ones too. */
export async function findContact(db: Db | Tx, workspaceId: string, contactId: string): Promise<ContactRow | null> {
  const { rows } = await sql`select ${contactColumns} from ${contactTables} where p.workspace_id = ${workspaceId} and p.id = ${contactId}`.execute(db);
  return rows[0] ? ContactRow.parse(rows[0]) : null;
}

const IdentityRow = z.object({
  kind: IdentityKind,
  value: z.string(),
  connectionId: z.string().nullable(),
  connectionName: z.string().nullable(),
  isReported: z.boolean(),
  unreachableUntil: z.date().nullable(),
  createdAt: z.date(),
});

/** What recognises these contacts, the surest kinds first. Keys of shops and browsers stand without their connection's id. */
export async function findContactIdentities(db: Db | Tx, workspaceId: string, contactIds: string[]): Promise<ContactIdentity[]> {
  const { rows } = await sql`
    select i.kind, case when c.id is null then i.value else substr(i.value, 38) end as value, c.id as "connectionId", c.name as "connectionName",
      i.reported is not null or i.kind = 'bsuid' as "isReported", i.unreachable_until as "unreachableUntil", i.created_at as "createdAt"
    from contact_identity i
    left join connection c on c.workspace_id = i.workspace_id and i.kind in ('shop_customer', 'visitor') and c.id::text = left(i.value, 36)
    where i.workspace_id = ${workspaceId} and i.contact_id = any(${contactIds}::uuid[])
    order by array_position(array['phone', 'email', 'bsuid', 'shop_customer', 'visitor'], i.kind), i.created_at, i.value limit 200`.execute(db);
  return IdentityRow.array().parse(rows).map(({ createdAt, unreachableUntil, ...row }) => ({ ...row, unreachableUntil: unreachableUntil?.toISOString() ?? null, since: createdAt.toISOString() }));
}
