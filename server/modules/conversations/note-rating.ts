import { sql } from 'kysely';
import type { App } from '#context';
import type { RatingScore } from '#contract/rating';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { writeConversationEvent } from './change-conversation.ts';

export interface TappedRating {
  workspaceId: string;
  conversationId: string;
  /** Null: it was said before, and there is nothing to write down. */
  score: RatingScore | null;
  /** Of the message with the tap. */
  at: Date;
}

/**
 * A shopper tapped how the help was, and the message with it is stored. It asks for no answer: a closed conversation stays closed, and nobody waits or
 * has something to read because of it.
 */
export async function noteRating(app: App, tx: Tx, { workspaceId, conversationId, score, at }: TappedRating): Promise<void> {
  await sql`
    update conversation v set
      unread_count = greatest(0, v.unread_count - 1),
      waiting_since = case when v.waiting_since = ${at} then null else v.waiting_since end,
      state = case when v.handler = 'none' and v.unread_count <= 1 and 'conversation.closed' = (select e.kind from conversation_event e
        where e.workspace_id = v.workspace_id and e.conversation_id = v.id and e.kind <> 'conversation.rated' order by e.at desc, e.id desc limit 1) then 'closed' else v.state end
    where v.workspace_id = ${workspaceId} and v.id = ${conversationId}`.execute(tx);
  if (score) await writeConversationEvent(app, tx, { workspace_id: workspaceId, id: conversationId }, { event: 'conversation.rated', actor: 'contact', details: { score } });
  publishAfterCommit(app.live, tx, 'conversation', [{ workspaceId, id: conversationId }]);
}
