import { sql } from 'kysely';
import { z } from 'zod';
import { IncomingContent, OutgoingContent, summarizeContent } from '#contract/message-content';
import type { Db, Tx } from '#platform/database';

export interface TranscriptLine {
  from: 'shopper' | 'assistant' | 'person' | 'shop';
  text: string;
  at: Date;
}

const Row = z.object({ from: z.enum(['shopper', 'assistant', 'person', 'shop']), content: z.record(z.string(), z.unknown()), transcript: z.string().nullable(), at: z.date() });

const leftStates = sql`('planned', 'claimed', 'in_doubt', 'accepted', 'delivered', 'read')`;

/**
 * What was said in a conversation, oldest first: what came in, and what we sent or are about to send. Voice notes in the words that were heard. The
 * chat of a page from which they came over with a code belongs to it: nobody has to say anything twice.
 * @param without messages that are left out.
 */
export async function readTranscript(db: Db | Tx, workspaceId: string, conversationId: string, limit: number, without: readonly string[] = []): Promise<TranscriptLine[]> {
  // Each conversation by itself: asked for several at once, they are looked for among all messages of the workspace.
  const { rows } = await sql`
    select said."from", said.content, said.transcript, said.at from conversation v
    cross join lateral (
      select array_agg(c.id) as ids from (
        select v.id union select k.conversation_id from contact_code k where k.workspace_id = v.workspace_id and k.contact_id = v.contact_id and k.used_at is not null) c) l
    cross join lateral (
      (select m.* from unnest(l.ids) as c(id) cross join lateral (
        select m.id, m.at, m.content, m.transcript, case when m.direction = 'in' then 'shopper' when m.author = 'app' then 'person' else 'shop' end as "from"
        from message m where m.workspace_id = v.workspace_id and m.conversation_id = c.id and not m.is_revoked and m.id <> all(${without}::uuid[]) order by m.at desc, m.id desc limit ${limit}) m)
      union all
      (select s.id, s.planned_at, coalesce(s.content, s.intent->'content'), null, case when s.origin in ('assistant', 'person') then s.origin else 'shop' end
        from send s where s.workspace_id = v.workspace_id and s.contact_id = v.contact_id and (s.connection_id = v.connection_id or s.conversation_id = any(l.ids)) and s.state in ${leftStates}
          and coalesce(s.content, s.intent->'content') is not null order by s.planned_at desc, s.id desc limit ${limit})
      order by at desc, id desc limit ${limit}) said
    where v.workspace_id = ${workspaceId} and v.id = ${conversationId}
    order by said.at desc, said.id desc`.execute(db);
  return Row.array().parse(rows).toReversed().map(({ from, content, transcript, at }) => ({ from, at, text: transcript ?? wordsOf(content) }));
}

const longest = 1500;

/** What cannot be put into words is named in brackets. */
function wordsOf(content: Record<string, unknown>): string {
  const known = IncomingContent.safeParse(content).data ?? OutgoingContent.safeParse(content).data;
  const text = known ? summarizeContent(known) : '';
  return text === '' ? `[${String(content['type'])}]` : text.slice(0, longest);
}
