import type { FastifyInstance } from 'fastify';
import { GraphError } from './graph-errors.ts';
import type { Json } from './json.ts';
import type { Media } from './media.ts';
import type { WhatsApp } from './state.ts';

type Node = { Params: { node: string }; Querystring: Record<string, string>; Body: Json };

const LIMITS_BYTES: Record<string, number> = {
  image: 5 * 1024 * 1024,
  audio: 16 * 1024 * 1024,
  video: 16 * 1024 * 1024,
  application: 100 * 1024 * 1024,
  text: 100 * 1024 * 1024,
};

/** `POST /{PNID}/media` and the resumable upload that template samples use. */
export function registerMedia(graph: FastifyInstance, whatsapp: WhatsApp): void {
  const uploads = new Map<string, { received: Buffer; mimeType: string }>();
  whatsapp.world.onReset(() => uploads.clear());

  graph.post<Node>('/:node/media', async (request) => {
    const account = whatsapp.requireNumber(request, request.params.node);
    const parts = request.parts();
    let file: { mimeType: string; filename: string; bytes: Buffer } | null = null;
    const fields: Record<string, string> = {};
    for await (const part of parts) {
      if (part.type === 'file') file = { mimeType: part.mimetype, filename: part.filename, bytes: await part.toBuffer() };
      else fields[part.fieldname] = String(part.value);
    }
    if (fields.messaging_product !== 'whatsapp') throw new GraphError(100, 'The parameter messaging_product is required.');
    if (!file) throw new GraphError(100, 'The parameter file is required.');
    const mimeType = fields.type ?? file.mimeType;
    const limit = LIMITS_BYTES[mimeType.split('/')[0] ?? ''];
    if (limit === undefined) throw new GraphError(131053, `Media of type ${mimeType} is not supported`);
    if (file.bytes.length > limit) throw new GraphError(131053, `The file has ${file.bytes.length} bytes, ${limit} are allowed`);
    return { id: whatsapp.media.add(account, { ...file, mimeType }).id };
  });

  graph.post<Node>('/:node/uploads', (request) => {
    whatsapp.authenticate(request);
    const id = `upload:${whatsapp.world.random.text(24)}`;
    uploads.set(id, { received: Buffer.alloc(0), mimeType: request.query.file_type ?? 'application/octet-stream' });
    return { id };
  });

  graph.post<Node & { Params: { upload: string } }>('/upload:::upload', (request) => {
    const account = whatsapp.authenticate(request);
    const upload = uploads.get(`upload:${request.params.upload}`);
    if (!upload) throw new GraphError(100, 'This upload session does not exist');
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const offset = Number(request.headers.file_offset ?? 0);
    upload.received = Buffer.concat([upload.received.subarray(0, offset), bytes]);
    const media = whatsapp.media.add(account, { mimeType: upload.mimeType, bytes: upload.received });
    return { h: `4::${Buffer.from(upload.mimeType).toString('base64')}:${media.id}` };
  });

  graph.get<{ Params: { upload: string } }>('/upload:::upload', (request) => {
    whatsapp.authenticate(request);
    const id = `upload:${request.params.upload}`;
    const upload = uploads.get(id);
    if (!upload) throw new GraphError(100, 'This upload session does not exist');
    return { id, file_offset: upload.received.length };
  });
}

/** The bytes themselves: by signed address with the token, as the platform serves them. */
export function registerDownloads(app: FastifyInstance, whatsapp: WhatsApp): void {
  app.get<{ Querystring: Record<string, string> }>('/graph-media/attachments/', (request, reply) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const media = whatsapp.media.open(request.query);
    if (!whatsapp.accounts.byToken(token)) return reply.code(401).send('Unauthorized');
    if (!media) return reply.code(404).send('Not Found');
    return reply.type(media.mimeType).send(media.bytes);
  });
}

export const describeMedia = (whatsapp: WhatsApp, media: Media): Json => ({
  messaging_product: 'whatsapp',
  url: whatsapp.media.linkTo(media),
  mime_type: media.mimeType,
  sha256: media.sha256,
  file_size: media.bytes.length,
  id: media.id,
});
