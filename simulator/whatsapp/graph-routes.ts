import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { replyWithFault } from '../kit/index.ts';
import { configureNumber, describeNumber, describeToken, describeWaba, fieldsOf, registerAccounts } from './account-routes.ts';
import { GraphError, graphErrorBody } from './graph-errors.ts';
import { asObject, type Json } from './json.ts';
import { describeMedia, registerMedia } from './media-routes.ts';
import { registerMessages } from './message-routes.ts';
import { unknownObject, type WhatsApp } from './state.ts';
import { describeTemplate, editTemplate, registerTemplates, unpauseTemplate } from './template-routes.ts';

type Node = { Params: { node: string }; Querystring: Record<string, string>; Body: Json };

/** The pretend Graph API of any version, under `/graph/v26.0` and its like. */
export async function registerGraph(graph: FastifyInstance, whatsapp: WhatsApp): Promise<void> {
  await graph.register(multipart, { limits: { fileSize: 100 * 1024 * 1024 } });
  addParsers(graph);
  graph.setErrorHandler((error, _request, reply) => answerError(whatsapp, error, reply));
  graph.setNotFoundHandler((_request, reply) => answerError(whatsapp, new GraphError(100, 'Unknown path components'), reply));
  graph.addHook('preHandler', (request, reply) => misbehave(whatsapp, request, reply));
  registerMessages(graph, whatsapp);
  registerTemplates(graph, whatsapp);
  registerMedia(graph, whatsapp);
  registerAccounts(graph, whatsapp);
  registerNodes(graph, whatsapp);
}

/** Forms and raw bytes beside JSON: the platform takes its parameters in any of them. */
function addParsers(graph: FastifyInstance): void {
  graph.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  graph.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** Faults of everything but the messages, which have their own because they can also fail after accepting. */
async function misbehave(whatsapp: WhatsApp, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (whatsapp.world.faults.list().length === 0) return undefined;
  const path = request.routeOptions.url ?? '';
  if (path.endsWith('messages')) return undefined;
  const place = path.includes('message_templates') ? 'graph.templates' : path.includes('media') ? 'graph.media' : 'graph.accounts';
  const fault = whatsapp.world.faults.strike(place);
  if (!fault) return undefined;
  if (fault.kind === 'error') throw new GraphError(fault.code, fault.message ?? 'The pretend network was told to refuse this.');
  return (await replyWithFault(fault, reply)) ? reply : undefined;
}

/** Objects by their bare id: a number, an account, a template or a file. */
function registerNodes(graph: FastifyInstance, whatsapp: WhatsApp): void {
  const { accounts, templates, media, world } = whatsapp;

  graph.get<Node>('/debug_token', (request) => {
    const account = whatsapp.authenticate(request);
    return describeToken(whatsapp, request.query.input_token ?? account.token);
  });

  graph.get<Node>('/:node', (request) => {
    const { node } = request.params;
    const holder = whatsapp.authenticate(request);
    const fields = fieldsOf(request.query);
    if (node === 'me') return { id: `77${holder.appId.slice(2)}`, name: 'Pretend system user' };
    if (accounts.byNumberId(node)) return describeNumber(whatsapp.requireNumber(request, node), fields);
    if (accounts.byWabaId(node)) return describeWaba(whatsapp.requireWaba(request, node), fields);
    if (accounts.byAppId(node) === holder) return { id: node, name: 'Marchante' };
    const template = templates.byId(node);
    if (template?.wabaId === holder.wabaId) return describeTemplate(template, fields, world.now());
    const file = media.find(node);
    if (file?.owner.token === holder.token) return describeMedia(whatsapp, file);
    throw unknownObject(node);
  });

  graph.post<Node>('/:node', (request) => {
    const { node } = request.params;
    const holder = whatsapp.authenticate(request);
    const template = templates.byId(node);
    if (template?.wabaId === holder.wabaId) return editTemplate(whatsapp, template, asObject(request.body));
    return configureNumber(whatsapp.requireNumber(request, node), asObject(request.body));
  });

  graph.post<Node>('/:node/unpause', (request) => {
    const template = templates.byId(request.params.node);
    if (template?.wabaId !== whatsapp.authenticate(request).wabaId) throw unknownObject(request.params.node);
    return unpauseTemplate(whatsapp, template);
  });

  graph.delete<Node>('/:node', (request) => {
    const { node } = request.params;
    const holder = whatsapp.authenticate(request);
    if (media.find(node)?.owner.token !== holder.token) throw unknownObject(node);
    return { success: media.remove(node) };
  });
}

function answerError(whatsapp: WhatsApp, error: unknown, reply: FastifyReply) {
  const graphError = error instanceof GraphError ? error : translate(error);
  return reply.code(graphError.statusCode).send(graphErrorBody(graphError, whatsapp.world));
}

/** A body that is not JSON, too large or of an unknown type is an invalid parameter; anything else is our own bug. */
function translate(error: unknown): GraphError {
  const { statusCode = 500, message = 'Unknown' } = error as { statusCode?: number; message?: string };
  return statusCode < 500 ? new GraphError(100, message) : new GraphError(1, message, { status: 500 });
}
