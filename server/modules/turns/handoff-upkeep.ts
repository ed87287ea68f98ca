import { sql } from 'kysely';
import { rowsOf } from '#platform/database';
import { keptConversation } from '#modules/contacts';
import type { Db, Tx } from '#platform/database';

/** What people were told of an erased person is blanked; that there was a handoff stays. Repeatable. */
export async function eraseHandoffs(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update handoff h set package = '{}', summary = '' from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)
    where h.workspace_id = r."workspaceId" and h.contact_id = r."contactId"`.execute(tx);
}

/** Two contacts that are one have one history. Before their conversations are made one: where they were is then still known. */
export async function repointHandoffs(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    await sql`update handoff set contact_id = ${merge.keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${merge.workspaceId} and contact_id = ${merge.mergedId}`.execute(tx);
  }
}

/** Kept as long as the messages they quote. */
export async function forgetOldHandoffs(db: Db, before: Date): Promise<void> {
  await sql`delete from handoff where at < ${before}`.execute(db);
}
