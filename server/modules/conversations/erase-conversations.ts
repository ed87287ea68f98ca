import { sql } from 'kysely';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

/** Later than any edit a channel may still report, so that none brings the words back. */
const endOfTime = '9999-12-31T00:00:00Z';

/** What erased people said and what was noted of them is blanked; that there was a conversation stays, closed. Repeatable. */
export async function eraseConversations(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  const list = sql`select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)`;
  const { rows } = await sql<{ workspaceId: string; id: string }>`
    select workspace_id as "workspaceId", id from conversation where (workspace_id, contact_id) in (${list}) order by id for update`.execute(tx);
  if (rows.length === 0) return;
  const threads = sql`select t."workspaceId", t.id from jsonb_to_recordset(${rowsOf(rows)}) as t("workspaceId" uuid, id uuid)`;
  await sql`
    insert into message_edit (workspace_id, connection_id, provider_message_id, at, content)
    select distinct m.workspace_id, c.connection_id, m.provider_message_id, ${endOfTime}::timestamptz, null::jsonb
    from message m join conversation c on c.workspace_id = m.workspace_id and c.id = m.conversation_id where (c.workspace_id, c.id) in (${threads})
    on conflict (workspace_id, connection_id, provider_message_id) do update set at = excluded.at, content = null`.execute(tx);
  await sql`
    update message set content = '{"type": "text", "text": "…"}', is_revoked = true, transcript = null, edited_at = ${endOfTime} where (workspace_id, conversation_id) in (${threads})`.execute(tx);
  await sql`update conversation_note set text = '…' where (workspace_id, conversation_id) in (${threads})`.execute(tx);
  await sql`delete from mention where (workspace_id, conversation_id) in (${threads})`.execute(tx);
  await sql`update conversation_event set details = '{}' where (workspace_id, conversation_id) in (${threads})`.execute(tx);
  await sql`
    update conversation set state = 'closed', last_preview = null, referral = null, tags = '{}', waiting_since = null, unread_count = 0, snoozed_until = null
    where (workspace_id, id) in (${threads})`.execute(tx);
}
