import { sql } from 'kysely';
import { RatingAnswerer, RatingTally } from '#contract/rating';
import type { RatingTallies } from '#contract/rating';
import type { Db } from '#platform/database';

const Row = RatingTally.extend({ answeredBy: RatingAnswerer });
const none: RatingTally = { asked: 0, rated: 0, good: 0, soSo: 0, bad: 0 };

/** What shoppers said of those who were asked in the period, apart by who had helped. A question that never arrived is not counted. */
export async function countRatings(db: Db, { workspaceId, from, to }: { workspaceId: string; from: Date; to: Date }): Promise<RatingTallies> {
  const { rows } = await sql`
    select q.answered_by as "answeredBy", count(*)::int as asked, count(q.score)::int as rated, (count(*) filter (where q.score = 'good'))::int as good,
      (count(*) filter (where q.score = 'so_so'))::int as "soSo", (count(*) filter (where q.score = 'bad'))::int as bad
    from rating q join send s on s.workspace_id = q.workspace_id and s.id = q.send_id
    where q.workspace_id = ${workspaceId} and q.asked_at >= ${from} and q.asked_at < ${to} and (q.score is not null or s.state in ('accepted', 'delivered', 'read'))
    group by q.answered_by`.execute(db);
  const found = Row.array().parse(rows);
  const tallyOf = (who: RatingAnswerer) => RatingTally.parse(found.find(({ answeredBy }) => answeredBy === who) ?? none);
  return { person: tallyOf('person'), assistant: tallyOf('assistant') };
}
