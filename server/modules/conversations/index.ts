/** Threads with people on a channel: what they wrote, who answers, and until when we may answer freely. */
export { applyEchoes, applyEdits, applyImports, applyMessages } from './apply-messages.ts';
export { beginConversations } from './begin-conversations.ts';
export { lockConversation } from './change-conversation.ts';
export { chooseAssignee, whoIsThere } from './choose-assignee.ts';
export type { AssigneeChoice, AssignRequest } from './choose-assignee.ts';
export { conversationKey } from './conversation-queries.ts';
export { eraseMedia } from './erase-media.ts';
export { fetchMedia } from './fetch-media.ts';
export { handToPerson, noteOutgoing } from './hand-over.ts';
export type { Handoff, OutgoingNews } from './hand-over.ts';
export { giveToActor } from './manage-conversation.ts';
export { eraseConversations } from './erase-conversations.ts';
export { countSavedReply } from './saved-replies.ts';
export { mergeConversations } from './merge-conversations.ts';
export { placeMedia } from './place-media.ts';
export { addConversationRoutes } from './routes.ts';
export { tagConversation } from './tag-conversation.ts';
export { sendReceipt } from './send-receipt.ts';
