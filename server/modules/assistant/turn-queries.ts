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

/** Of `assistant_turn t`, the one that is still in our hands. */
const ours = ({ workspaceId, id, attempts }: TakenTurn) => sql`t.workspace_id = ${workspaceId} and t.id = ${id} and t.state = 'thinking' and t.attempts = ${attempts}`;

/** Says that its worker lives. */
export async function extendTurn(db: Db, turn: TakenTurn, now: Date): Promise<void> {
  await sql`update assistant_turn t set due_at = ${new Date(now.getTime() + turnLimits.leaseMs)} where ${ours(turn)}`.execute(db);
}

/** A turn that is locked together with its conversation. */
export interface LockedTurn {
  /** What it has to answer by now. */
  messageIds: string[];
  conversation: { handler: string; isOwned: boolean };
}

/**
 * Locks a turn and, before it, its conversation (the order in which everybody takes them): until the transaction ends nothing joins it and nobody
 * takes the conversation over. Null: it is no longer ours, or no longer of this conversation.
 */
export async function lockTurn(tx: Tx, turn: TakenTurn): Promise<LockedTurn | null> {
  const { rows } = await sql<{ messageIds: string[]; handler: string; isOwned: boolean }>`
    select t.message_ids as "messageIds", v.handler, v.is_owned as "isOwned" from conversation v
    join assistant_turn t on t.workspace_id = v.workspace_id and t.conversation_id = v.id
    where v.workspace_id = ${turn.workspaceId} and v.id = ${turn.conversationId} and ${ours(turn)} for no key update of v, t`.execute(tx);
  return rows[0] ? { messageIds: rows[0].messageIds, conversation: rows[0] } : null;
}

/** What it has to answer by now, without waiting or locking. Null: it is no longer ours. */
export async function peekTurn(db: Db, turn: TakenTurn): Promise<string[] | null> {
  const { rows } = await sql<{ messageIds: string[] }>`select message_ids as "messageIds" from assistant_turn t where ${ours(turn)}`.execute(db);
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
    update assistant_turn t set state = ${end.state}, reason = ${end.reason}, message_ids = ${end.messageIds}::uuid[], settled_at = ${end.settledAt}, due_at = null,
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
  await sql`update assistant_turn t set state = 'waiting', due_at = ${until}, attempts = t.attempts - 1 where ${ours(turn)}`.execute(db);
}
