import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { App } from '#context';
import { inTransaction, storableJson } from '#platform/database';
import type { Db, Tx } from '#platform/database';
import { refuse } from './define-tool.ts';
import type { ToolTurn } from './define-tool.ts';

interface EffectOf {
  workspaceId: string;
  turnId: string;
  isTryOut: boolean;
}

/** `once` and `callOnce` of a turn: what it changed is written down beside the change, so that a turn that is thought again repeats nothing. */
export function makeEffects(app: App, { workspaceId, turnId, isTryOut }: EffectOf): Pick<ToolTurn, 'once' | 'callOnce'> {
  return {
    once: (key, run) =>
      inTransaction(app.db, async (tx) => {
        // A second worker that thinks the same turn waits here for the first.
        if (!(await begin(app, tx, workspaceId, turnId, key))) return (await readEffect(tx, workspaceId, turnId, key)) as Awaited<ReturnType<typeof run>>;
        const output = await run(tx);
        await keep(tx, workspaceId, turnId, key, output);
        return output;
      }),
    callOnce: async (key, run) => {
      if (isTryOut) throw refuse('try_out', 'This is a try-out: nothing outside is changed.');
      await begin(app, app.db, workspaceId, turnId, key);
      const known = await readEffect(app.db, workspaceId, turnId, key);
      if (known !== null) return known as Awaited<ReturnType<typeof run>>;
      const output = await run(idempotencyKeyOf(turnId, key));
      await keep(app.db, workspaceId, turnId, key, output);
      return output;
    },
  };
}

async function begin(app: App, db: Db | Tx, workspaceId: string, turnId: string, key: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into assistant_effect (workspace_id, turn_id, key, at) values (${workspaceId}, ${turnId}, ${key}, ${app.clock.now()})
    on conflict (workspace_id, turn_id, key) do nothing`.execute(db);
  return numAffectedRows === 1n;
}

async function readEffect(db: Db | Tx, workspaceId: string, turnId: string, key: string): Promise<unknown> {
  const { rows } = await sql<{ output: { value?: unknown } | null }>`
    select output from assistant_effect where workspace_id = ${workspaceId} and turn_id = ${turnId} and key = ${key}`.execute(db);
  return rows[0]?.output ? (rows[0].output.value ?? null) : null;
}

async function keep(db: Db | Tx, workspaceId: string, turnId: string, key: string, value: unknown): Promise<void> {
  await sql`update assistant_effect set output = ${storableJson({ value })}::jsonb where workspace_id = ${workspaceId} and turn_id = ${turnId} and key = ${key}`.execute(db);
}

const idempotencyKeyOf = (turnId: string, key: string) => createHash('sha256').update(`${turnId}\n${key}`).digest('base64url');
