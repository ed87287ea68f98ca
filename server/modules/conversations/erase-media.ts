import { sql } from 'kysely';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

/** Erased people's files go entirely, stored or still wanted, theirs and what members sent them. Repeatable. */
export async function eraseMedia(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    delete from media f using conversation v, jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)
    where v.workspace_id = r."workspaceId" and v.contact_id = r."contactId" and f.workspace_id = v.workspace_id and f.conversation_id = v.id`.execute(tx);
}

/** Whoever takes a message back takes its file back. */
export async function eraseRevokedMedia(tx: Tx, edits: { workspaceId: string; connectionId: string; providerMessageId: string }[]): Promise<void> {
  await sql`
    delete from media f using message m, conversation v,
      jsonb_to_recordset(${rowsOf(edits)}) as r("workspaceId" uuid, "connectionId" uuid, "providerMessageId" text)
    where m.workspace_id = r."workspaceId" and m.provider_message_id = r."providerMessageId" and m.is_revoked
      and v.workspace_id = m.workspace_id and v.id = m.conversation_id and v.connection_id = r."connectionId"
      and f.workspace_id = m.workspace_id and f.message_id = m.id and f.at = m.at`.execute(tx);
}
