import { sql } from 'kysely';
import type { Tx } from '#platform/database';
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

/** What a person said of themselves ("shoe_size" → "42 AR"), among a contact's attributes; by name. Pure. */
export function preferencesOf(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const stated = Object.entries(attributes).filter(([key, value]) => key.startsWith(prefix) && value !== null);
  return Object.fromEntries(stated.toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([key, value]) => [key.slice(prefix.length), typeof value === 'string' ? value : JSON.stringify(value)]));
}

/**
 * Keeps one preference; what was said later replaces what was said before, and an empty value forgets it. Repeatable.
 * @param name any words: kept as letters, digits and underscores ("Talle de zapato" → "talle_de_zapato").
 */
export async function rememberPreference(tx: Tx, { workspaceId, contactId }: ContactRef, name: string, value: string, now: Date): Promise<Record<string, string>> {
  const key = toKey(name);
  const kept = value.replaceAll(/\s+/g, ' ').trim().slice(0, longestValue);
  if (key === '') throw new AppError('invalid', 'preference_unnamed', 'Say what the preference is about, such as "shoe_size".');
  const known = preferencesOf((await lockLivingContact(tx, workspaceId, contactId)).attributes);
  if (!(key in known) && kept !== '' && Object.keys(known).length >= mostPreferences) throw new AppError('conflict', 'too_many', `At most ${mostPreferences} preferences of one person are kept.`);
  const attributes = kept === '' ? sql`attributes - ${prefix + key}` : sql`attributes || jsonb_build_object(${prefix + key}::text, ${kept}::text)`;
  const { rows } = await sql<{ attributes: Record<string, unknown> }>`
    update contact set attributes = ${attributes}, updated_at = ${now} where workspace_id = ${workspaceId} and id = ${contactId} returning attributes`.execute(tx);
  return preferencesOf(rows[0]?.attributes ?? {});
}

function toKey(name: string): string {
  return foldText(name).replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 40);
}
