import type { App } from '#context';
import { CreatedLink, NewPaymentLink, PaymentDetail, PaymentPage, PaymentParams, PaymentQuery, PaymentSettingsSchema, RefundBody, TillList } from '#contract/payment';
import { WorkspaceParams } from '#contract/page';
import { IdempotencyHeaders } from '#contract/send';
import type { Http } from '#platform/http';
import { createLinkByMember, listTillsByMember } from './create-link-by-member.ts';
import { listPaymentLinks, readPaymentDetail } from './read-payments.ts';
import { refundPayment } from './refund-payment.ts';
import { changePaymentSettings, readPaymentSettingsByMember } from './settings.ts';
import { makeOrderAnyway, markHandled } from './settle-by-person.ts';

const base = '/v1/workspaces/:workspaceId';
const tags = ['payments'];
const response = { 200: PaymentDetail };

/** What came in through chats, what became of it, and what a person may do about it. */
export function addPaymentRoutes(http: Http, app: App): void {
  http.get(`${base}/payments`, { schema: { summary: 'List payment links with what came of them', tags, params: WorkspaceParams, querystring: PaymentQuery, response: { 200: PaymentPage } } }, (request) =>
    listPaymentLinks(app, request.actor, request.query),
  );
  http.post(
    `${base}/payments`,
    { schema: { summary: 'Make a link to pay a cart as it is now', description: 'A repeat with the same key gives the same link. Stock and price are asked of the shop first.', tags, params: WorkspaceParams, headers: IdempotencyHeaders, body: NewPaymentLink, response: { 201: CreatedLink } } },
    async (request, reply) => reply.status(201).send(await createLinkByMember(app, request.actor, request.headers['idempotency-key'], request.body)),
  );
  http.get(`${base}/payments/:linkId`, { schema: { summary: 'Read one with its ledger', tags, params: PaymentParams, response } }, (request) => readPaymentDetail(app, request.actor, request.params.linkId));
  http.post(
    `${base}/payments/:linkId/refund`,
    { schema: { summary: 'Give money back', description: 'All of it, or a part. A repeat with the same key gives back nothing more.', tags, params: PaymentParams, headers: IdempotencyHeaders, body: RefundBody, response: { 202: PaymentDetail } } },
    async (request, reply) => reply.status(202).send(await refundPayment(app, request.actor, request.params.linkId, request.headers['idempotency-key'], request.body)),
  );
  http.post(`${base}/payments/:linkId/order`, { schema: { summary: 'Make the order of a payment that was held', tags, params: PaymentParams, response: { 202: PaymentDetail } } }, async (request, reply) =>
    reply.status(202).send(await makeOrderAnyway(app, request.actor, request.params.linkId)),
  );
  http.post(`${base}/payments/:linkId/handled`, { schema: { summary: 'Say that what a person had to do is done', tags, params: PaymentParams, response } }, (request) => markHandled(app, request.actor, request.params.linkId));
  http.get(`${base}/tills`, { schema: { summary: 'List the ways to be paid that are connected', tags, params: WorkspaceParams, response: { 200: TillList } } }, (request) => listTillsByMember(app, request.actor));
  http.get(`${base}/payment-settings`, { schema: { summary: 'Read how links are made', tags, params: WorkspaceParams, response: { 200: PaymentSettingsSchema } } }, (request) => readPaymentSettingsByMember(app, request.actor));
  http.put(
    `${base}/payment-settings`,
    { schema: { summary: 'Change how links are made', tags, params: WorkspaceParams, body: PaymentSettingsSchema, response: { 200: PaymentSettingsSchema } } },
    (request) => changePaymentSettings(app, request.actor, request.body),
  );
}
