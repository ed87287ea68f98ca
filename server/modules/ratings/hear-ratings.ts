import { sql } from 'kysely';
import type { App, IncomingMessage } from '#context';
import type { RatingAnswerer, RatingScore } from '#contract/rating';
import { noteRating } from '#modules/conversations';
import { languageOfContact, planAnswer } from '#modules/sends';
import { dayMs, hourMs } from '#platform/clock';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { ratingWords, readRatingTap } from './rating-words.ts';

/** For so long after the last tap another one changes what was said. */
const secondThoughtsMs = dayMs;
/** For so long after a bad rating the next words are why. */
const whyMs = hourMs;
const longestComment = 1000;

/**
 * Taps under the question how the help was. Gives the ids of the messages that are dealt with; a forged id, or one of somebody else's question,
 * is not among them and is read like any message. Repeatable: the same tap again changes and says nothing.
 */
export async function hearRatings(app: App, tx: Tx, messages: IncomingMessage[]): Promise<Set<string>> {
  const heard = new Set<string>();
  for (const message of messages) {
    const tap = message.content.type === 'reply' && !message.isStandby ? readRatingTap(message.content.id) : null;
    if (tap && (await hearTap(app, tx, message, tap))) heard.add(message.messageId);
  }
  return heard;
}

/** False: there is no such question to this person. */
async function hearTap(app: App, tx: Tx, message: IncomingMessage, { ratingId, score }: { ratingId: string; score: RatingScore }): Promise<boolean> {
  const { workspaceId, conversationId, contactId, at } = message;
  const { rows } = await sql<{ score: RatingScore | null; ratedAt: Date | null; answeredBy: RatingAnswerer }>`
    select score, rated_at as "ratedAt", answered_by as "answeredBy" from rating where workspace_id = ${workspaceId} and id = ${ratingId} and contact_id = ${contactId} for update`.execute(tx);
  const [before] = rows;
  if (!before) return false;
  const isChange = score !== before.score && mayFollow(before.ratedAt, at);
  await noteRating(app, tx, { workspaceId, conversationId, score: isChange ? score : null, at });
  if (!isChange) return true;
  await sql`update rating set score = ${score}, rated_at = ${at} where workspace_id = ${workspaceId} and id = ${ratingId}`.execute(tx);
  await thank(app, tx, message, ratingId, score === 'bad' ? 'sorry' : 'thanks');
  if (score === 'bad') await tellMembers(app, tx, message, before.answeredBy);
  return true;
}

/** Whether a tap counts after the last one. One that was made before it and only arrives after it does not. */
function mayFollow(ratedAt: Date | null, at: Date): boolean {
  const laterMs = ratedAt === null ? 0 : at.getTime() - ratedAt.getTime();
  return laterMs >= 0 && laterMs <= secondThoughtsMs;
}

/** Once each, however often a mind is changed. */
async function thank(app: App, tx: Tx, { workspaceId, contactId, connectionId, channel, at }: IncomingMessage, ratingId: string, says: 'thanks' | 'sorry'): Promise<void> {
  const language = await languageOfContact(app, tx, workspaceId, contactId);
  await planAnswer(app, tx, {
    workspaceId,
    origin: 'system',
    originId: ratingId,
    step: `rating_${says}`,
    contactId,
    connectionId,
    channel,
    content: { type: 'text', text: ratingWords[says][language], previewUrl: false },
    plannedForMs: Math.max(at.getTime(), app.clock.nowMs()),
  });
}

/** The member who answered last, of those still there, hears of a bad rating; everybody who answers shoppers, where the assistant had helped. */
async function tellMembers(app: App, tx: Tx, message: IncomingMessage, answeredBy: RatingAnswerer): Promise<void> {
  const { workspaceId, conversationId } = message;
  const memberId = answeredBy === 'person' ? await findLastAnswerer(tx, message) : null;
  await app.receivers.membersConcerned(app, tx, [{ workspaceId, conversationId, kind: 'rated_bad', memberIds: memberId === null ? null : [memberId] }]);
}

async function findLastAnswerer(tx: Tx, { workspaceId, contactId, connectionId }: IncomingMessage): Promise<string | null> {
  const { rows } = await sql<{ memberId: string }>`
    select m.user_id as "memberId" from send s join member m on m.workspace_id = s.workspace_id and m.user_id = s.author_id
    where s.workspace_id = ${workspaceId} and s.contact_id = ${contactId} and s.connection_id = ${connectionId} and s.origin = 'person' order by s.planned_at desc limit 1`.execute(tx);
  return rows[0]?.memberId ?? null;
}

/** Keeps the first words after a bad rating as its why; who answers the message is decided as for any other. */
export async function keepComments(tx: Tx, messages: IncomingMessage[]): Promise<void> {
  const words = messages.flatMap(({ workspaceId, contactId, at, content }) => (content.type === 'text' ? [{ workspaceId, contactId, at, text: content.text.slice(0, longestComment) }] : []));
  if (words.length === 0) return;
  await sql`
    with said as (
      select distinct on (q.workspace_id, q.id) q.workspace_id, q.id, w.text
      from jsonb_to_recordset(${rowsOf(words)}) as w("workspaceId" uuid, "contactId" uuid, at timestamptz, text text)
      join rating q on q.workspace_id = w."workspaceId" and q.contact_id = w."contactId" and q.score = 'bad' and q.comment is null
        and w.at >= q.rated_at and w.at <= q.rated_at + ${whyMs} * interval '1 millisecond'
      order by q.workspace_id, q.id, w.at
    )
    update rating q set comment = said.text from said where q.workspace_id = said.workspace_id and q.id = said.id`.execute(tx);
}
