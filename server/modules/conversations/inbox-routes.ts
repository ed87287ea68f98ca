import { z } from 'zod';
import { BulkBody, BulkResult, ConversationCounts, ConversationParams, MentionList, PresenceBody, SavedViewBody, SavedViewList, SavedViewParams } from '#contract/conversation';
import { CartChangeBody, ConversationCart } from '#contract/conversation-cart';
import { WorkspaceParams } from '#contract/page';
import { SavedReply, SavedReplyBody, SavedReplyList, SavedReplyParams } from '#contract/saved-reply';
import { IdempotencyHeaders } from '#contract/send';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { changeCartOfConversation, readCartOfConversation } from './cart-of-conversation.ts';
import { changeMany } from './change-many.ts';
import { countConversations } from './count-conversations.ts';
import { listMentions, readMentions } from './note-conversation.ts';
import { addSavedReply, changeSavedReply, deleteSavedReply, listSavedReplies } from './saved-replies.ts';
import { deleteView, listViews, saveView } from './saved-views.ts';
import { tellPresence } from './tell-presence.ts';

const base = '/v1/workspaces/:workspaceId';
const one = `${base}/conversations/:conversationId`;
const tags = ['conversations'];
const done = { 204: z.null() };

/** What surrounds the conversations: counts, many at once, who is here, mentions, views, saved replies. */
export function addInboxRoutes(http: Http, app: App): void {
  http.get(`${base}/conversation-counts`, { schema: { summary: 'Count the conversations of each view', tags, params: WorkspaceParams, response: { 200: ConversationCounts } } }, (request) => countConversations(app, request.actor));
  http.post(`${base}/conversation-changes`, { schema: { summary: 'Assign, tag, snooze, close or mark many at once', tags, params: WorkspaceParams, body: BulkBody, response: { 200: BulkResult } } }, (request) =>
    changeMany(app, request.actor, request.body),
  );
  http.post(`${one}/presence`, { schema: { summary: 'Say that one has it open or is typing', tags, params: ConversationParams, body: PresenceBody, response: done } }, async (request, reply) => {
    await tellPresence(app, request.actor, request.params.conversationId, request.body);
    return reply.status(204).send(null);
  });
  http.get(`${base}/mentions`, { schema: { summary: 'List notes that name me', tags, params: WorkspaceParams, response: { 200: MentionList } } }, (request) => listMentions(app, request.actor));
  http.post(`${one}/mentions/read`, { schema: { summary: 'Mark the notes that name me as read', tags, params: ConversationParams, response: { 200: MentionList } } }, (request) =>
    readMentions(app, request.actor, request.params.conversationId),
  );
  http.get(`${one}/cart`, { schema: { summary: 'Read the open cart of this person', tags, params: ConversationParams, response: { 200: ConversationCart } } }, (request) =>
    readCartOfConversation(app, request.actor, request.params.conversationId),
  );
  http.post(
    `${one}/cart`,
    { schema: { summary: 'Change the cart as was agreed in the conversation', tags, params: ConversationParams, headers: IdempotencyHeaders, body: CartChangeBody, response: { 200: ConversationCart } } },
    (request) => changeCartOfConversation(app, request.actor, request.params.conversationId, request.headers['idempotency-key'], request.body),
  );
  addViewRoutes(http, app);
  addSavedReplyRoutes(http, app);
}

function addViewRoutes(http: Http, app: App): void {
  http.get(`${base}/conversation-views`, { schema: { summary: 'List the saved views', tags, params: WorkspaceParams, response: { 200: SavedViewList } } }, (request) => listViews(app, request.actor));
  http.post(`${base}/conversation-views`, { schema: { summary: 'Save a view', tags, params: WorkspaceParams, body: SavedViewBody, response: { 201: SavedViewList } } }, async (request, reply) =>
    reply.status(201).send(await saveView(app, request.actor, request.body)),
  );
  http.delete(`${base}/conversation-views/:viewId`, { schema: { summary: 'Delete a view', tags, params: SavedViewParams, response: { 200: SavedViewList } } }, (request) => deleteView(app, request.actor, request.params.viewId));
}

function addSavedReplyRoutes(http: Http, app: App): void {
  const path = `${base}/saved-replies`;
  http.get(path, { schema: { summary: 'List the saved replies', tags, params: WorkspaceParams, response: { 200: SavedReplyList } } }, (request) => listSavedReplies(app, request.actor));
  http.post(path, { schema: { summary: 'Save a reply', tags, params: WorkspaceParams, body: SavedReplyBody, response: { 201: SavedReply } } }, async (request, reply) =>
    reply.status(201).send(await addSavedReply(app, request.actor, request.body)),
  );
  http.put(`${path}/:savedReplyId`, { schema: { summary: 'Change a saved reply', tags, params: SavedReplyParams, body: SavedReplyBody, response: { 200: SavedReply } } }, (request) =>
    changeSavedReply(app, request.actor, request.params.savedReplyId, request.body),
  );
  http.delete(`${path}/:savedReplyId`, { schema: { summary: 'Delete a saved reply', tags, params: SavedReplyParams, response: done } }, async (request, reply) => {
    await deleteSavedReply(app, request.actor, request.params.savedReplyId);
    return reply.status(204).send(null);
  });
}
