import { sql } from 'kysely';
import { z } from 'zod';
import type { QuestionQuery, QuestionState, UnansweredReason } from '#contract/knowledge-question';
import { QuestionState as StateSchema } from '#contract/knowledge-question';
import { Language } from '#contract/language';
import { rowsOf } from '#platform/database';
import type { Db, Tx } from '#platform/database';
import type { Position } from '#platform/page';

export const GroupRow = z.object({
  id: z.uuid(),
  state: StateSchema,
  terms: z.array(z.string()),
  language: Language,
  count: z.int(),
  page_id: z.uuid().nullable(),
  /** Null: the page was deleted meanwhile, or none was written. */
  page_title: z.string().nullable(),
  first_at: z.date(),
  last_at: z.date(),
  /** When its state was last set; null: never. */
  state_at: z.date().nullable(),
  /** Oldest that is still readable. */
  label: z.string(),
  examples: z.array(z.object({ question: z.string(), askedAt: z.string(), conversationId: z.uuid().nullable() })),
});
export type GroupRow = z.infer<typeof GroupRow>;

const maxExamples = 5;
const groupColumns = sql`g.id, g.state, g.terms, g.language, g.count, g.page_id, p.title as page_title, g.first_at, g.last_at, g.state_at, first.question as label, e.examples`;
const groupFrom = sql`question_group g
  left join knowledge_page p on p.workspace_id = g.workspace_id and p.id = g.page_id
  cross join lateral (
    select q.question from unanswered_question q where q.workspace_id = g.workspace_id and q.group_id = g.id and q.question is not null order by q.asked_at, q.id limit 1) first
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('question', r.question, 'askedAt', r.asked_at, 'conversationId', r.conversation_id) order by r.asked_at desc), '[]') as examples from (
      select q.question, q.asked_at, q.conversation_id from unanswered_question q
      where q.workspace_id = g.workspace_id and q.group_id = g.id and q.question is not null order by q.asked_at desc, q.id desc limit ${maxExamples}) r) e`;

/** Last asked first; one more than asked for when there is a next page. Groups whose every question was erased are left out. */
export async function findGroups(db: Db | Tx, workspaceId: string, query: QuestionQuery, after: Position | null): Promise<GroupRow[]> {
  const { rows } = await sql`
    select ${groupColumns} from ${groupFrom}
    where g.workspace_id = ${workspaceId} and g.state = ${query.state}
      and (${after === null} or (date_trunc('milliseconds', g.last_at), g.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by date_trunc('milliseconds', g.last_at) desc, g.id desc limit ${query.limit + 1}`.execute(db);
  return GroupRow.array().parse(rows);
}

export async function findGroup(db: Db | Tx, workspaceId: string, groupId: string): Promise<GroupRow | null> {
  const { rows } = await sql`select ${groupColumns} from ${groupFrom} where g.workspace_id = ${workspaceId} and g.id = ${groupId}`.execute(db);
  return rows[0] === undefined ? null : GroupRow.parse(rows[0]);
}

/** Terms of the groups last asked in, for comparison; those set aside too, so that they stay aside. */
export async function readGroupTerms(tx: Tx, workspaceId: string): Promise<{ id: string; terms: string[] }[]> {
  const { rows } = await sql<{ id: string; terms: string[] }>`select id, terms from question_group where workspace_id = ${workspaceId} order by last_at desc limit 1000`.execute(tx);
  return rows;
}

export interface AskedQuestion {
  id: string;
  workspaceId: string;
  conversationId: string | null;
  question: string;
  language: Language;
  reason: UnansweredReason;
  at: Date;
}

