import { sql } from 'kysely';
import { z } from 'zod';
import type { InboxFigures } from '#contract/inbox-figures';
import { dayMs } from '#platform/clock';
import type { Db } from '#platform/database';

export interface InboxPeriod {
  workspaceId: string;
  from: Date;
  to: Date;
  /** The workspace's, for days and hours. */
  timeZone: string;
}

/** One period's handoffs at most; a busier one is measured by its newest. */
const mostHandoffs = 20_000;
const promptedWithinMs = 2 * dayMs;

const Now = z.object({ waiting: z.int(), longestMs: z.int().nullable(), waitingAfterPrompts: z.int(), longestAfterPromptsMs: z.int().nullable() });

/** Who waits this moment, and how many of them after a message that we began: a queue that our own prompts made is a sign to prompt less. */
export async function countWaitingNow(db: Db, workspaceId: string, now: Date): Promise<z.infer<typeof Now>> {
  const ms = (since: ReturnType<typeof sql>) => sql`round(extract(epoch from ${now}::timestamptz - ${since}) * 1000)::int8`;
  const { rows } = await sql`
    select count(*)::int as waiting, ${ms(sql`min(w.waiting_since)`)} as "longestMs",
      (count(*) filter (where w.is_prompted))::int as "waitingAfterPrompts", ${ms(sql`min(w.waiting_since) filter (where w.is_prompted)`)} as "longestAfterPromptsMs"
    from (select v.waiting_since, exists (select from send s where s.workspace_id = v.workspace_id and s.contact_id = v.contact_id and s.origin in ('flow', 'campaign')
        and s.accepted_at is not null and s.planned_at >= ${new Date(now.getTime() - promptedWithinMs)} and s.accepted_at <= v.waiting_since) as is_prompted
      from conversation v where v.workspace_id = ${workspaceId} and v.waiting_since is not null and v.state <> 'closed'
        and (v.state = 'open' or v.snoozed_until <= ${now})) w`.execute(db);
  return Now.parse(rows[0]);
}

/** Each handoff of the period with the first answer of a person after it; several handoffs before one answer count once, from the first. */
const answeredHandoffs = ({ workspaceId, from, to }: InboxPeriod) => sql`
  select distinct on (h.conversation_id, a.at) h.conversation_id, h.at, a.at as answered_at, a.author_id, a.author_name
  from (select e.conversation_id, e.at, v.contact_id, v.connection_id from conversation_event e
      join conversation v on v.workspace_id = e.workspace_id and v.id = e.conversation_id
      where e.workspace_id = ${workspaceId} and e.kind = 'conversation.handed_over' and e.at >= ${from} and e.at < ${to} order by e.at desc limit ${mostHandoffs}) h
  left join lateral (select * from (
    (select s.accepted_at as at, s.author_id, s.author_name from send s where s.workspace_id = ${workspaceId} and s.contact_id = h.contact_id
      and s.connection_id = h.connection_id and s.planned_at >= h.at and s.origin = 'person' and s.accepted_at is not null order by s.planned_at limit 1)
    union all
    (select m.at, null, null from message m where m.workspace_id = ${workspaceId} and m.conversation_id = h.conversation_id and m.at >= h.at and m.direction = 'out' and m.author = 'app'
      order by m.at limit 1)) first order by at limit 1) a on true
  order by h.conversation_id, a.at, h.at`;

const SpreadRow = z.object({
  kind: z.enum(['all', 'member', 'hour', 'handed', 'answered']),
  memberId: z.string().nullable(),
  name: z.string().nullable(),
  hour: z.int().nullable(),
  day: z.string().nullable(),
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
  count: z.int(),
  unanswered: z.int(),
});

/** Handoffs by their day and first answers by theirs, `2026-11-24` on the workspace's clock. */
export interface AnswersPerDay {
  handedOver: Map<string, number>;
  answered: Map<string, number>;
}

