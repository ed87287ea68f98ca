import {
  AssignBody,
  ConversationDetail,
  ConversationPage,
  ConversationParams,
  ConversationQuery,
  NoteBody,
  OptOutBody,
  PriorityBody,
  ReopenBody,
  SnoozeBody,
  TagsBody,
  TakeOverBody,
  TimelinePage,
} from '#contract/conversation';
import { PageQuery, WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { addAssignmentRoutes } from './assignment-routes.ts';
import { addInboxRoutes } from './inbox-routes.ts';
import { listConversations } from './list-conversations.ts';
import { assign, close, handBack, markRead, markUnread, optOut, readConversation, reopen, setPriority, setTags, snooze, takeOver } from './manage-conversation.ts';
import { addMediaRoutes } from './media-routes.ts';
import { addNote } from './note-conversation.ts';
import { readTimeline } from './read-timeline.ts';

const base = '/v1/workspaces/:workspaceId/conversations';
const one = `${base}/:conversationId`;
const tags = ['conversations'];
const params = ConversationParams;
const response = { 200: ConversationDetail };

/** Sending a reply is the send ledger's route. */
export function addConversationRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'List conversations: waiting, mine, unassigned, open, snoozed, closed or all', tags, params: WorkspaceParams, querystring: ConversationQuery, response: { 200: ConversationPage } } }, (request) =>
    listConversations(app, request.actor, request.query),
  );
  http.get(one, { schema: { summary: 'Read one conversation', tags, params, response } }, (request) => readConversation(app, request.actor, request.params.conversationId));
  http.get(`${one}/timeline`, { schema: { summary: 'Read messages, sends, events and notes, newest first', tags, params, querystring: PageQuery, response: { 200: TimelinePage } } }, (request) =>
    readTimeline(app, request.actor, request.params.conversationId, request.query),
  );
  http.post(`${one}/read`, { schema: { summary: 'Mark as read', tags, params, response } }, (request) => markRead(app, request.actor, request.params.conversationId));
  http.post(`${one}/unread`, { schema: { summary: 'Mark as unread', tags, params, response } }, (request) => markUnread(app, request.actor, request.params.conversationId));
  http.post(`${one}/hand-back`, { schema: { summary: 'Let the assistant answer again', tags, params, response } }, (request) => handBack(app, request.actor, request.params.conversationId));
  http.post(`${one}/close`, { schema: { summary: 'Close', tags, params, response } }, (request) => close(app, request.actor, request.params.conversationId));
  addRoutesWithBody(http, app);
  addInboxRoutes(http, app);
  addAssignmentRoutes(http, app);
  addMediaRoutes(http, app);
}

function addRoutesWithBody(http: Http, app: App): void {
  http.post(`${one}/take-over`, { schema: { summary: 'Answer yourself; automation steps back', tags, params, body: TakeOverBody, response } }, (request) =>
    takeOver(app, request.actor, request.params.conversationId, request.body?.evenSo),
  );
  http.post(`${one}/reopen`, { schema: { summary: 'Open again', tags, params, body: ReopenBody.nullish(), response } }, (request) =>
    reopen(app, request.actor, request.params.conversationId, request.body?.asBefore),
  );
  http.put(`${one}/priority`, { schema: { summary: 'Set how urgent it is', tags, params, body: PriorityBody, response } }, (request) =>
    setPriority(app, request.actor, request.params.conversationId, request.body.priority),
  );
  http.put(`${one}/assignee`, { schema: { summary: 'Assign to a member, or to nobody', tags, params, body: AssignBody, response } }, (request) =>
    assign(app, request.actor, request.params.conversationId, request.body.assigneeId),
  );
  http.post(`${one}/snooze`, { schema: { summary: 'Hide until a time or the next message', tags, params, body: SnoozeBody, response } }, (request) =>
    snooze(app, request.actor, request.params.conversationId, new Date(request.body.until)),
  );
  http.put(`${one}/tags`, { schema: { summary: 'Set the tags', tags, params, body: TagsBody, response } }, (request) =>
    setTags(app, request.actor, request.params.conversationId, request.body.tags),
  );
  http.post(`${one}/notes`, { schema: { summary: 'Add a note for members', tags, params, body: NoteBody, response } }, (request) =>
    addNote(app, request.actor, request.params.conversationId, request.body.text, request.body.mentions),
  );
  http.post(`${one}/opt-out`, { schema: { summary: 'Record that the shopper wants no more marketing', tags, params, body: OptOutBody, response } }, (request) =>
    optOut(app, request.actor, request.params.conversationId, request.body.note),
  );
}
