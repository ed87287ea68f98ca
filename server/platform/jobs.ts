import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { Clock } from './clock.ts';
import { minuteMs, secondMs } from './clock.ts';
import { rowsOf } from './database.ts';
import type { Db, Tx } from './database.ts';
import { msUntil } from './due-work.ts';
import type { DueWork } from './due-work.ts';
import type { Ids } from './ids.ts';
import type { Log } from './log.ts';

/**
 * Background work that is neither a flow step nor a send: synchronisation, exports, receipts, retention.
 * A job may run twice (a killed process's lease ends and another takes it), so its effect must be the same when repeated.
 */
export interface JobDefinition<App, Input> {
  /** `module.verb` */
  name: string;
  input: z.ZodType<Input>;
  /** Takes minutes, such as reading a whole shop: it is kept apart, so that short ones never wait behind it. */
  isLong: boolean;
  /** Tries before the job is given up and kept with its error; 0: for ever. */
  maxAttempts: number;
  /** Set: the job comes back this long after it was done. */
  everyMs: number | null;
  run(app: App, job: { workspaceId: string; input: Input; attempt: number; reportProgress(progress: object): Promise<void> }): Promise<void>;
}

// Input is checked on the way out of the database, so the table of jobs may forget its type.
export type AnyJob<App> = JobDefinition<App, never>;

export function defineJob<App, Input>(
  job: Pick<JobDefinition<App, Input>, 'name' | 'input' | 'run'> & Partial<JobDefinition<App, Input>>,
): JobDefinition<App, Input> {
  return { isLong: false, maxAttempts: 8, everyMs: null, ...job };
}

/** Jobs of the whole installation (retention, partitions) belong to this workspace of nobody. */
export const systemWorkspaceId = '00000000-0000-0000-0000-000000000000';

interface Needs {
  ids: Ids;
  clock: Clock;
}

/**
 * Asks for a job. With a key, one that already waits is kept and only moved earlier: a repeat changes nothing. One that runs
 * at this moment may have read what is changing now, so it runs once more afterwards.
 * The poke that starts it at once belongs after the commit (`app.poke('jobs')`).
 */
export async function enqueueJob<Input>(
  app: Needs,
  db: Db | Tx,
  job: Pick<JobDefinition<never, Input>, 'name'>,
  request: { workspaceId: string; input: Input; key?: string; dueAt?: Date },
): Promise<string> {
  const [id = ''] = await enqueueJobs(app, db, job, [request]);
  return id;
}

/** Asks for many jobs of one kind at once; their keys differ. Gives their ids in no order. */
export async function enqueueJobs<Input>(
  app: Needs,
  db: Db | Tx,
  job: Pick<JobDefinition<never, Input>, 'name'>,
  requests: { workspaceId: string; input: Input; key?: string; dueAt?: Date }[],
): Promise<string[]> {
  const now = app.clock.now();
  const jobs = requests.map(({ workspaceId, input, key, dueAt }) => {
    const id = app.ids.next();
    return { workspaceId, id, key: key ?? id, input, dueAt: dueAt ?? now };
  });
  const { rows } = await sql<{ id: string }>`
    insert into job (workspace_id, id, name, key, input, due_at, created_at)
    select r."workspaceId", r.id, ${job.name}, r.key, r.input, r."dueAt", ${now}
    from jsonb_to_recordset(${rowsOf(jobs)}) as r("workspaceId" uuid, id uuid, key text, input jsonb, "dueAt" timestamptz)
    on conflict (workspace_id, name, key) do update set input = excluded.input,
      due_at = case when job.lease_until is null then least(job.due_at, excluded.due_at) else job.due_at end,
      again_at = case when job.lease_until is null then null else least(job.again_at, excluded.due_at) end
    returning id`.execute(db);
  return rows.map((row) => row.id);
}

/** How long a job is ours without a word from us, and how often we give one: after kill -9 another process goes on within 20 s. */
const holdMs = 15 * secondMs;
const heartbeatMs = 5 * secondMs;

interface JobRow {
  workspace_id: string;
  id: string;
  name: string;
  input: unknown;
  attempts: number;
}

/** The due work that runs jobs of these definitions, the long ones apart from the others. */
export function jobWorks<App extends Needs & { db: Db; log: Log }>(app: App, definitions: readonly AnyJob<App>[]): DueWork[] {
  return [
    jobWork(app, 'jobs', 1000, definitions.filter(({ isLong }) => !isLong)),
    jobWork(app, 'long jobs', 5000, definitions.filter(({ isLong }) => isLong)),
  ];
}

