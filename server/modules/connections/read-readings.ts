import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { ConnectionReading } from '#contract/connection';

type Kind = ConnectionReading['kind'];

/** The jobs that read a shop. The catalogue's belongs to a module above this one, so it is known here by its name only. */
const jobNames: Record<Kind, string> = { carts: 'connections.poll_carts', orders: 'connections.poll_orders', catalog: 'catalog.sync' };

const JobRow = z.object({ name: z.string(), isHeld: z.boolean(), attempts: z.number(), error: z.string().nullable(), progress: z.record(z.string(), z.unknown()).nullable(), createdAt: z.date() });

/** How each kind of reading of a shop stands: waiting, at work, failed, done. */
export async function readReadings(app: App, workspaceId: string, connectionId: string, kinds: Kind[]): Promise<ConnectionReading[]> {
  if (kinds.length === 0) return [];
  const jobs = await findJobs(app, workspaceId, connectionId);
  const { rows: polls } = await sql<{ kind: string; ranAt: Date; error: string | null }>`
    select kind, ran_at as "ranAt", error from connection_poll where workspace_id = ${workspaceId} and connection_id = ${connectionId}`.execute(app.db);
  const { rows: counts } = await sql<Record<Kind, number> & { catalogAt: Date | null }>`
    select (select count(*)::int from cart where workspace_id = ${workspaceId} and connection_id = ${connectionId} and merged_into is null) as carts,
      (select count(*)::int from shop_order where workspace_id = ${workspaceId} and connection_id = ${connectionId}) as orders,
      (select count(*)::int from product where workspace_id = ${workspaceId} and connection_id = ${connectionId} and state <> 'deleted') as catalog,
      (select max(updated_at) from product where workspace_id = ${workspaceId} and connection_id = ${connectionId}) as "catalogAt"`.execute(app.db);
  return kinds.map((kind) => {
    const job = jobs.get(jobNames[kind]);
    const poll = polls.find((row) => row.kind === kind);
    const doneAt = kind === 'catalog' ? (counts[0]?.catalogAt ?? null) : (poll?.ranAt ?? null);
    const stored = counts[0]?.[kind] ?? null;
    if (!job) return { kind, state: poll?.error ? 'failed' : doneAt ? 'done' : 'never', count: stored, at: doneAt?.toISOString() ?? null, error: poll?.error ?? null };
    const state = job.error !== null && !job.isHeld ? 'failed' : job.isHeld ? 'running' : 'waiting';
    return { kind, state, count: state === 'running' ? readCount(job.progress) : stored, at: job.createdAt.toISOString(), error: job.error };
  });
}

async function findJobs(app: App, workspaceId: string, connectionId: string): Promise<Map<string, z.infer<typeof JobRow>>> {
  const { rows } = await sql`
    select name, coalesce(lease_until > ${app.clock.now()}, false) as "isHeld", attempts, last_error as error, progress, created_at as "createdAt"
    from job where workspace_id = ${workspaceId} and key = ${connectionId} and name = any(${Object.values(jobNames)})`.execute(app.db);
  return new Map(JobRow.array().parse(rows).map((row) => [row.name, row]));
}

/** The one number of a job's report, such as `{ products: 120 }`. */
function readCount(progress: Record<string, unknown> | null): number | null {
  const [count] = Object.values(progress ?? {}).filter((value) => typeof value === 'number');
  return count ?? null;
}
