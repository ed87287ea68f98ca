import multipart from '@fastify/multipart';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ConversationParams } from '#contract/conversation';
import { MediaParams, UploadedMedia } from '#contract/media';
import type { App } from '#context';
import { AppError } from '#platform/errors';
import type { Http } from '#platform/http';
import { tooLarge } from './judge-upload.ts';
import { readMedia } from './read-media.ts';
import { uploadMedia } from './upload-media.ts';

const base = '/v1/workspaces/:workspaceId';
const tags = ['conversations'];
/** Room for the form around the file. */
const formBytes = 64 * 1024;

export function addMediaRoutes(http: Http, app: App): void {
  const response = { 200: z.unknown(), 206: z.unknown(), 304: z.unknown(), 416: z.unknown() };
  http.get(`${base}/media/:mediaId`, { schema: { summary: 'Read a file of a conversation, whole or in parts', tags, params: MediaParams, response } }, async (request, reply) => {
    const { range, 'if-none-match': ifNoneMatch, 'if-range': ifRange } = request.headers;
    const answer = await readMedia(app, request.actor, request.params.mediaId, { range, ifNoneMatch, ifRange: typeof ifRange === 'string' ? ifRange : undefined });
    return reply.status(answer.status).headers(answer.headers).send(answer.body ?? '');
  });
  addUploadRoute(http, app);
}

/** In a scope of its own: nowhere else are forms with files read. */
function addUploadRoute(http: Http, app: App): void {
  const maxBytes = app.config.mediaMaxBytes;
  void http.register(async (plain) => {
    await plain.register(multipart, { limits: { fileSize: maxBytes, files: 1, fields: 4, parts: 5 }, throwFileSizeLimit: false });
    plain.withTypeProvider<ZodTypeProvider>().post(
      `${base}/conversations/:conversationId/media`,
      {
        bodyLimit: maxBytes + formBytes,
        schema: { summary: 'Upload a file (multipart/form-data) to be sent with an answer', tags, params: ConversationParams, consumes: ['multipart/form-data'], response: { 201: UploadedMedia } },
      },
      async (request, reply) => {
        if (!request.isMultipart()) throw new AppError('invalid', 'file_missing', 'Send the file as multipart/form-data.');
        const part = await request.file();
        if (!part) throw new AppError('invalid', 'file_missing', 'The form holds no file.');
        const bytes = await part.toBuffer();
        if (part.file.truncated) throw tooLarge(null, maxBytes, 'Make it smaller, or send a link to it.');
        return reply.status(201).send(await uploadMedia(app, request.actor, request.params.conversationId, { bytes, fileName: part.filename || null }));
      },
    );
  });
}
