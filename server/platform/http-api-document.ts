import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import swagger from '@fastify/swagger';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';

const pageFiles = [
  { path: '/docs/api', file: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/docs/api/page.js', file: 'page.js', type: 'text/javascript; charset=utf-8' },
  { path: '/docs/api/page.css', file: 'page.css', type: 'text/css; charset=utf-8' },
];

/** The OpenAPI document of every route below `/v1` that is registered after this, and a page to read it. */
export async function addApiDocument(http: FastifyInstance): Promise<void> {
  const describe = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } });
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Marchante API', version: 'v1', description: 'Everything the console does goes through these routes. Send an API key as "Authorization: Bearer mk_…".' },
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'marchante.session_token' } } },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: (route) => {
      const described = describe(route);
      return route.url.startsWith('/v1/') ? described : { ...described, schema: { ...described.schema, hide: true } };
    },
  });
  http.get('/v1/openapi.json', { schema: { hide: true } }, async () => http.swagger());
  for (const { path, file, type } of pageFiles) {
    const text = readFileSync(fileURLToPath(new URL(`./api-page/${file}`, import.meta.url)));
    http.get(path, { schema: { hide: true } }, async (_request, reply) => reply.type(type).send(text));
  }
}
