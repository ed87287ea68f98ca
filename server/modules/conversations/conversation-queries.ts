import { sql } from 'kysely';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import type { ConversationNews } from './message-batch.ts';

export interface ConversationKey {
  workspaceId: string;
  connectionId: string;
  contactId: string;
}

const keyRows = (keys: ConversationKey[]) => sql`jsonb_to_recordset(${rowsOf(keys)}) as r("workspaceId" uuid, "connectionId" uuid, "contactId" uuid)`;

interface FoundConversation {
  id: string;
  workspace_id: string;
  connection_id: string;
  contact_id: string;
}

export const conversationKey = (key: ConversationKey) => `${key.workspaceId} ${key.connectionId} ${key.contactId}`;

/** Locks the known conversations in id order; gives their ids by `conversationKey`. */
export async function lockConversations(tx: Tx, keys: ConversationKey[]): Promise<Map<string, string>> {
  const { rows } = await sql<FoundConversation>`
    select c.id, c.workspace_id, c.connection_id, c.contact_id from conversation c
    where (c.workspace_id, c.connection_id, c.contact_id) in (select r."workspaceId", r."connectionId", r."contactId" from ${keyRows(keys)})
    order by c.id for no key update`.execute(tx);
  return byKey(rows);
}

/** Begins conversations; one that a neighbour began meanwhile is taken as it is. Locked either way. */
export async function insertConversations(
  tx: Tx,
  conversations: (ConversationKey & { id: string; channel: string; state: 'open' | 'closed' })[],
  now: Date,
): Promise<Map<string, string>> {
  const { rows } = await sql<FoundConversation>`
    insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, created_at)
    select r."workspaceId", r.id, r."contactId", r."connectionId", r.channel, r.state, 'none', ${now}
    from jsonb_to_recordset(${rowsOf(conversations)}) as r(
      "workspaceId" uuid, id uuid, "contactId" uuid, "connectionId" uuid, channel text, state text)
    order by r.id
    on conflict (workspace_id, connection_id, contact_id) do update set contact_id = excluded.contact_id
    returning id, workspace_id, connection_id, contact_id`.execute(tx);
  return byKey(rows);
}

function byKey(rows: FoundConversation[]): Map<string, string> {
  return new Map(rows.map((row) => [conversationKey({ workspaceId: row.workspace_id, connectionId: row.connection_id, contactId: row.contact_id }), row.id]));
}

/** The vendor of each connection, which tells the channel. */
export async function readVendors(tx: Tx, connections: { workspaceId: string; connectionId: string }[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; vendor: string }>`
    select c.id, c.vendor from connection c
    where (c.workspace_id, c.id) in (
      select r."workspaceId", r."connectionId" from jsonb_to_recordset(${rowsOf(connections)}) as r("workspaceId" uuid, "connectionId" uuid))`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.vendor]));
}

/**
 * Applies what new messages change. Nothing ever moves back: an older message leaves dates, preview and window as they are. Gives the members
 * in whose conversations somebody wrote.
 */
export async function applyConversationNews(tx: Tx, news: ConversationNews[]): Promise<{ workspaceId: string; conversationId: string; assigneeId: string }[]> {
  const { rows } = await sql<{ workspaceId: string; conversationId: string; assigneeId: string | null }>`
    update conversation c set
      last_message_at = greatest(c.last_message_at, r."lastMessageAt"),
      last_preview = case when r."lastMessageAt" >= coalesce(c.last_message_at, r."lastMessageAt") then r."lastPreview" else c.last_preview end,
      last_inbound_at = greatest(c.last_inbound_at, r."lastInboundAt"),
      window_ends_at = greatest(c.window_ends_at, r."windowEndsAt"),
      is_owned = case when r."lastInboundAt" >= coalesce(c.last_inbound_at, r."lastInboundAt") then r."isOwned" else c.is_owned end,
      unread_count = case when r."isTakenOver" then r.unread else c.unread_count + r.unread end,
      handler = case when r."isTakenOver" then 'person' else c.handler end,
      handler_run_id = case when r."isTakenOver" then null else c.handler_run_id end,
      waiting_since = case
        when r."isTakenOver" and r.unread = 0 then null
        when (c.handler = 'person' or r."isTakenOver") and r.unread > 0 then coalesce(c.waiting_since, r."firstInboundAt")
        else c.waiting_since end,
      state = case when r."firstInboundAt" is not null then 'open' else c.state end,
      snoozed_until = case when r."firstInboundAt" is not null then null else c.snoozed_until end,
      referral = coalesce(c.referral, r.referral)
    from jsonb_to_recordset(${rowsOf(news)}) as r(
      "workspaceId" uuid, "conversationId" uuid, "lastMessageAt" timestamptz, "lastPreview" text, "lastInboundAt" timestamptz,
      "firstInboundAt" timestamptz, "windowEndsAt" timestamptz, "isOwned" boolean, unread int, "isTakenOver" boolean, referral jsonb)
    where c.workspace_id = r."workspaceId" and c.id = r."conversationId"
    returning c.workspace_id as "workspaceId", c.id as "conversationId", case when r.unread > 0 then c.assignee_id end as "assigneeId"`.execute(tx);
  return rows.flatMap(({ assigneeId, ...row }) => (assigneeId === null ? [] : [{ ...row, assigneeId }]));
}
