import { sql } from 'kysely';
import { z } from 'zod';
import { ConsentChannel } from '#contract/inbound-event';
import { storableJson } from '#platform/database';
import type { Db, Tx } from '#platform/database';
import { turnLimits } from './turn-limits.ts';

/** A turn that is taken: ours until its lease ends. */
export const TakenTurn = z.object({
  workspaceId: z.string(),
  id: z.string(),
  conversationId: z.string(),
  contactId: z.string(),
  connectionId: z.string(),
  channel: ConsentChannel,
  messageIds: z.array(z.string()),
  startedAt: z.date(),
  attempts: z.number(),
});
export type TakenTurn = z.infer<typeof TakenTurn>;

const columns = sql`workspace_id as "workspaceId", id, conversation_id as "conversationId", contact_id as "contactId", connection_id as "connectionId", channel,
  message_ids as "messageIds", started_at as "startedAt", attempts`;

/** Takes due turns under a lease; other workers skip them. Also those whose worker was killed: their lease has ended. */
export async function takeDueTurns(db: Db, now: Date, limit: number): Promise<TakenTurn[]> {
  const { rows } = await sql`
    update assistant_turn set state = 'thinking', attempts = attempts + 1, due_at = ${new Date(now.getTime() + turnLimits.leaseMs)}
    where (workspace_id, id) in (select workspace_id, id from assistant_turn where due_at <= ${now} order by due_at limit ${limit} for update skip locked)
    returning ${columns}`.execute(db);
  return TakenTurn.array().parse(rows);
}

/** When the next turn is due; null: none waits. */
export async function readNextDue(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(due_at) as at from assistant_turn where due_at is not null`.execute(db);
  return rows[0]?.at ?? null;
}

const ours = ({ workspaceId, id, attempts }: TakenTurn) => sql`workspace_id = ${workspaceId} and id = ${id} and state = 'thinking' and attempts = ${attempts}`;

/** Says that its worker lives. */
export async function extendTurn(db: Db, turn: TakenTurn, now: Date): Promise<void> {
  await sql`update assistant_turn set due_at = ${new Date(now.getTime() + turnLimits.leaseMs)} where ${ours(turn)}`.execute(db);
}

/** The messages that it has to answer by now, or null: it is no longer ours. Locked: nothing joins it until the transaction ends. */
export async function lockTurn(tx: Tx, turn: TakenTurn): Promise<string[] | null> {
  const { rows } = await sql<{ messageIds: string[] }>`select message_ids as "messageIds" from assistant_turn where ${ours(turn)} for no key update`.execute(tx);
  return rows[0]?.messageIds ?? null;
}

/** The same without waiting or locking: has something more been said, is it still ours? */
export async function peekTurn(db: Db, turn: TakenTurn): Promise<string[] | null> {
  const { rows } = await sql<{ messageIds: string[] }>`select message_ids as "messageIds" from assistant_turn where ${ours(turn)}`.execute(db);
  return rows[0]?.messageIds ?? null;
}

/** What is written when a turn ends. */
export interface TurnEnd {
  state: 'answered' | 'handed_over' | 'dropped';
  reason: string | null;
  messageIds: string[];
  settledAt: Date;
  engine: 'guided' | 'generative' | null;
  fallback: string | null;
  model: string | null;
  inputTokens: number;
  outputTokens: number;
  costMicros: number;
  thinkMs: number;
  sendId: string | null;
  language: string | null;
  record: unknown;
  memory: unknown;
  pending: unknown;
  choices: unknown[];
  facts: unknown[];
}

const jsonOrNull = (value: unknown) => (value === null || value === undefined ? null : storableJson(value));

export async function endTurn(tx: Tx, turn: TakenTurn, end: TurnEnd): Promise<void> {
  await sql`
    update assistant_turn set state = ${end.state}, reason = ${end.reason}, message_ids = ${end.messageIds}::uuid[], settled_at = ${end.settledAt}, due_at = null,
      engine = ${end.engine}, fallback = ${end.fallback}, model = ${end.model}, input_tokens = ${end.inputTokens}, output_tokens = ${end.outputTokens},
      cost_micros = ${end.costMicros}, think_ms = ${end.thinkMs}, send_id = ${end.sendId}, language = ${end.language}, record = ${storableJson(end.record)}::jsonb, memory = ${jsonOrNull(end.memory)}::jsonb,
      pending = ${jsonOrNull(end.pending)}::jsonb, choices = ${storableJson(end.choices)}::jsonb, facts = ${storableJson(end.facts)}::jsonb
    where ${ours(turn)}`.execute(tx);
}

/** What came too late for a turn begins the next one, due at once. The turn itself must have ended in this transaction. */
export async function beginNextTurn(tx: Tx, turn: TakenTurn, next: { id: string; messageIds: string[]; now: Date }): Promise<void> {
  await sql`
    insert into assistant_turn (workspace_id, id, conversation_id, contact_id, connection_id, channel, state, message_ids, started_at, due_at, latest_at)
    values (${turn.workspaceId}, ${next.id}, ${turn.conversationId}, ${turn.contactId}, ${turn.connectionId}, ${turn.channel}, 'waiting', ${next.messageIds}::uuid[], ${next.now}, ${next.now}, ${next.now})`.execute(tx);
}

/** Back into the queue until something that it needs has come; the taking does not count. */
export async function putOffTurn(db: Db, turn: TakenTurn, until: Date): Promise<void> {
  await sql`update assistant_turn set state = 'waiting', due_at = ${until}, attempts = attempts - 1 where ${ours(turn)}`.execute(db);
}
