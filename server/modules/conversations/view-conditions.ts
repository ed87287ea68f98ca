import { sql } from 'kysely';
import type { ConversationQuery } from '#contract/conversation';
import type { ConversationRow } from './conversation-row.ts';

/** Open, or snoozed until a time that came. */
export function isAwake(row: Pick<ConversationRow, 'state' | 'snoozed_until'>, now: Date): boolean {
  return row.state === 'open' || (row.state === 'snoozed' && row.snoozed_until !== null && row.snoozed_until <= now);
}

/** What a view of the inbox holds, over `conversation v`. */
export function viewCondition(view: ConversationQuery['view'], actorId: string, now: Date) {
  const awake = sql`(v.state = 'open' or (v.state = 'snoozed' and v.snoozed_until <= ${now}))`;
  switch (view) {
    case 'open':
      return awake;
    case 'waiting':
      return sql`(v.waiting_since is not null and v.state <> 'closed' and ${awake})`;
    case 'mine':
      return sql`(v.state <> 'closed' and v.assignee_id = ${actorId})`;
    case 'unassigned':
      // What a flow or the assistant answers needs nobody.
      return sql`(${awake} and v.assignee_id is null and v.handler in ('person', 'none'))`;
    case 'snoozed':
      return sql`(v.state = 'snoozed' and v.snoozed_until > ${now})`;
    case 'closed':
      return sql`v.state = 'closed'`;
    case 'all':
      return sql`true`;
  }
}