/** A new group, or the one that another transaction just made of the same terms. Gives its id. */
export async function addGroup(tx: Tx, id: string, terms: string[], asked: AskedQuestion): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into question_group (workspace_id, id, state, terms, signature, language, count, first_at, last_at)
    values (${asked.workspaceId}, ${id}, 'open', ${terms}, ${terms.join(' ')}, ${asked.language}, 0, ${asked.at}, ${asked.at})
    on conflict (workspace_id, signature) do update set last_at = greatest(question_group.last_at, excluded.last_at) returning id`.execute(tx);
  return rows[0]?.id ?? id;
}

/** Counts a question in; a group that was answered is open again, since its answer was not found. */
export async function addQuestion(tx: Tx, groupId: string, asked: AskedQuestion): Promise<void> {
  await sql`
    insert into unanswered_question (workspace_id, id, group_id, conversation_id, asked_at, question, language, reason)
    values (${asked.workspaceId}, ${asked.id}, ${groupId}, ${asked.conversationId}, ${asked.at}, ${asked.question}, ${asked.language}, ${asked.reason})`.execute(tx);
  await sql`
    update question_group set count = count + 1, last_at = greatest(last_at, ${asked.at}),
      state = case when state = 'answered' then 'open' else state end, page_id = case when state = 'answered' then null else page_id end
    where workspace_id = ${asked.workspaceId} and id = ${groupId}`.execute(tx);
}

/** As a member says. A group that is taken up again has no page any more: the one that was to answer it did not. */
export async function setGroupState(tx: Tx, workspaceId: string, groupId: string, state: QuestionState, at: Date): Promise<void> {
  await sql`
    update question_group set state = ${state}, state_at = ${at}, page_id = case when ${state} = 'open' and state = 'answered' then null else page_id end
    where workspace_id = ${workspaceId} and id = ${groupId} and state <> ${state}`.execute(tx);
}

/** Open groups that a page answers now; those that were settled meanwhile stay as they are. Gives the ids of those that were open. */
export async function answerGroups(tx: Tx, workspaceId: string, answered: { groupId: string; pageId: string }[], at: Date): Promise<string[]> {
  if (answered.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    update question_group g set state = 'answered', page_id = r."pageId", state_at = ${at}
    from jsonb_to_recordset(${rowsOf(answered)}) as r("groupId" uuid, "pageId" uuid)
    where g.workspace_id = ${workspaceId} and g.id = r."groupId" and g.state = 'open' returning g.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The page that is being written for it; it counts as answered once that is published. */
export async function linkGroupToPage(tx: Tx, workspaceId: string, groupId: string, pageId: string): Promise<void> {
  await sql`update question_group set page_id = ${pageId} where workspace_id = ${workspaceId} and id = ${groupId}`.execute(tx);
}

/** What erased people asked is blanked, and a group that only they asked goes. Repeatable. */
export async function eraseQuestions(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  const { rows } = await sql<{ workspaceId: string; groupId: string }>`
    update unanswered_question q set question = null, conversation_id = null
    from conversation c, jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)
    where c.workspace_id = r."workspaceId" and c.contact_id = r."contactId" and q.workspace_id = c.workspace_id and q.conversation_id = c.id
    returning q.workspace_id as "workspaceId", q.group_id as "groupId"`.execute(tx);
  if (rows.length === 0) return;
  // The terms of a group are words of its questions.
  await sql`
    delete from question_group g using jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "groupId" uuid)
    where g.workspace_id = r."workspaceId" and g.id = r."groupId"
      and not exists (select from unanswered_question q where q.workspace_id = g.workspace_id and q.group_id = g.id and q.question is not null)`.execute(tx);
}

/** Two contacts proved to be one: their questions follow the conversation that stays. Before the conversations are joined. */
export async function repointQuestions(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  if (merges.length === 0) return;
  await sql`
    update unanswered_question q set conversation_id = kept.id
    from jsonb_to_recordset(${rowsOf(merges)}) as r("workspaceId" uuid, "keptId" uuid, "mergedId" uuid), conversation gone, conversation kept
    where gone.workspace_id = r."workspaceId" and gone.contact_id = r."mergedId" and kept.workspace_id = gone.workspace_id and kept.contact_id = r."keptId"
      and kept.connection_id = gone.connection_id and q.workspace_id = gone.workspace_id and q.conversation_id = gone.id`.execute(tx);
}

/** Questions older than this go, and the groups that are left without any. */
export async function forgetQuestions(db: Db, before: Date): Promise<void> {
  await sql`delete from unanswered_question where asked_at < ${before}`.execute(db);
  await sql`
    delete from question_group g where g.last_at < ${before}
      and not exists (select from unanswered_question q where q.workspace_id = g.workspace_id and q.group_id = g.id)`.execute(db);
}
