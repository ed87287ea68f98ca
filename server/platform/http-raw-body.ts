import type { Http } from './http.ts';

/**
 * A corner whose routes get `request.body` as the bytes that came in (a Buffer, empty without a body) and nothing parsed: webhooks are
 * verified over them. Set `bodyLimit` on its routes.
 */
export async function withRawBody(http: Http, addRoutes: (http: Http) => void): Promise<void> {
  await http.register(async (corner) => {
    corner.removeAllContentTypeParsers();
    corner.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // Without a content type and a body no parser is asked.
    corner.addHook('preValidation', async (request) => {
      request.body ??= Buffer.alloc(0);
    });
    addRoutes(corner);
  });
}