/** From handoff to first answer: over all, by member and by the hour of the handoff; and how many there were each day. All in one statement. */
export async function measureAnswers(db: Db, period: InboxPeriod): Promise<{ firstResponse: InboxFigures['firstResponse']; unanswered: number; days: AnswersPerDay }> {
  const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone ${period.timeZone})::date::text`;
  const { rows } = await sql`
    with waits as (
      select w.*, extract(epoch from w.answered_at - w.at) * 1000 as ms, extract(hour from w.at at time zone ${period.timeZone})::int as hour, ${dayOf('w.at')} as handed_on, ${dayOf('w.answered_at')} as answered_on
      from (${answeredHandoffs(period)}) w)
    select case when grouping(author_id) = 0 then 'member' when grouping(hour) = 0 then 'hour' when grouping(handed_on) = 0 then 'handed'
        when grouping(answered_on) = 0 then 'answered' else 'all' end as kind,
      author_id as "memberId", max(author_name) as name, hour, coalesce(handed_on, answered_on) as day,
      percentile_cont(0.5) within group (order by ms)::float8 as "medianMs", percentile_cont(0.9) within group (order by ms)::float8 as "p90Ms",
      count(answered_at)::int as count, (count(*) filter (where answered_at is null))::int as unanswered
    from waits group by grouping sets ((), (author_id), (hour), (handed_on), (answered_on))`.execute(db);
  const spreads = SpreadRow.array().parse(rows);
  const rounded = ({ medianMs, p90Ms, count }: z.infer<typeof SpreadRow>) => ({ medianMs: roundOrNull(medianMs), p90Ms: roundOrNull(p90Ms), count });
  const all = spreads.find(({ kind }) => kind === 'all');
  const measured = (kind: 'member' | 'hour') => spreads.filter((row) => row.kind === kind && row.count > 0);
  return {
    firstResponse: {
      ...(all ? rounded(all) : { medianMs: null, p90Ms: null, count: 0 }),
      byMember: measured('member').map((row) => ({ ...rounded(row), memberId: row.memberId, name: row.name })).toSorted((one, two) => two.count - one.count),
      byHour: measured('hour').map((row) => ({ ...rounded(row), hour: row.hour ?? 0 })).toSorted((one, two) => one.hour - two.hour),
    },
    unanswered: all?.unanswered ?? 0,
    days: { handedOver: perDay(spreads, 'handed'), answered: perDay(spreads, 'answered') },
  };
}

function perDay(rows: z.infer<typeof SpreadRow>[], kind: 'handed' | 'answered'): Map<string, number> {
  return new Map(rows.flatMap((row) => (row.kind === kind && row.day !== null ? [[row.day, row.count + row.unanswered] as const] : [])));
}

const roundOrNull = (value: number | null) => (value === null ? null : Math.max(0, Math.round(value)));

/** From the handoff to the closing that followed it; conversations that no person had to see are left out. */
export async function measureResolution(db: Db, { workspaceId, from, to }: InboxPeriod): Promise<InboxFigures['resolution']> {
  const { rows } = await sql<{ medianMs: number | null; p90Ms: number | null; count: number }>`
    select percentile_cont(0.5) within group (order by ms)::float8 as "medianMs", percentile_cont(0.9) within group (order by ms)::float8 as "p90Ms", count(*)::int as count
    from (select extract(epoch from c.at - h.at) * 1000 as ms
      from (select conversation_id, at from conversation_event where workspace_id = ${workspaceId} and kind = 'conversation.closed' and at >= ${from} and at < ${to} order by at desc limit ${mostHandoffs}) c
      cross join lateral (select coalesce(max(e.at), '-infinity') as at from conversation_event e where e.workspace_id = ${workspaceId} and e.conversation_id = c.conversation_id
        and e.at < c.at and e.kind = 'conversation.closed') b
      cross join lateral (select min(e.at) as at from conversation_event e where e.workspace_id = ${workspaceId} and e.conversation_id = c.conversation_id
        and e.at < c.at and e.at > b.at and e.kind = 'conversation.handed_over') h
      where h.at is not null) spans`.execute(db);
  const [row] = rows;
  return { medianMs: roundOrNull(row?.medianMs ?? null), p90Ms: roundOrNull(row?.p90Ms ?? null), count: row?.count ?? 0 };
}

/** Of the conversations in which a shopper wrote, those that went to a person, and why. */
export async function countHandoffs(db: Db, { workspaceId, from, to }: InboxPeriod): Promise<InboxFigures['handoffs']> {
  const { rows } = await sql<{ reason: string | null; count: number; whole: number }>`
    with spoken as (select count(distinct conversation_id)::int as n from message where workspace_id = ${workspaceId} and at >= ${from} and at < ${to} and direction = 'in' and author = 'contact'),
      handed as (select distinct on (conversation_id) conversation_id, coalesce(details ->> 'reason', 'other') as reason from conversation_event
        where workspace_id = ${workspaceId} and kind = 'conversation.handed_over' and at >= ${from} and at < ${to} order by conversation_id, at)
    select h.reason, count(*)::int as count, (select n from spoken) as whole from handed h group by h.reason
    union all select null, 0, n from spoken
    order by count desc`.execute(db);
  const reasons = rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }]));
  const part = reasons.reduce((sum, { count }) => sum + count, 0);
  // Somebody may be handed over who wrote before the period began.
  return { part, whole: Math.max(part, rows[0]?.whole ?? 0), reasons };
}

/** What happened on each day, days without anything included. @param answers of the same period, as measured. */
export async function countPerDay(db: Db, { workspaceId, from, to, timeZone }: InboxPeriod, answers: AnswersPerDay): Promise<InboxFigures['perDay']> {
  const dayOf = (at: ReturnType<typeof sql>) => sql`(${at} at time zone ${timeZone})::date`;
  const { rows } = await sql<{ day: string; closed: number }>`
    with days as (select generate_series(${dayOf(sql`${from}::timestamptz`)}, ${dayOf(sql`${to}::timestamptz`)}, interval '1 day')::date as day),
      closings as (select ${dayOf(sql`at`)} as day, count(*)::int as n from conversation_event where workspace_id = ${workspaceId} and kind = 'conversation.closed' and at >= ${from} and at < ${to} group by 1)
    select d.day::text as day, coalesce(c.n, 0) as closed from days d left join closings c on c.day = d.day order by d.day`.execute(db);
  return rows.map(({ day, closed }) => ({ day, handedOver: answers.handedOver.get(day) ?? 0, answered: answers.answered.get(day) ?? 0, closed }));
}
