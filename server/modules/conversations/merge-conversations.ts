import { sql } from 'kysely';
import type { Tx } from '#platform/database';

/**
 * Two contacts proved to be one: each conversation moves to who was kept, or into theirs where both have one on the same connection.
 * A repeat finds nothing left to move. One merge at a time, since two may concern the same person.
 */
export async function mergeConversations(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const { workspaceId, keptId, mergedId } of merges) {
    const { rows } = await sql<{ id: string; into: string | null }>`
      select gone.id, kept.id as into from conversation gone
      left join conversation kept on kept.workspace_id = gone.workspace_id and kept.connection_id = gone.connection_id and kept.contact_id = ${keptId}
      where gone.workspace_id = ${workspaceId} and gone.contact_id = ${mergedId}`.execute(tx);
    // In id order, as everywhere.
    await sql`select id from conversation where workspace_id = ${workspaceId} and contact_id in (${keptId}, ${mergedId}) order by id for update`.execute(tx);
    for (const { id, into } of rows) {
      if (into === null) await sql`update conversation set contact_id = ${keptId} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
      else await joinConversations(tx, workspaceId, into, id);
    }
  }
}

async function joinConversations(tx: Tx, workspaceId: string, into: string, id: string): Promise<void> {
  for (const table of ['message', 'media', 'conversation_note', 'conversation_event', 'mention']) {
    await sql`update ${sql.ref(table)} set conversation_id = ${into} where workspace_id = ${workspaceId} and conversation_id = ${id}`.execute(tx);
  }
  await sql`
    update conversation kept set
      last_message_at = greatest(kept.last_message_at, gone.last_message_at),
      last_preview = case when gone.last_message_at > coalesce(kept.last_message_at, '-infinity') then gone.last_preview else kept.last_preview end,
      last_inbound_at = greatest(kept.last_inbound_at, gone.last_inbound_at),
      window_ends_at = greatest(kept.window_ends_at, gone.window_ends_at),
      free_until = greatest(kept.free_until, gone.free_until),
      is_owned = case when gone.last_inbound_at > coalesce(kept.last_inbound_at, '-infinity') then gone.is_owned else kept.is_owned end,
      unread_count = kept.unread_count + gone.unread_count,
      waiting_since = least(kept.waiting_since, gone.waiting_since),
      priority = greatest(kept.priority, gone.priority),
      handler = case when 'person' in (kept.handler, gone.handler) then 'person' else kept.handler end,
      handler_run_id = case when gone.handler = 'person' then null else kept.handler_run_id end,
      handoff_reason = coalesce(kept.handoff_reason, gone.handoff_reason),
      assignee_id = coalesce(kept.assignee_id, gone.assignee_id),
      state = case when 'open' in (kept.state, gone.state) then 'open' else kept.state end,
      tags = (select coalesce(array_agg(distinct tag order by tag), '{}') from unnest(kept.tags || gone.tags) tag),
      referral = coalesce(kept.referral, gone.referral)
    from conversation gone
    where kept.workspace_id = ${workspaceId} and kept.id = ${into} and gone.workspace_id = ${workspaceId} and gone.id = ${id}`.execute(tx);
  await sql`delete from conversation where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}
