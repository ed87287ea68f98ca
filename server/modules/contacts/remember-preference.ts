import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { foldText } from '#platform/fold-text';
import { lockLivingContact } from './lock-living-contact.ts';

/** Attributes of a contact that the shopper stated about themselves are named `preferences.shoe_size`, so that members see and mend them like any other. */
const prefix = 'preferences.';
/** More is no memory of a person but a log. */
const mostPreferences = 30;
const longestValue = 120;

interface ContactRef {
  workspaceId: string;
  contactId: string;
}

/** What this person said of themselves ("shoe_size" → "42 AR"); empty when they were erased. */
export async function readPreferences(db: Db | Tx, { workspaceId, contactId }: ContactRef): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; value: string }>`
    select substr(a.key, ${prefix.length + 1}::int) as name, a.value #>> '{}' as value from contact c, jsonb_each(c.attributes) a
    where c.workspace_id = ${workspaceId} and c.id = ${contactId} and a.key like ${`${prefix}%`} order by 1`.execute(db);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/**
 * Keeps one preference; what was said later replaces what was said before, and an empty value forgets it. Repeatable.
 * @param name any words: kept as letters, digits and underscores ("Talle de zapato" → "talle_de_zapato").
 */
export async function rememberPreference(tx: Tx, contact: ContactRef, name: string, value: string, now: Date): Promise<Record<string, string>> {
  const { workspaceId, contactId } = contact;
  const key = toKey(name);
  const kept = value.replaceAll(/\s+/g, ' ').trim().slice(0, longestValue);
  if (key === '') throw new AppError('invalid', 'preference_unnamed', 'Say what the preference is about, such as "shoe_size".');
  await lockLivingContact(tx, workspaceId, contactId);
  const known = await readPreferences(tx, contact);
  if (!(key in known) && kept !== '' && Object.keys(known).length >= mostPreferences) throw new AppError('conflict', 'too_many', `At most ${mostPreferences} preferences of one person are kept.`);
  const attributes = kept === '' ? sql`attributes - ${prefix + key}` : sql`attributes || jsonb_build_object(${prefix + key}::text, ${kept}::text)`;
  await sql`update contact set attributes = ${attributes}, updated_at = ${now} where workspace_id = ${workspaceId} and id = ${contactId}`.execute(tx);
  return readPreferences(tx, contact);
}

function toKey(name: string): string {
  return foldText(name).replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 40);
}
