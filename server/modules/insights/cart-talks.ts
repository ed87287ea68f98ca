import { sql } from 'kysely';
import { dayMs, hourMs } from '#platform/clock';
import type { Db } from '#platform/database';
import type { EditRow, RunRow, SendRow } from './story-queries.ts';

/** The part of one conversation that belongs to a cart. */
export interface Talk {
  conversationId: string;
  from: Date;
  to: Date;
}

interface Moment {
  conversationId: string;
  fromMs: number;
  toMs: number;
}

/** What was said about a cart a week after its last sign may be about anything. */
const keptMs = 7 * dayMs;
/** An edit comes of what was said before it; an answer, after what was asked. */
const aroundMs = hourMs;

/**
 * Where a cart was spoken of. A message that a flow or a member sends about it names it; an answer of the assistant, of a person or of a payment does
 * not: it answers a person, who may have several carts in mind, and the gate, the lock of a claim and attribution ask about a send's cart only to
 * keep reminders right. So those are found by conversation and time, each of which belongs to a cart for one of these reasons, the first giving the
 * conversation that the story leads to:
 * - a message about the cart went there: from it until a week after the last one;
 * - the cart was changed or a payment link made there: from an hour before;
 * - its person wrote there while this was their open cart, newer than which they had none, within a week of its last sign of life.
 */
export async function readTalks(db: Db, ref: { workspaceId: string; cartId: string }, found: { sends: SendRow[]; edits: EditRow[]; runs: RunRow[] }, nowMs: number): Promise<Talk[]> {
  const moments = [...momentsOf(found), ...(await readLinkMoments(db, ref)), ...(await readSpokenMoments(db, ref))];
  return [...Map.groupBy(moments, ({ conversationId }) => conversationId)].map(([conversationId, list]) => ({
    conversationId,
    from: new Date(Math.min(...list.map(({ fromMs }) => fromMs))),
    to: new Date(Math.min(nowMs, Math.max(...list.map(({ toMs }) => toMs)))),
  }));
}

function momentsOf({ sends, edits, runs }: { sends: SendRow[]; edits: EditRow[]; runs: RunRow[] }): Moment[] {
  const lastSentMs = Math.max(0, ...runs.map((run) => run.last_sent_at?.getTime() ?? 0));
  const sent = sends.flatMap(({ conversation_id: conversationId, accepted_at, planned_at }) => {
    const atMs = (accepted_at ?? planned_at).getTime();
    return conversationId === null ? [] : [{ conversationId, fromMs: atMs, toMs: Math.max(atMs, lastSentMs) + keptMs }];
  });
  const edited = edits.map(({ conversation_id: conversationId, at }) => ({ conversationId, fromMs: at.getTime() - aroundMs, toMs: at.getTime() + keptMs }));
  return [...sent, ...edited];
}

async function readLinkMoments(db: Db, { workspaceId, cartId }: { workspaceId: string; cartId: string }): Promise<Moment[]> {
  const { rows } = await sql<{ conversationId: string; atMs: number }>`
    select conversation_id as "conversationId", (extract(epoch from created_at) * 1000)::float8 as "atMs" from payment_link
    where workspace_id = ${workspaceId} and cart_id = ${cartId} and conversation_id is not null order by created_at limit 100`.execute(db);
  return rows.map(({ conversationId, atMs }) => ({ conversationId, fromMs: atMs - aroundMs, toMs: atMs + keptMs }));
}

async function readSpokenMoments(db: Db, { workspaceId, cartId }: { workspaceId: string; cartId: string }): Promise<Moment[]> {
  const { rows } = await sql<{ conversationId: string; firstMs: number; toMs: number }>`
    with mine as (
      select c.workspace_id, c.contact_id, least(c.created_at, c.activity_at) as begun_at, least(c.bought_at, c.activity_at + make_interval(secs => ${keptMs / 1000}),
        (select min(n.created_at) from cart n where n.workspace_id = c.workspace_id and n.contact_id = c.contact_id and n.created_at > c.created_at and n.merged_into is null)) as until
      from cart c where c.workspace_id = ${workspaceId} and c.id = ${cartId} and c.contact_id is not null
    )
    select v.id as "conversationId", (extract(epoch from min(m.at)) * 1000)::float8 as "firstMs",
      (extract(epoch from least(max(m.at) + make_interval(secs => ${aroundMs / 1000}), max(mine.until))) * 1000)::float8 as "toMs"
    from mine join conversation v on v.workspace_id = mine.workspace_id and v.contact_id = mine.contact_id
    join message m on m.workspace_id = v.workspace_id and m.conversation_id = v.id and m.author = 'contact' and m.at >= mine.begun_at and m.at < mine.until
    group by v.id order by min(m.at)`.execute(db);
  return rows.map(({ conversationId, firstMs, toMs }) => ({ conversationId, fromMs: firstMs, toMs }));
}
