import type { App } from '#context';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { changeConversation, lockConversation } from './change-conversation.ts';
import { assignByRules } from './choose-assignee.ts';

export interface TaggedWork {
  workspaceId: string;
  conversationId: string;
  tags: string[];
  /** What happened, for the timeline: `conversation.return_requested`. */
  event: string;
  details: Record<string, unknown>;
}

/**
 * Something in a conversation became work of a person, while whoever answers goes on answering: tags, its owner by the workspace's rules, and a
 * line in the timeline. Whoever is given it hears of it. A conversation that has a member keeps them.
 */
export async function tagConversation(app: App, tx: Tx, { workspaceId, conversationId, tags, event, details }: TaggedWork): Promise<void> {
  const conversation = await lockConversation(tx, workspaceId, conversationId);
  const all = [...new Set([...conversation.tags, ...tags])];
  const assigneeId = conversation.assignee_id ?? (await assignByRules(app, tx, { workspaceId, tags: all, ownerRule: null }));
  await changeConversation(app, tx, conversation, { set: { tags: all, assignee_id: assigneeId }, event, actor: 'system', details });
  if (assigneeId !== null && assigneeId !== conversation.assignee_id) {
    await app.receivers.membersConcerned(app, tx, [{ workspaceId, conversationId, kind: 'assigned', memberIds: [assigneeId] }]);
  }
  publishAfterCommit(app.live, tx, 'conversation', [{ workspaceId, id: conversationId }]);
}
