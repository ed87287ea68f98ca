import type { App } from '#context';
import { afterCommit } from '#platform/database';
import type { Tx } from '#platform/database';
import { enqueueJobs } from '#platform/jobs';
import { changeConversation, lockConversation } from './change-conversation.ts';
import { sendReceipt } from './send-receipt.ts';

/** Makes the assistant the one who answers. @param isReturn a person had it and left it: nobody waits for them any more. */
export async function giveToAssistant(app: App, tx: Tx, { workspaceId, conversationId, isReturn }: { workspaceId: string; conversationId: string; isReturn: boolean }): Promise<void> {
  const conversation = await lockConversation(tx, workspaceId, conversationId);
  if (conversation.handler === 'assistant') return;
  await changeConversation(app, tx, conversation, {
    set: { handler: 'assistant', handler_run_id: null, ...(isReturn && { assignee_id: null, waiting_since: null, handoff_reason: null, priority: 0 }) },
    event: isReturn ? 'conversation.returned' : 'conversation.assistant_answers',
    actor: 'system',
  });
}

/** Shows the shopper that an answer is being written, as far as the channel can. */
export async function askForTyping(app: App, tx: Tx, conversations: { workspaceId: string; conversationId: string }[]): Promise<void> {
  if (conversations.length === 0) return;
  await enqueueJobs(app, tx, sendReceipt, conversations.map(({ workspaceId, conversationId }) => ({ workspaceId, input: { conversationId, showTyping: true }, key: `typing ${conversationId}` })));
  afterCommit(tx, () => app.poke('jobs'));
}
