import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ChatConfig } from '#contract/chat-page';
import { languageOf } from '#contract/language';
import type { App } from '#context';
import { readWorkspaceFacts } from '#modules/workspaces';
import { AppError } from '#platform/errors';
import type { Http } from '#platform/http';
import { withRawBody } from '#platform/http-raw-body';
import { ChatKey } from '#ports/chat-page';
import { openChatStreams } from './chat-streams.ts';
import { findWhatsApp, goOnWhatsApp } from './go-on-whatsapp.ts';
import { findVisit, openChat } from './open-chat.ts';
import type { OpenChat } from './open-chat.ts';
import { readChat } from './read-chat.ts';

const Params = z.object({ connectionId: z.uuid() });
/** Sent as plain text, so that no browser has to ask beforehand whether it may. */
const Body = z.object({ chatKey: ChatKey, cursor: z.string().max(200).nullish() });

/** Public: whoever holds a chat's key reads that chat, from the pages that its connection names. */
export async function addWebChatRoutes(http: Http, app: App): Promise<void> {
  const streams = openChatStreams(app);
  http.addHook('preClose', async () => streams.close());
  http.get('/chat/:connectionId/config', publicRoute, async (request, reply) => {
    const config = await readConfig(app, await enter(app, request, reply));
    // Whoever walks through the shop asks once a minute, not on each of its pages.
    reply.header('cache-control', 'public, max-age=60');
    return config;
  });
  await withRawBody(http, (corner) => {
    corner.post('/chat/:connectionId/messages', publicRoute, async (request, reply) => {
      const chat = await enter(app, request, reply);
      const { chatKey, cursor } = readBody(request);
      return readChat(app, chat, await findVisit(app, chat, chatKey), cursor ?? null);
    });
    corner.post('/chat/:connectionId/whatsapp', publicRoute, async (request, reply) => {
      const chat = await enter(app, request, reply);
      return goOnWhatsApp(app, chat, await findVisit(app, chat, readBody(request).chatKey));
    });
    corner.post('/chat/:connectionId/stream', publicRoute, async (request, reply) => {
      const chat = await enter(app, request, reply);
      const visit = await findVisit(app, chat, readBody(request).chatKey);
      if (!visit) throw new AppError('not_found', 'chat_empty', 'Nothing was said in this chat yet.');
      // Refused while it can still be said: from here on the answer is the stream's own.
      const stream = streams.admit({ ...chat, ...visit });
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'access-control-allow-origin': String(request.headers.origin) });
      stream.carry(reply.raw);
      return reply;
    });
  });
}

const publicRoute = { schema: { hide: true }, config: { isPublic: true } };

/** The chat of the address, for a page of the shop. */
async function enter(app: App, request: FastifyRequest, reply: FastifyReply): Promise<OpenChat> {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'chat_unknown', 'There is no chat at this address.');
  // A refusal is the page's to read as well: without that its browser would only say that the line is broken, and it would ask for ever.
  const { origin } = request.headers;
  reply.header('vary', 'origin').header('cache-control', 'no-store');
  if (origin) reply.header('access-control-allow-origin', origin);
  return openChat(app, params.data.connectionId, origin);
}

function readBody({ body }: FastifyRequest): z.infer<typeof Body> {
  const parsed = Body.safeParse(readJson(body));
  if (!parsed.success) throw new AppError('invalid', 'chat_body', 'Send {"chatKey": "…"} with 32 to 100 letters, digits or dashes.');
  return parsed.data;
}

function readJson(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return null;
  }
}

async function readConfig(app: App, { workspaceId, settings }: OpenChat): Promise<ChatConfig> {
  const facts = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId);
  const { title, accent, helpAfterSeconds, helpFromMajor } = settings;
  return { title, accent, helpAfterSeconds, helpFromMajor, language: languageOf(facts?.locale) ?? 'en', hasWhatsApp: (await findWhatsApp(app, workspaceId)) !== null };
}
