import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database';

/** A picture of something the shops sell, as a sample for reviewers of templates; null while the catalogue has none. */
export async function findSampleImage(db: Db | Tx, workspaceId: string): Promise<string | null> {
  const { rows } = await sql<{ image_url: string }>`
    select image_url from product where workspace_id = ${workspaceId} and state = 'active' and image_url like 'http%'
    order by updated_at desc, id desc limit 1`.execute(db);
  return rows[0]?.image_url ?? null;
}
