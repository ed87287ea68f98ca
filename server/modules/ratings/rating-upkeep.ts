import { sql } from 'kysely';
import { keptConversation } from '#modules/contacts';
import { rowsOf } from '#platform/database';
import type { Db, Tx } from '#platform/database';

/** What erased people wrote is blanked; what they tapped stays counted. Repeatable. */
export async function eraseRatings(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update rating q set comment = null from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)
    where q.workspace_id = r."workspaceId" and q.contact_id = r."contactId" and q.comment is not null`.execute(tx);
}

/** Two contacts that are one have one history. Before their conversations are made one: where they were is then still known. */
export async function repointRatings(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    await sql`update rating set contact_id = ${merge.keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${merge.workspaceId} and contact_id = ${merge.mergedId}`.execute(tx);
  }
}

/** Kept as long as the messages they are about. */
export async function forgetOldRatings(db: Db, before: Date): Promise<void> {
  await sql`delete from rating where asked_at < ${before}`.execute(db);
}
