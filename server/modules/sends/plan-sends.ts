import { sql } from 'kysely';
import type { App } from '#context';
import type { ConsentChannel } from '#contract/inbound-event';
import type { Purpose } from '#contract/send-reason';
import { keptConversation } from '#modules/contacts';
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
 * The number that writes to each person, by "workspace contact": the one they talked with last, else the workspace's oldest active one. Left
 * out: workspaces that have none. One statement, whatever the number.
 */
export async function findNumbers(tx: Db | Tx, channels: readonly string[], people: { workspaceId: string; contactId: string }[]): Promise<Map<string, string>> {
  if (people.length === 0) return new Map();
  const { rows } = await sql<{ workspaceId: string; contactId: string; connectionId: string }>`
    select r."workspaceId", r."contactId", n.id as "connectionId"
    from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)
    join lateral (
      select c.id from connection c
      left join conversation v on v.workspace_id = c.workspace_id and v.connection_id = c.id and v.contact_id = r."contactId"
      where c.workspace_id = r."workspaceId" and c.port = 'channel' and c.vendor = any(${channels}) and c.state = 'active'
      order by v.last_message_at desc nulls last, c.created_at limit 1
    ) n on true`.execute(tx);
  return new Map(rows.map((row) => [`${row.workspaceId} ${row.contactId}`, row.connectionId]));
}

/** Vendors of the registry that speak a channel. */
export function vendorsOf(app: App, channel: ConsentChannel): string[] {
  return [...app.connectors.channels.values()].filter((definition) => definition.channel === channel).map((definition) => definition.id);
}

export async function repointSendContacts(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    await sql`update send set contact_id = ${merge.keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${merge.workspaceId} and contact_id = ${merge.mergedId}`.execute(tx);
  }
}
