import { sql } from 'kysely';
import type { App } from '#context';
import type { ConsentChannel } from '#contract/inbound-event';
import type { Purpose } from '#contract/send-reason';
import type { Db, Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import type { SendIntent } from './send-intent.ts';

/** One intended message. A repeat with the same origin, step and person changes nothing. */
export interface PlannedSend {
  workspaceId: string;
  id: string;
  origin: 'flow' | 'campaign' | 'assistant' | 'person' | 'system';
  originId: string;
  step: string;
  contactId: string;
  connectionId: string;
  cartId: string | null;
  flowId: string | null;
  channel: ConsentChannel;
  purpose: Purpose;
  plannedForMs: number;
  intent: SendIntent;
  isReply: boolean;
  heldOut: boolean;
  arm: string | null;
  authorId: string | null;
  authorName: string | null;
}

/** Writes sends into the ledger as planned; the dispatcher takes them when they are due. Poke 'sends' after the commit. */
export async function planSends(tx: Tx, sends: PlannedSend[]): Promise<void> {
  if (sends.length === 0) return;
  await sql`
    insert into send (workspace_id, id, origin, origin_id, step, contact_id, connection_id, cart_id, flow_id, channel, purpose, state, planned_at, planned_for,
      due_at, intent, is_reply, held_out, arm, author_id, author_name)
    select "workspaceId", id, origin, "originId", step, "contactId", "connectionId", "cartId", "flowId", channel, purpose, 'planned',
      to_timestamp("plannedForMs" / 1000.0), to_timestamp("plannedForMs" / 1000.0), to_timestamp("plannedForMs" / 1000.0), intent, "isReply", "heldOut", arm, "authorId", "authorName"
    from jsonb_to_recordset(${rowsOf(sends)}) as r("workspaceId" uuid, id uuid, origin text, "originId" uuid, step text, "contactId" uuid, "connectionId" uuid,
      "cartId" uuid, "flowId" uuid, channel text, purpose text, "plannedForMs" bigint, intent jsonb, "isReply" boolean, "heldOut" boolean, arm text, "authorId" text, "authorName" text)
    on conflict (workspace_id, origin_id, step, contact_id) do nothing`.execute(tx);
}

/**
 * The number that writes to this person: the one they already talk with, else the workspace's oldest active one; null when none is connected.
 */
export async function findChannelOf(_app: App, tx: Db | Tx, workspaceId: string, contactId: string, channel: ConsentChannel): Promise<{ connectionId: string } | null> {
  const { rows } = await sql<{ connectionId: string }>`
    select c.id as "connectionId" from connection c
    left join conversation v on v.workspace_id = c.workspace_id and v.connection_id = c.id and v.contact_id = ${contactId}
    where c.workspace_id = ${workspaceId} and c.port = 'channel' and c.state = 'active' and c.settings->>'channel' is not distinct from null and ${channel} = 'whatsapp'
    order by v.last_message_at desc nulls last, c.created_at limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function repointSendContacts(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const { workspaceId, keptId, mergedId } of merges) await sql`update send set contact_id = ${keptId} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
}
