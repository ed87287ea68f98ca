import { sql } from 'kysely';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

/**
 * What was said to erased people is blanked; that it was said, when and at which price stays. What was still planned is refused by the gate
 * when it falls due. Repeatable.
 */
export async function eraseSends(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  const list = sql`select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)`;
  await sql`
    with locked as (select workspace_id, id from send where (workspace_id, contact_id) in (${list}) order by id for no key update)
    update send s set content = null, link_url = null,
      intent = case when s.intent->>'kind' = 'content' then s.intent || '{"content": {"type": "text", "text": "…", "previewUrl": false}}' else s.intent end
    from locked l where s.workspace_id = l.workspace_id and s.id = l.id`.execute(tx);
}
