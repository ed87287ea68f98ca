import { createHmac, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { makeBatcher } from '#platform/batcher';

/** The least that a webhook receiver can do: the HMAC over the raw bytes, and one row committed before the answer; alone or shared. */
const isShared = process.argv[2] === 'shared';
const secret = process.argv[3] as string;
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 12 });
await pool.query('create table if not exists bare_delivery (id bigint generated always as identity primary key, headers jsonb not null, body bytea not null)');

interface Row {
  headers: string;
  body: Buffer;
}
const together = makeBatcher<Row, void>({
  maxItems: 128,
  parallel: 2,
  run: async (rows) => {
    await pool.query({ name: 'many', text: 'insert into bare_delivery (headers, body) select h, b from unnest($1::jsonb[], $2::bytea[]) r(h, b)', values: [rows.map((row) => row.headers), rows.map((row) => row.body)] });
    return rows.map(() => undefined);
  },
});
const alone = (row: Row) => pool.query({ name: 'one', text: 'insert into bare_delivery (headers, body) values ($1, $2)', values: [row.headers, row.body] });

const http = Fastify();
http.removeAllContentTypeParsers();
http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
http.post('/hooks/:connectionId', async (request, reply) => {
  const body = request.body as Buffer;
  const told = Buffer.from(String(request.headers['x-shopify-hmac-sha256']), 'base64');
  const ours = createHmac('sha256', secret).update(body).digest();
  if (told.length !== ours.length || !timingSafeEqual(told, ours)) return reply.status(401).send('');
  const row = { headers: JSON.stringify({ topic: request.headers['x-shopify-topic'] }), body };
  await (isShared ? together.add(row) : alone(row));
  return reply.send('');
});
await http.listen({ host: '127.0.0.1', port: 0 });
process.once('SIGTERM', () => process.exit(0));
process.send?.({ ready: `http://127.0.0.1:${(http.server.address() as { port: number }).port}` });
