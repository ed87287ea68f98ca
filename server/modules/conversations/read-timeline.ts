import { sql } from 'kysely';
import { TimelineItem } from '#contract/conversation';
import type { Page, PageQuery } from '#contract/page';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { pageOfRows, readCursor } from '#platform/page';
import { readOwnConversation } from './change-conversation.ts';
import { mediaPath } from './read-media.ts';

interface TimelineRow {
  id: string;
  at: Date;
  item: Record<string, unknown>;
}

/**
 * Everything of a conversation, newest first: what came in, what we sent or did not send and why, what happened, what members noted.
 * Each part is read no further than the page reaches.
 */
export async function readTimeline(app: App, actor: Actor, conversationId: string, query: PageQuery): Promise<Page<TimelineItem>> {
  const conversation = await readOwnConversation(app.db, actor.workspaceId, conversationId);
  const after = readCursor(query.cursor);
  const limit = query.limit + 1;
  const here = sql`workspace_id = ${conversation.workspace_id} and conversation_id = ${conversation.id}`;
  // Cursors carry milliseconds, so rows are compared by them too.
  const ofPage = (at: string) =>
    sql`(${after === null} or (date_trunc('milliseconds', ${sql.ref(at)}), id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)) order by date_trunc('milliseconds', ${sql.ref(at)}) desc, id desc limit ${limit}`;
  const { rows } = await sql<TimelineRow>`
    select id, at, item from (
      (select m.id, m.at, jsonb_build_object('kind', 'message', 'direction', m.direction, 'author', m.author, 'inReplyTo', m.in_reply_to,
          'content', case when m.is_revoked or (e.at is not null and e.content is null) then null else coalesce(e.content, m.content) end,
          'providerMessageId', m.provider_message_id, 'editedAt', coalesce(e.at, m.edited_at)) || ${fileParts} as item
        from (select * from message where ${here} and ${ofPage('at')}) m
        left join message_edit e on e.workspace_id = m.workspace_id and e.connection_id = ${conversation.connection_id} and e.provider_message_id = m.provider_message_id
        left join media f on f.workspace_id = m.workspace_id and f.message_id = m.id and f.at = m.at)
      union all
      (select s.id, planned_for, jsonb_build_object('kind', 'send', 'origin', origin, 'originId', origin_id, 'inReplyTo', s.intent->>'inReplyTo', 'authorName', author_name, 'purpose', purpose, 'state', s.state,
          'reason', s.reason, 'problem', problem, 'content', coalesce(content, intent->'content'), 'providerMessageId', provider_message_id, 'acceptedAt', accepted_at,
          'deliveredAt', delivered_at, 'readAt', read_at, 'failedAt', failed_at, 'clickCount', click_count) || ${fileParts}
        from (select * from send where workspace_id = ${conversation.workspace_id} and contact_id = ${conversation.contact_id} and connection_id = ${conversation.connection_id}
          and ${ofPage('planned_for')}) s
        left join media f on f.workspace_id = s.workspace_id and f.conversation_id = ${conversation.id} and f.message_id is null
          and f.channel_media_id = coalesce(s.content, s.intent->'content')->'media'->>'mediaId')
      union all
      (select id, at, jsonb_build_object('kind', 'event', 'event', kind, 'actor', actor, 'details', details)
        from conversation_event where ${here} and ${ofPage('at')})
      union all
      (select id, created_at, jsonb_build_object('kind', 'note', 'authorName', author_name, 'text', text)
        from conversation_note where ${here} and ${ofPage('created_at')})) parts
    order by date_trunc('milliseconds', at) desc, id desc limit ${limit}`.execute(app.db);
  return pageOfRows(rows, query.limit, (row) => row, (row) => toItem(row, actor.workspaceId));
}

// PostgreSQL writes instants inside JSON with its own offset; the wire has UTC.
const instants = ['editedAt', 'acceptedAt', 'deliveredAt', 'readAt', 'failedAt'];

/** Of the file `f` that a message carries, where there is one. */
const fileParts = sql`jsonb_build_object('mediaId', f.id, 'mediaState', f.state, 'mediaReason', f.reason, 'mediaType', f.mime_type)`;

function toItem({ id, at, item }: TimelineRow, workspaceId: string): TimelineItem {
  const dated = Object.fromEntries(instants.filter((name) => typeof item[name] === 'string').map((name) => [name, new Date(String(item[name])).toISOString()]));
  const mediaUrl = item['mediaState'] === 'stored' ? mediaPath(workspaceId, String(item['mediaId'])) : null;
  return TimelineItem.parse({ ...item, ...dated, mediaUrl, id, at: at.toISOString() });
}
