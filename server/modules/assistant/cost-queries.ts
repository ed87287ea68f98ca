import { sql } from 'kysely';
import { ConversationCosts } from '#contract/assistant';
import { dayMs } from '#platform/clock';
import type { Db } from '#platform/database';
import { instantOf, localMomentOf } from '#platform/zoned-time';

export interface SpentOf {
  workspaceId: string;
  timeZone: string;
}

/** What models cost since midnight on the shop's clock, millionths of a US dollar. */
export async function readSpentToday(db: Db, { workspaceId, timeZone }: SpentOf, now: Date): Promise<number> {
  const { dayNumber } = localMomentOf(timeZone, now.getTime());
  const midnight = new Date(Math.min(now.getTime(), Math.max(instantOf(timeZone, dayNumber, 0), now.getTime() - dayMs)));
  const { rows } = await sql<{ micros: number }>`
    select coalesce(sum(cost_micros), 0)::float8 as micros from assistant_turn where workspace_id = ${workspaceId} and started_at >= ${midnight}`.execute(db);
  return rows[0]?.micros ?? 0;
}

/** What one conversation has cost so far. */
export async function readConversationCosts(db: Db, workspaceId: string, conversation: { id: string; contactId: string; connectionId: string }): Promise<ConversationCosts> {
  const { rows } = await sql`
    select jsonb_build_object('assistant', count(*) filter (where origin = 'assistant'), 'person', count(*) filter (where origin = 'person'),
        'flow', count(*) filter (where origin in ('flow', 'campaign')), 'system', count(*) filter (where origin = 'system')) as messages,
      count(*) filter (where purpose = 'service')::int as "serviceMessages", sum(cost_micros)::float8 as "messageMicros", max(cost_currency) as "messageCurrency",
      t.turns, t."inputTokens", t."outputTokens", t."modelMicros"
    from (select count(*)::int as turns, coalesce(sum(input_tokens), 0)::int as "inputTokens", coalesce(sum(output_tokens), 0)::int as "outputTokens",
        coalesce(sum(cost_micros), 0)::float8 as "modelMicros"
      from assistant_turn where workspace_id = ${workspaceId} and conversation_id = ${conversation.id} and settled_at is not null) t
    left join send s on s.workspace_id = ${workspaceId} and s.contact_id = ${conversation.contactId} and s.connection_id = ${conversation.connectionId}
      and s.state in ('accepted', 'delivered', 'read')
    group by t.turns, t."inputTokens", t."outputTokens", t."modelMicros"`.execute(db);
  return ConversationCosts.parse(rows[0]);
}
