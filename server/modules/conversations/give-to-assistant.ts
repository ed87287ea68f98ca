import type { App } from '#context';
import { afterCommit } from '#platform/database';
import type { Tx } from '#platform/database';
import { enqueueJobs } from '#platform/jobs';
import { changeConversation, lockConversation } from './change-conversation.ts';
import { sendReceipt } from './send-receipt.ts';

/**
 * Makes the assistant the one who answers: nobody waits for a person any more. True: until now it was left to people, so that there may be more than
 * the last message without an answer.
 */
export async function giveToAssistant(app: App, tx: Tx, { workspaceId, conversationId }: { workspaceId: string; conversationId: string }): Promise<boolean> {
  const conversation = await lockConversation(tx, workspaceId, conversationId);
  if (conversation.handler === 'assistant') return false;
  const isReturn = conversation.handler === 'person' || conversation.waiting_since !== null;
  await changeConversation(app, tx, conversation, {
    set: { handler: 'assistant', handler_run_id: null, ...(isReturn && { assignee_id: null, waiting_since: null, handoff_reason: null, priority: 0 }) },
    event: isReturn ? 'conversation.returned' : 'conversation.assistant_answers',
    actor: 'system',
  });
  return isReturn;
}

/** Shows the shopper that an answer is being written, as far as the channel can. */
export async function askForTyping(app: App, tx: Tx, conversations: { workspaceId: string; conversationId: string }[]): Promise<void> {
  if (conversations.length === 0) return;
  await enqueueJobs(app, tx, sendReceipt, conversations.map(({ workspaceId, conversationId }) => ({ workspaceId, input: { conversationId, showTyping: true }, key: `typing ${conversationId}` })));
  afterCommit(tx, () => app.poke('jobs'));
}
