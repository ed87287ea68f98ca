import { sql } from 'kysely';
import { z } from 'zod';
import type { ChatItem, ChatPage } from '#contract/chat-page';
import { IncomingContent, OutgoingContent, summarizeContent } from '#contract/message-content';
import type { App } from '#context';
import { readCursor, writeCursor } from '#platform/page';
import type { OpenChat, Visit } from './open-chat.ts';
import { shapeContent } from './shape-content.ts';

const mostItems = 100;

const Row = z.object({
  id: z.string(),
  at: z.date(),
  direction: z.enum(['in', 'out']),
  origin: z.string().nullable(),
  authorName: z.string().nullable(),
  content: z.unknown(),
  /** How the channel names what came in. */
  saidAs: z.string().nullable(),
  isRead: z.boolean(),
});

/** What the visitor and the shop said, oldest first: the last hundred, or all that came after a cursor. */
export async function readChat(app: App, chat: OpenChat, visit: Visit | null, cursor: string | null): Promise<ChatPage> {
  if (!visit) return { items: [], cursor: null, withPerson: false };
  const after = readCursor(cursor ?? undefined);
  const { rows } = await sql`
    select said.* from (
      (select m.id, m.at, m.direction, null as origin, null as "authorName", m.content, m.provider_message_id as "saidAs", true as "isRead" from message m
        where m.workspace_id = ${chat.workspaceId} and m.conversation_id = ${visit.conversationId} and not m.is_revoked
          and (${after === null} or (date_trunc('milliseconds', m.at), m.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)) order by m.at desc, m.id desc limit ${mostItems})
      union all
      (select s.id, s.accepted_at as at, 'out' as direction, s.origin, s.author_name as "authorName", s.content, null, s.state = 'read' from send s
        where s.workspace_id = ${chat.workspaceId} and s.conversation_id = ${visit.conversationId} and s.state in ('accepted', 'delivered', 'read') and s.content is not null
          and (${after === null} or (date_trunc('milliseconds', s.accepted_at), s.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)) order by s.accepted_at desc, s.id desc limit ${mostItems})
    ) said
    order by date_trunc('milliseconds', said.at), said.id`.execute(app.db);
  const found = Row.array().parse(rows).slice(-mostItems);
  const last = found.at(-1);
  return {
    items: found.flatMap((row) => toItem(row) ?? []),
    cursor: last ? writeCursor({ at: last.at, id: last.id }) : cursor,
    withPerson: visit.handler === 'person',
  };
}

const speakers: Record<string, ChatItem['from']> = { assistant: 'assistant', person: 'person' };

function toItem({ id, at, direction, origin, authorName, content, saidAs, isRead }: z.infer<typeof Row>): ChatItem | null {
  const base = { id, at: at.toISOString(), saidAs, isRead, imageUrl: null, footer: null, buttons: [], cards: [] };
  if (direction === 'in') {
    const said = IncomingContent.safeParse(content).data;
    return said && said.type !== 'reaction' ? { ...base, from: 'you', name: null, text: summarizeContent(said), sendId: null } : null;
  }
  const sent = OutgoingContent.safeParse(content).data;
  if (!sent) throw new Error(`The content of the send ${id} cannot be read.`);
  return { ...base, ...shapeContent(sent), from: speakers[origin ?? ''] ?? 'shop', name: authorName, sendId: id };
}
