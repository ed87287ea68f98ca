import { sql } from 'kysely';
import { rowsOf } from '#platform/database';
import type { Db, Tx } from '#platform/database';

/** What turns of erased people kept of their words is blanked; what they cost stays. An open one ends unanswered. Repeatable. */
export async function eraseTurns(tx: Tx, people: { workspaceId: string; contactId: string }[], now: Date): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update assistant_turn t set record = '{}', memory = null, pending = null, choices = '[]', facts = '[]',
      state = case when t.state in ('waiting', 'thinking') then 'dropped' else t.state end, reason = case when t.state in ('waiting', 'thinking') then 'person_erased' else t.reason end,
      settled_at = coalesce(t.settled_at, ${now}), due_at = null
    from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid) where t.workspace_id = r."workspaceId" and t.contact_id = r."contactId"`.execute(tx);
  await sql`
    update assistant_effect e set output = null from assistant_turn t, jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)
    where t.workspace_id = r."workspaceId" and t.contact_id = r."contactId" and e.workspace_id = t.workspace_id and e.turn_id = t.id`.execute(tx);
}

/**
 * Two contacts that are one have one history. Before their conversations are made one: where they were is then still known. Of two open turns
 * in what becomes one conversation the kept one answers everything.
 */
export async function mergeTurns(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[], now: Date): Promise<void> {
  for (const { workspaceId, keptId, mergedId } of merges) {
    // Whoever holds the conversation's lock may take the turn's: so does everybody.
    const { rows } = await sql<{ goneId: string; keptId: string | null }>`
      select gone.id as "goneId", kept.id as "keptId" from conversation gone
      left join conversation kept on kept.workspace_id = gone.workspace_id and kept.connection_id = gone.connection_id and kept.contact_id = ${keptId}
      where gone.workspace_id = ${workspaceId} and gone.contact_id = ${mergedId}`.execute(tx);
    await sql`select id from conversation where workspace_id = ${workspaceId} and contact_id in (${keptId}, ${mergedId}) order by id for update`.execute(tx);
    for (const pair of rows) if (pair.keptId !== null) await joinTurns(tx, workspaceId, pair.goneId, pair.keptId, now);
    await sql`update assistant_turn set contact_id = ${keptId} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
  }
}

async function joinTurns(tx: Tx, workspaceId: string, goneId: string, keptId: string, now: Date): Promise<void> {
  const open = sql`state in ('waiting', 'thinking')`;
  const { rows } = await sql<{ messageIds: string[] }>`
    update assistant_turn set state = 'dropped', reason = 'merged', settled_at = ${now}, due_at = null
    where workspace_id = ${workspaceId} and conversation_id = ${goneId} and ${open}
      and exists (select from assistant_turn k where k.workspace_id = ${workspaceId} and k.conversation_id = ${keptId} and k.state in ('waiting', 'thinking'))
    returning message_ids as "messageIds"`.execute(tx);
  for (const { messageIds } of rows) {
    await sql`update assistant_turn set message_ids = message_ids || ${messageIds}::uuid[] where workspace_id = ${workspaceId} and conversation_id = ${keptId} and ${open}`.execute(tx);
  }
  await sql`update assistant_turn set conversation_id = ${keptId} where workspace_id = ${workspaceId} and conversation_id = ${goneId}`.execute(tx);
}

/** Kept as long as the messages they answer. */
export async function forgetOldTurns(db: Db, before: Date): Promise<void> {
  await sql`delete from assistant_turn where settled_at < ${before}`.execute(db);
}
