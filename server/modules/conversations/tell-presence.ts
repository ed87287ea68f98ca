import type { PresenceBody } from '#contract/conversation';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { requireConversation } from './change-conversation.ts';

/**
 * Tells the other consoles who has a conversation open or is typing in it. Written nowhere: a console forgets what was not repeated within
 * its time. `arrived` asks those who are there to say so again.
 */
export async function tellPresence(app: App, actor: Actor, conversationId: string, { state, tabId }: PresenceBody): Promise<void> {
  requireRole(actor, 'agent');
  await requireConversation(app.db, actor.workspaceId, conversationId);
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'presence', id: conversationId, about: { memberId: actor.id, name: actor.name.slice(0, 100), state, tabId } });
}
