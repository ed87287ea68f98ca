import { sql } from 'kysely';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';

/** Locks a person for a change and gives what is known of them. Throws for one who was erased, or made one with another. */
export async function lockLivingContact(tx: Tx, workspaceId: string, contactId: string): Promise<{ attributes: Record<string, unknown> }> {
  const { rows } = await sql<{ attributes: Record<string, unknown>; isGone: boolean }>`
    select attributes, erased_at is not null or merged_into is not null as "isGone" from contact where workspace_id = ${workspaceId} and id = ${contactId} for no key update`.execute(tx);
  const [found] = rows;
  if (!found || found.isGone) throw new AppError('conflict', 'contact_gone', 'This contact was erased or made one with another.');
  return found;
}