function jobWork<App extends Needs & { db: Db; log: Log }>(app: App, name: string, idleMs: number, definitions: readonly AnyJob<App>[]): DueWork {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const names = [...byName.keys()];
  return {
    name,
    batchSize: 4,
    idleMs,
    dueInMs: async () => {
      const { rows } = await sql<{ at: Date | null }>`select min(due_at) as at from job where name = any(${names}) and due_at < 'infinity'`.execute(app.db);
      return msUntil(rows[0]?.at ?? null, app.clock);
    },
    runOnce: async (limit) => {
      const now = app.clock.now();
      const { rows } = await sql<JobRow>`
        update job set attempts = attempts + 1, lease_until = ${new Date(now.getTime() + holdMs)}, due_at = ${new Date(now.getTime() + holdMs)},
          again_at = case when again_at > ${now} then again_at end
        where (workspace_id, id) in (
          select workspace_id, id from job where due_at <= ${now} and name = any(${names}) order by due_at limit ${limit} for update skip locked)
        returning workspace_id, id, name, input, attempts`.execute(app.db);
      await Promise.all(rows.map((row) => runJob(app, byName.get(row.name), row)));
      return rows.length;
    },
  };
}

async function runJob<App extends Needs & { db: Db; log: Log }>(app: App, definition: AnyJob<App> | undefined, row: JobRow) {
  if (!definition) return;
  const here = sql`workspace_id = ${row.workspace_id} and id = ${row.id}`;
  const ours = sql`${here} and attempts = ${row.attempts}`;
  const extendLease = () => {
    const until = new Date(app.clock.nowMs() + holdMs);
    return sql`update job set due_at = ${until}, lease_until = ${until} where ${ours}`.execute(app.db);
  };
  // A long job says again and again that it lives; a killed one is due again when it has been silent for so long.
  const heartbeat = setInterval(() => void extendLease().catch(() => undefined), heartbeatMs);
  try {
    const input = definition.input.parse(row.input);
    await definition.run(app, {
      workspaceId: row.workspace_id,
      input,
      attempt: row.attempts,
      reportProgress: async (progress) => {
        await sql`update job set progress = ${JSON.stringify(progress)} where ${here}`.execute(app.db);
      },
    });
    await endJob(app, definition, ours);
  } catch (error) {
    await keepFailedJob(app, definition, row, ours, error);
  } finally {
    clearInterval(heartbeat);
  }
}

/** @param ours the row, as long as no other process has taken it over from a silent one */
async function endJob<App extends Needs & { db: Db }>(app: App, { everyMs }: AnyJob<App>, ours: RawBuilder<unknown>) {
  // Asked for again at this very moment, the row is kept: the delete sees `again_at` once it has the row's lock.
  if (everyMs === null) await sql`delete from job where ${ours} and again_at is null`.execute(app.db);
  const nextAt = everyMs === null ? null : new Date(app.clock.nowMs() + everyMs);
  await sql`update job set attempts = 0, last_error = null, lease_until = null, due_at = least(again_at, ${nextAt}::timestamptz), again_at = null where ${ours}`.execute(app.db);
}

async function keepFailedJob<App extends Needs & { db: Db; log: Log }>(app: App, definition: AnyJob<App>, row: JobRow, ours: RawBuilder<unknown>, error: unknown) {
  const isGivenUp = definition.maxAttempts > 0 && row.attempts >= definition.maxAttempts && definition.everyMs === null;
  app.log.warn({ err: error, job: row.name, attempt: row.attempts, isGivenUp }, 'A job failed');
  const backoffMs = Math.min(2 ** row.attempts * 2 * secondMs, 60 * minuteMs);
  const message = error instanceof Error ? error.message : String(error);
  // 'infinity' keeps a job that was given up, visible to the operator, out of the sweep.
  const dueAt = isGivenUp ? sql`'infinity'::timestamptz` : sql`${new Date(app.clock.nowMs() + backoffMs)}::timestamptz`;
  await sql`update job set due_at = least(${dueAt}, again_at), again_at = null, lease_until = null, last_error = ${message.slice(0, 1000)} where ${ours}`.execute(app.db);
}

/** Puts the recurring jobs in place; at every start, changing nothing that is there. */
export async function armRecurringJobs<App extends Needs & { db: Db }>(app: App, definitions: readonly AnyJob<App>[]): Promise<void> {
  for (const definition of definitions) {
    if (definition.everyMs === null) continue;
    await sql`
      insert into job (workspace_id, id, name, key, input, due_at, created_at)
      values (${systemWorkspaceId}, ${app.ids.next()}, ${definition.name}, 'recurring', '{}', ${app.clock.now()}, ${app.clock.now()})
      on conflict (workspace_id, name, key) do nothing`.execute(app.db);
  }
}
