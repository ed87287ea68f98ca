import { sql } from 'kysely';
import { z } from 'zod';
import { ConversationCounts } from '#contract/conversation';
import type { ConversationQuery } from '#contract/conversation';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { viewCondition } from './view-conditions.ts';

/** Beyond this the console says "999+": nobody's work depends on the exact number, and counting stays quick. */
const countedTo = 1000;
const TagCount = z.object({ tag: z.string(), count: z.int() });

/** How much there is in each view. One statement. */
export async function countConversations(app: App, actor: Actor): Promise<ConversationCounts> {
  const now = app.clock.now();
  const counted = (view: ConversationQuery['view']) =>
    sql`(select count(*)::int from (select from conversation v where v.workspace_id = ${actor.workspaceId} and ${viewCondition(view, actor.id, now)} limit ${countedTo}) c)`;
  const { rows } = await sql<Omit<ConversationCounts, 'tags'> & { tags: unknown }>`
    select ${counted('waiting')} as waiting, ${counted('mine')} as mine, ${counted('unassigned')} as unassigned, ${counted('open')} as open, ${counted('snoozed')} as snoozed,
      (select count(*)::int from (select from conversation v where v.workspace_id = ${actor.workspaceId} and v.state <> 'closed' and v.unread_count > 0
        and (v.assignee_id = ${actor.id} or (v.assignee_id is null and v.waiting_since is not null)) limit ${countedTo}) c) as unread,
      (select count(*)::int from mention t where t.workspace_id = ${actor.workspaceId} and t.user_id = ${actor.id} and t.read_at is null) as mentions,
      (select coalesce(jsonb_agg(jsonb_build_object('tag', tag, 'count', n)), '[]') from (
        select tag, count(*)::int as n from (select tags from conversation where workspace_id = ${actor.workspaceId} and state <> 'closed' and tags <> '{}'
          order by last_message_at desc nulls last limit 5000) c, unnest(c.tags) tag group by tag order by n desc, tag limit 50) t) as tags`.execute(app.db);
  return ConversationCounts.parse({ ...rows[0], tags: TagCount.array().parse(rows[0]?.tags ?? []) });
}
