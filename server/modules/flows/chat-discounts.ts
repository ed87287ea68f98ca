import { sql } from 'kysely';
import { dayMs } from '#platform/clock';
import { keptConversation } from '#modules/contacts';
import type { Db, Tx } from '#platform/database';

export interface ChatDiscount {
  id: string;
  connectionId: string;
  code: string;
  percent: number;
  state: 'asked' | 'created' | 'refused';
  startsAt: Date;
  endsAt: Date;
}

interface Person {
  workspaceId: string;
  contactId: string;
}

const columns = sql`id, connection_id as "connectionId", code, percent, state, starts_at as "startsAt", ends_at as "endsAt"`;

/** What this person was given last in a conversation; null: nothing in this time. */
export async function findLastGiven(db: Db | Tx, { workspaceId, contactId }: Person, since: Date): Promise<ChatDiscount | null> {
  const { rows } = await sql<ChatDiscount>`
    select ${columns} from chat_discount where workspace_id = ${workspaceId} and contact_id = ${contactId} and asked_at > ${since} and state <> 'refused' order by asked_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** A code of ours, for the person it was made for: whoever else writes it is told nothing of it. */
export interface OwnCode {
  percent: number | null;
  endsAt: Date;
  isTheirs: boolean;
}

export async function findOwnCode(db: Db, { workspaceId, contactId }: Person, code: string): Promise<OwnCode | null> {
  const { rows } = await sql<OwnCode>`
    select percent, ends_at as "endsAt", contact_id = ${contactId} as "isTheirs" from chat_discount where workspace_id = ${workspaceId} and upper(code) = ${code} and state = 'created'
    union all
    select d.percent, d.ends_at, r.contact_id = ${contactId} from flow_discount d join flow_run r on r.workspace_id = d.workspace_id and r.id = d.run_id
    where d.workspace_id = ${workspaceId} and upper(d.code) = ${code} and d.state = 'created' limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Whether an order that stands was placed with this code. */
export async function wasUsed(db: Db, workspaceId: string, code: string): Promise<boolean> {
  const { rows } = await sql`
    select from shop_order o where o.workspace_id = ${workspaceId} and o.discount_codes <> '{}' and o.state <> 'cancelled' and exists (select from unnest(o.discount_codes) used where upper(used) = ${code}) limit 1`.execute(db);
  return rows.length > 0;
}

/** The code that a flow offered this person in its last message; null: none in the last week, or it has run out. */
export async function findFlowOffer(db: Db, { workspaceId, contactId }: Person, now: Date): Promise<{ code: string; percent: number | null; endsAt: Date } | null> {
  const { rows } = await sql<{ code: string; percent: number | null; endsAt: Date }>`
    select d.code, d.percent, d.ends_at as "endsAt" from send s
    join flow_discount d on d.workspace_id = s.workspace_id and d.run_id = s.origin_id and d.code = s.intent->>'discountCode' and d.state = 'created' and d.ends_at > ${now}
    where s.workspace_id = ${workspaceId} and s.contact_id = ${contactId} and s.origin = 'flow' and s.accepted_at is not null and s.planned_at > ${new Date(now.getTime() - 7 * dayMs)}
    order by s.planned_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function askForCode(tx: Tx, discount: Person & Omit<ChatDiscount, 'state'> & { conversationId: string; now: Date }): Promise<void> {
  await sql`
    insert into chat_discount (workspace_id, id, contact_id, conversation_id, connection_id, code, percent, state, starts_at, ends_at, asked_at)
    values (${discount.workspaceId}, ${discount.id}, ${discount.contactId}, ${discount.conversationId}, ${discount.connectionId}, ${discount.code}, ${discount.percent}, 'asked',
      ${discount.startsAt}, ${discount.endsAt}, ${discount.now})`.execute(tx);
}

export async function settleCode(tx: Tx, workspaceId: string, id: string, answer: { code: string | null; discountKey: string | null; reason: string | null }): Promise<void> {
  await sql`
    update chat_discount set state = ${answer.reason === null ? 'created' : 'refused'}, reason = ${answer.reason}, code = coalesce(${answer.code}, code), discount_key = ${answer.discountKey}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}

/** Codes stay as what was given; to whom is forgotten. */
export async function eraseChatDiscounts(tx: Tx, people: Person[]): Promise<void> {
  for (const { workspaceId, contactId } of people) await sql`update chat_discount set contact_id = null where workspace_id = ${workspaceId} and contact_id = ${contactId}`.execute(tx);
}

export async function repointChatDiscounts(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    await sql`update chat_discount set contact_id = ${merge.keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${merge.workspaceId} and contact_id = ${merge.mergedId}`.execute(tx);
  }
}
