import { sql } from 'kysely';
import type { Tx } from '#platform/database';

/** Adds tags to a person; those that are there stay. Safe to repeat. */
export async function addTags(tx: Tx, workspaceId: string, contactId: string, tags: string[]): Promise<void> {
  await sql`
    update contact set tags = (select array_agg(distinct tag order by tag) from unnest(tags || ${tags}::text[]) tag)
    where workspace_id = ${workspaceId} and id = ${contactId} and not tags @> ${tags}::text[]`.execute(tx);
}
