import { sql } from 'kysely';
import { z } from 'zod';
import { AssistantTurn, AssistantTurnDetail, TurnSource } from '#contract/assistant';
import type { AssistantOverview, ConversationCosts, TurnQuery, TurnStep } from '#contract/assistant';
import { IncomingContent, OutgoingContent, summarizeContent } from '#contract/message-content';
import type { Page } from '#contract/page';
import type { App } from '#context';
import { countRatings } from '#modules/ratings';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { dayMs } from '#platform/clock';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';
import { answerWords } from './answer/answer-words.ts';
import { readConversationCosts, readSpentToday } from './cost-queries.ts';
import { countSpoken, summarizeOutcomes, summarizeTurns } from './overview-queries.ts';

const TurnRow = AssistantTurn.omit({ question: true, answer: true }).extend({
  startedAt: z.date(),
  settledAt: z.date().nullable(),
  said: z.array(z.record(z.string(), z.unknown())),
  sent: z.record(z.string(), z.unknown()).nullable(),
  sendId: z.string().nullable(),
});
type TurnRow = z.infer<typeof TurnRow>;

const columns = sql`t.id, t.conversation_id as "conversationId", t.contact_id as "contactId", p.name as "contactName", t.channel, t.state, t.reason, t.started_at as "startedAt", t.settled_at as "settledAt",
  cardinality(t.message_ids) as "messageCount", t.engine, t.fallback, t.model, t.input_tokens as "inputTokens", t.output_tokens as "outputTokens", t.cost_micros as "costMicros", t.think_ms as "thinkMs",
  t.attempts, t.send_id as "sendId",
  (select coalesce(jsonb_agg(m.content || jsonb_build_object('transcript', m.transcript) order by m.at, m.id), '[]') from message m
    where m.workspace_id = t.workspace_id and m.conversation_id = t.conversation_id and m.at > t.started_at - interval '7 days' and m.id = any(t.message_ids) and not m.is_revoked) as said,
  (select coalesce(s.content, s.intent->'content') from send s where s.workspace_id = t.workspace_id and s.id = t.send_id) as sent`;
const tables = sql`assistant_turn t join contact p on p.workspace_id = t.workspace_id and p.id = t.contact_id`;

/** What the assistant did, newest first. */
export async function listTurns(app: App, actor: Actor, query: TurnQuery): Promise<Page<AssistantTurn>> {
  requireRole(actor, 'analyst');
  const after = readCursor(query.cursor);
  const where = (column: string, value: string | undefined) => (value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`);
  const { rows } = await sql`
    select ${columns} from ${tables}
    where t.workspace_id = ${actor.workspaceId} and ${where('t.conversation_id', query.conversationId)} and ${where('t.contact_id', query.contactId)}
      and ${where('t.state', query.state)} and ${where('t.engine', query.engine)} and ${where('t.reason', query.reason)}
      and (${query.isTroubled ?? false} is false or t.fallback is not null or jsonb_path_exists(t.record, '$.steps[*].verdicts[*] ? (@.objection != null)'))
      and (${after === null} or (t.started_at, t.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by t.started_at desc, t.id desc limit ${query.limit + 1}`.execute(app.db);
  return pageOfRows(TurnRow.array().parse(rows), query.limit, (row) => ({ at: row.startedAt, id: row.id }), toTurn);
}

const Record_ = z.object({ steps: z.array(z.unknown()).default([]), sources: TurnSource.array().default([]) });

/** One turn with every call, draft and verdict. */
export async function readTurn(app: App, actor: Actor, turnId: string): Promise<AssistantTurnDetail> {
  requireRole(actor, 'analyst');
  const { rows } = await sql<{ record: unknown }>`select ${columns}, t.record from ${tables} where t.workspace_id = ${actor.workspaceId} and t.id = ${turnId}`.execute(app.db);
  if (!rows[0]) throw new AppError('not_found', 'turn_unknown', 'There is no such turn of the assistant. It may have been kept for its time.');
  return toTurnDetail(TurnRow.parse(rows[0]), rows[0].record);
}

function toTurnDetail(row: TurnRow, record: unknown): AssistantTurnDetail {
  const { steps, sources } = Record_.safeParse(record).data ?? { steps: [], sources: [] };
  const known = AssistantTurnDetail.shape.steps.element;
  return { ...toTurn(row), sendId: row.sendId, sources, steps: steps.flatMap((step): TurnStep[] => {
    const read = known.safeParse(step);
    return read.success ? [read.data] : [];
  }) };
}

function toTurn({ said, sent, sendId: _sendId, ...row }: TurnRow): AssistantTurn {
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    question: said.length === 0 ? null : said.map(wordsOf).join(' ').slice(0, 300),
    answer: sent === null ? null : (OutgoingContent.safeParse(sent).data ? summarizeContent(OutgoingContent.parse(sent)) : null),
  };
}

function wordsOf(content: Record<string, unknown>): string {
  if (typeof content['transcript'] === 'string') return content['transcript'];
  const known = IncomingContent.safeParse(content).data;
  return (known && summarizeContent(known)) || `[${String(content['type'])}]`;
}

/** What it did and cost lately, and what its settings stand on. */
export async function readOverview(app: App, actor: Actor, days: number): Promise<AssistantOverview> {
  requireRole(actor, 'analyst');
  const { workspaceId } = actor;
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId);
  if (!workspace) throw new AppError('not_found', 'workspace_unknown', 'There is no such workspace.');
  const now = app.clock.now();
  const period = { workspaceId, timeZone: workspace.timeZone, from: new Date(now.getTime() - days * dayMs), to: now };
  const [spoken, done, outcomes, ratings, spentTodayMicros] = await Promise.all([
    countSpoken(app.db, period),
    summarizeTurns(app.db, period),
    summarizeOutcomes(app.db, { ...period, currency: workspace.currency }),
    countRatings(app.db, period),
    readSpentToday(app.db, period, now),
  ]);
  const disclosure = { es: answerWords.es.disclosure, pt: answerWords.pt.disclosure, en: answerWords.en.disclosure };
  return { days, ...spoken, ...done, ...outcomes, ratings, spentTodayMicros, disclosure };
}

/** What a conversation has cost so far. */
export async function readCosts(app: App, actor: Actor, conversationId: string): Promise<ConversationCosts> {
  requireRole(actor, 'analyst');
  const { rows } = await sql<{ id: string; contactId: string; connectionId: string }>`
    select id, contact_id as "contactId", connection_id as "connectionId" from conversation where workspace_id = ${actor.workspaceId} and id = ${conversationId}`.execute(app.db);
  if (!rows[0]) throw new AppError('not_found', 'conversation_unknown', 'There is no such conversation in this workspace.');
  return readConversationCosts(app.db, actor.workspaceId, rows[0]);
}
