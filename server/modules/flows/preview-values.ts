import { sql } from 'kysely';
import type { App } from '#context';
import type { FlowValues } from '#contract/flow-message';
import type { PreviewValues } from '#contract/flow-management';
import { CartLine } from '#contract/inbound-event';
import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import type { Actor } from '#platform/actor';
import { AppError } from '#platform/errors';
import { pictureOf, valuesOf } from '#modules/sends';
import { variableExamples } from '#modules/templates';
import { requireWorkspace } from './edit-flows.ts';

interface CartRow {
  id: string;
  contactName: string | null;
  firstName: string | null;
  locale: string | null;
  totalMinor: number;
  currency: string;
  activityAt: Date;
  lines: unknown;
}

/** Values to show a text with: those of a real cart, the newest that has a person unless one is named; examples when there is none. */
export async function readPreviewValues(app: App, actor: Actor, cartId: string | undefined): Promise<PreviewValues> {
  const workspace = await requireWorkspace(app, actor);
  const { rows } = await sql<CartRow>`
    select c.id, p.name as "contactName", p.first_name as "firstName", p.locale, c.total_minor::float8 as "totalMinor", c.currency, c.activity_at as "activityAt", c.lines
    from cart c join contact p on p.workspace_id = c.workspace_id and p.id = c.contact_id
    where c.workspace_id = ${workspace.id} and c.merged_into is null and c.item_count > 0 and p.erased_at is null
    order by c.id = ${cartId ?? null}::uuid desc nulls last, c.activity_at desc limit 20`.execute(app.db);
  const [first] = rows;
  if (cartId && first?.id !== cartId) throw new AppError('not_found', 'cart_unknown', 'There is no such cart in this workspace.');
  const carts = rows.map(({ id, contactName, totalMinor, currency, activityAt }) => ({ id, contactName, totalMinor, currency, activityAt: activityAt.toISOString() }));
  if (!first) return { cartId: null, contactName: null, imageUrl: null, values: inEveryLanguage((language) => ({ ...examples(language), shop_name: workspace.name })), carts };
  const cart = { lines: CartLine.array().parse(first.lines), totalMinor: first.totalMinor, currency: first.currency };
  const facts = { sendId: '', firstName: first.firstName, shopName: workspace.name, locale: first.locale ?? workspace.locale, cart, discountCode: 'ABCD2345XY', linkUrl: '' };
  return { cartId: first.id, contactName: first.contactName, imageUrl: pictureOf(facts), values: inEveryLanguage((language) => valuesOf(facts, language)), carts };
}

const inEveryLanguage = <Value>(make: (language: Language) => Value) => Object.fromEntries(languages.map((language) => [language, make(language)])) as Record<Language, Value>;

const examples = (language: Language): FlowValues => Object.fromEntries(Object.entries(variableExamples).map(([name, words]) => [name, words[language]]));
