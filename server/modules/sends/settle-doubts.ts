import { sql } from 'kysely';
import type { App } from '#context';
import { secondMs } from '#platform/clock';
import type { DueWork } from '#platform/due-work';

/**
 * Sends that nobody answers for. A claim whose lease ended (its worker was killed, or its answer could not be written) is in doubt: the channel
 * may have taken it. In doubt, it waits for the channel's echo; only when none came in the stated time is it planned again, and then it
 * meets the gate anew (P5).
 */
export function doubtWork(app: App): DueWork {
  return {
    name: 'doubts',
    batchSize: 500,
    idleMs: 2 * secondMs,
    runOnce: async (limit) => {
      const now = app.clock.now();
      const doubtUntil = new Date(now.getTime() + app.config.inDoubtMs);
      const doubted = await sql`
        update send set state = 'in_doubt', reason = 'No answer was recorded.', lease_until = ${doubtUntil}
        where (workspace_id, id) in (select workspace_id, id from send where state = 'claimed' and lease_until <= ${now} limit ${limit} for no key update skip locked)`.execute(app.db);
      const retried = await sql`
        update send set state = 'planned', reason = null, lease_until = null, due_at = ${now}
        where (workspace_id, id) in (select workspace_id, id from send where state = 'in_doubt' and lease_until <= ${now} limit ${limit} for no key update skip locked)`.execute(app.db);
      if ((retried.numAffectedRows ?? 0n) > 0n) app.poke('sends');
      return Math.max(Number(doubted.numAffectedRows ?? 0n), Number(retried.numAffectedRows ?? 0n));
    },
  };
}
