import { z } from 'zod';
import {
  AskBody, AskReply, KnowledgePageDetail, KnowledgePageList, KnowledgeParams, KnowledgeQuery, KnowledgeVersionDetail, KnowledgeVersionParams, KnowledgeVersions, NewKnowledgePage,
  PublishBody, RestoreBody, SavedKnowledgePage, StarterList,
} from '#contract/knowledge';
import { QuestionGroup, QuestionPage, QuestionParams, QuestionQuery, SettleBody } from '#contract/knowledge-question';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { askPages } from './find-passages.ts';
import { addImportRoutes } from './import-routes.ts';
import { createPage, deletePage, listPages, readPage, restoreVersion, savePage } from './manage-pages.ts';
import { publishPage, withdrawPage } from './publish-page.ts';
import { listQuestions, settleQuestion } from './questions/list-questions.ts';
import { listVersions, readVersion } from './read-versions.ts';
import { listStarters } from './starters/list-starters.ts';

const base = '/v1/workspaces/:workspaceId/knowledge';
const one = `${base}/pages/:pageId`;
const tags = ['knowledge'];
/** A page of 200,000 characters with its table. */
const bodyLimit = 1024 * 1024;

export function addKnowledgeRoutes(http: Http, app: App): void {
  addPageRoutes(http, app);
  addVersionRoutes(http, app);
  addQuestionRoutes(http, app);
  addImportRoutes(http, app);
  http.get(`${base}/starters`, { schema: { summary: 'Texts to begin pages with', tags, params: WorkspaceParams, response: { 200: StarterList } } }, () => listStarters());
  http.post(`${base}/ask`, { schema: { summary: 'Ask the published pages a question, as the assistant would', tags, params: WorkspaceParams, body: AskBody, response: { 200: AskReply } } }, (request) => askPages(app, request.actor, request.body));
}

function addPageRoutes(http: Http, app: App): void {
  http.get(`${base}/pages`, { schema: { summary: 'List pages, or search them by words', tags, params: WorkspaceParams, querystring: KnowledgeQuery, response: { 200: KnowledgePageList } } }, (request) =>
    listPages(app, request.actor, request.query),
  );
  http.post(`${base}/pages`, { bodyLimit, schema: { summary: 'Write a page; it is a draft until it is published', tags, params: WorkspaceParams, body: NewKnowledgePage, response: { 201: KnowledgePageDetail } } }, async (request, reply) =>
    reply.status(201).send(await createPage(app, request.actor, request.body)),
  );
  http.get(one, { schema: { summary: 'Read the newest version of a page', tags, params: KnowledgeParams, response: { 200: KnowledgePageDetail } } }, (request) => readPage(app, request.actor, request.params.pageId));
  http.put(one, { bodyLimit, schema: { summary: 'Save the next version of a page as a draft', tags, params: KnowledgeParams, body: SavedKnowledgePage, response: { 200: KnowledgePageDetail } } }, (request) =>
    savePage(app, request.actor, request.params.pageId, request.body),
  );
  http.delete(one, { schema: { summary: 'Delete a page with all its versions', tags, params: KnowledgeParams, response: { 204: z.null() } } }, async (request, reply) => {
    await deletePage(app, request.actor, request.params.pageId);
    return reply.status(204).send(null);
  });
  http.post(`${one}/publish`, { schema: { summary: 'Let the newest version answer', tags, params: KnowledgeParams, body: PublishBody, response: { 200: KnowledgePageDetail } } }, (request) =>
    publishPage(app, request.actor, request.params.pageId, request.body.version),
  );
  http.post(`${one}/withdraw`, { schema: { summary: 'Let a page answer no more', tags, params: KnowledgeParams, response: { 200: KnowledgePageDetail } } }, (request) => withdrawPage(app, request.actor, request.params.pageId));
}

function addVersionRoutes(http: Http, app: App): void {
  http.get(`${one}/versions`, { schema: { summary: 'List the versions of a page', tags, params: KnowledgeParams, response: { 200: KnowledgeVersions } } }, (request) => listVersions(app, request.actor, request.params.pageId));
  http.get(`${one}/versions/:version`, { schema: { summary: 'Read one version of a page', tags, params: KnowledgeVersionParams, response: { 200: KnowledgeVersionDetail } } }, (request) =>
    readVersion(app, request.actor, request.params.pageId, request.params.version),
  );
  http.post(`${one}/restore`, { schema: { summary: 'Put an earlier version back as a draft', tags, params: KnowledgeParams, body: RestoreBody, response: { 200: KnowledgePageDetail } } }, (request) =>
    restoreVersion(app, request.actor, request.params.pageId, request.body),
  );
}

function addQuestionRoutes(http: Http, app: App): void {
  http.get(`${base}/questions`, { schema: { summary: 'List what shoppers asked and no page answered, in groups', tags, params: WorkspaceParams, querystring: QuestionQuery, response: { 200: QuestionPage } } }, (request) =>
    listQuestions(app, request.actor, request.query),
  );
  http.post(`${base}/questions/:groupId/settle`, { schema: { summary: 'Set a group of questions aside, or take it up again', tags, params: QuestionParams, body: SettleBody, response: { 200: QuestionGroup } } }, (request) =>
    settleQuestion(app, request.actor, request.params.groupId, request.body.state),
  );
}
