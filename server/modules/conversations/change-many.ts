import type { BulkBody, BulkResult } from '#contract/conversation';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { publishAfterCommit } from '#platform/live';
import { actOnConversation } from './act-on-conversation.ts';
import { readConversationRow } from './conversation-row.ts';

type Change = BulkBody['changes'][number];

/**
 * Does something to many conversations at once, in one transaction. What cannot be done to one is said for that one and keeps none of the
 * others back; what was done comes with what takes it back.
 */
export async function changeMany(app: App, actor: Actor, { changes }: BulkBody): Promise<BulkResult> {
  requireRole(actor, 'agent');
  const result = await inTransaction(app.db, async (tx) => {
    const done: BulkResult = { done: 0, left: [], undo: [] };
    // In id order, as everywhere.
    for (const change of changes.toSorted((one, two) => (one.conversationId < two.conversationId ? -1 : 1))) {
      const outcome = await changeOne(app, tx, actor, change);
      if (typeof outcome === 'string') done.left.push({ conversationId: change.conversationId, code: outcome });
      else {
        done.done += 1;
        done.undo.unshift({ conversationId: change.conversationId, action: outcome });
      }
    }
    publishAfterCommit(app.live, tx, 'conversation', done.undo.map(({ conversationId }) => ({ workspaceId: actor.workspaceId, id: conversationId })));
    return done;
  });
  app.poke('jobs');
  return result;
}

/** The action that takes it back, or why nothing was done. */
async function changeOne(app: App, tx: Tx, actor: Actor, { conversationId, action }: Change) {
  const row = await readConversationRow(tx, actor.workspaceId, conversationId, { isLocked: true });
  if (!row) return 'conversation_unknown';
  try {
    return (await actOnConversation(app, tx, actor, row, action)) ?? 'unchanged';
  } catch (error) {
    // Thrown before anything is written.
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
