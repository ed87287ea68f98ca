import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '#platform/database';

const Connection = z.object({
  id: z.uuid(),
  port: z.enum(['storefront', 'channel']),
  name: z.string(),
  state: z.enum(['active', 'paused']),
  settings: z.record(z.string(), z.unknown()),
  health: z.object({ steps: z.array(z.object({ state: z.string(), detail: z.string().nullish() })).catch([]).default([]) }).catch({ steps: [] }),
  hasHeard: z.boolean(),
});
export type GuideConnection = z.infer<typeof Connection>;

/** The shops and channels that are not closed, the oldest first. Payments and models are no step of the guide. */
export async function findConnections(db: Db, workspaceId: string): Promise<GuideConnection[]> {
  const { rows } = await sql`
    select id, port, name, state, settings, health, last_event_at is not null as "hasHeard"
    from connection where workspace_id = ${workspaceId} and port in ('storefront', 'channel') and state <> 'closed' order by created_at, id`.execute(db);
  return Connection.array().parse(rows);
}

const Progress = z.object({
  products: z.int(),
  /** People whose consent to marketing over WhatsApp stands. */
  consents: z.int(),
  flowId: z.uuid().nullable(),
  isFlowOn: z.boolean(),
  approvedTexts: z.int(),
  pendingTexts: z.int(),
  stoppedTexts: z.int(),
  stoppedReason: z.string().nullable(),
  cartsLeft: z.int(),
  messagesSent: z.int(),
  cartsRecovered: z.int(),
  /** The latest cart that a flow looked at; the recovered ones first. */
  cartId: z.uuid().nullable(),
});
export type GuideProgress = z.infer<typeof Progress>;

/** How far the merchant came. Counts stop at a hundred: the guide asks for one. */
export async function readProgress(db: Db, workspaceId: string): Promise<GuideProgress> {
  const count = (rows: ReturnType<typeof sql>) => sql`(select count(*)::int from (${rows} limit 100) counted)`;
  const texts = (statuses: string[]) => count(sql`select 1 from template where workspace_id = ${workspaceId} and message_key is not null and status = any(${statuses})`);
  const { rows } = await sql`
    select ${count(sql`select 1 from product where workspace_id = ${workspaceId}`)} as products,
      ${count(sql`select 1 from consent where workspace_id = ${workspaceId} and channel = 'whatsapp' and purpose = 'marketing' and state = 'granted'`)} as consents,
      (select id from flow where workspace_id = ${workspaceId} and lane = 'cart_rescue' order by is_on desc, priority desc, created_at limit 1) as "flowId",
      exists (select 1 from flow where workspace_id = ${workspaceId} and lane = 'cart_rescue' and is_on) as "isFlowOn",
      ${texts(['approved'])} as "approvedTexts", ${texts(['draft', 'pending'])} as "pendingTexts", ${texts(['rejected', 'paused', 'disabled'])} as "stoppedTexts",
      (select reason from template where workspace_id = ${workspaceId} and message_key is not null and status in ('rejected', 'paused', 'disabled') order by updated_at desc limit 1) as "stoppedReason",
      ${count(sql`select 1 from cart where workspace_id = ${workspaceId} and contact_id is not null and item_count > 0`)} as "cartsLeft",
      ${count(sql`select 1 from send where workspace_id = ${workspaceId} and origin = 'flow' and state in ('accepted', 'delivered', 'read')`)} as "messagesSent",
      ${count(sql`select 1 from flow_run where workspace_id = ${workspaceId} and outcome = 'recovered'`)} as "cartsRecovered",
      (select subject_id from flow_run where workspace_id = ${workspaceId} and subject_kind = 'cart'
        order by (outcome is not distinct from 'recovered') desc, started_at desc limit 1) as "cartId"`.execute(db);
  return Progress.parse(rows[0]);
}
