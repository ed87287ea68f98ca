import { sql } from 'kysely';
import type { FastifyRequest } from 'fastify';
import { isEqualText } from './crypto.ts';
import type { Db } from './database.ts';
import { AppError } from './errors.ts';
import type { Http } from './http.ts';
import type { Metrics } from './metrics.ts';
import { readMigrations } from './migrate.ts';

export interface HealthOptions {
  db: Db;
  metrics: Metrics;
  /** Empty: only callers on this machine, and none that a proxy brings. */
  metricsToken: string;
}

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: what it counted. Not part of the API. */
export function addHealthRoutes(http: Http, options: HealthOptions): void {
  const wanted = readMigrations().length;
  http.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }));
  http.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const missing = await findMissing(options.db, wanted);
    return reply.status(missing.length === 0 ? 200 : 503).send({ ok: missing.length === 0, missing });
  });
  http.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    if (!mayReadMetrics(request, options.metricsToken)) throw new AppError('unauthenticated', 'metrics_token_needed', 'Send METRICS_TOKEN as a bearer token.');
    return reply.type(options.metrics.registry.contentType).send(await options.metrics.registry.metrics());
  });
}

async function findMissing(db: Db, wanted: number): Promise<string[]> {
  try {
    const { rows } = await sql<{ count: number }>`select count(*) as count from schema_migration`.execute(db);
    return (rows[0]?.count ?? 0) >= wanted ? [] : ['migrations'];
  } catch {
    // Being away is the answer that was asked for; the failure itself is logged by whoever needed the database.
    return ['database'];
  }
}

function mayReadMetrics(request: FastifyRequest, token: string): boolean {
  if (token !== '') return isEqualText(request.headers.authorization ?? '', `Bearer ${token}`);
  const isForwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !isForwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
}
