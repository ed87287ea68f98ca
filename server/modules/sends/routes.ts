import { ConversationParams } from '#contract/conversation';
import { WorkspaceParams } from '#contract/page';
import { IdempotencyHeaders, PlannedReply, ReplyBody, SendPage, SendQuery, TemplateReplyBody } from '#contract/send';
import { ReplyValues } from '#contract/saved-reply';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { listSends } from './list-sends.ts';
import { readReplyValues } from './read-reply-values.ts';
import { replyToConversation } from './reply-to-conversation.ts';
import { sendTemplate } from './send-template.ts';

const base = '/v1/workspaces/:workspaceId';
const conversation = `${base}/conversations/:conversationId`;
const response = { 202: PlannedReply };

/** What members write, and the ledger in which every message stands. */
export function addSendRoutes(http: Http, app: App): void {
  http.get(`${base}/sends`, { schema: { summary: 'List messages with what became of them and why', tags: ['sends'], params: WorkspaceParams, querystring: SendQuery, response: { 200: SendPage } } }, (request) =>
    listSends(app, request.actor, request.query),
  );
  http.get(`${conversation}/reply-values`, { schema: { summary: 'Read what a saved reply can name here', tags: ['conversations'], params: ConversationParams, response: { 200: ReplyValues } } }, (request) =>
    readReplyValues(app, request.actor, request.params.conversationId),
  );
  http.post(
    `${conversation}/messages`,
    { schema: { summary: 'Answer freely, inside the 24-hour window', tags: ['conversations'], params: ConversationParams, headers: IdempotencyHeaders, body: ReplyBody, response } },
    async (request, reply) => reply.status(202).send(await replyToConversation(app, request.actor, request.params.conversationId, request.headers['idempotency-key'], request.body)),
  );
  http.post(
    `${conversation}/templates`,
    { schema: { summary: 'Send an approved template', tags: ['conversations'], params: ConversationParams, headers: IdempotencyHeaders, body: TemplateReplyBody, response } },
    async (request, reply) => reply.status(202).send(await sendTemplate(app, request.actor, request.params.conversationId, request.headers['idempotency-key'], request.body)),
  );
}
