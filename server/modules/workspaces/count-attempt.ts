import { sql } from 'kysely';
import type { App } from '#context';
import { minuteMs } from '#platform/clock';
import { AppError } from '#platform/errors';

const windowMs = 15 * minuteMs;
/** Guesses at one account, from anywhere; and from one address, at any accounts. */
const mostByKind = { account: 10, address: 50 };
type Kind = keyof typeof mostByKind;

/**
 * Counts one attempt over all processes, before it is tried, so that a burst of parallel guesses is counted whole. Throws
 * `too_many_attempts` above the limit. Real time, not the demo's: putting its clock forward must not open the door.
 */
export async function countAttempt(app: App, kind: Kind, name: string): Promise<void> {
  const now = new Date();
  const { rows } = await sql<{ count: number; endsAt: Date }>`
    insert into sign_in_attempt as attempt (key, count, window_ends_at) values (${keyOf(app, kind, name)}, 1, ${new Date(now.getTime() + windowMs)})
    on conflict (key) do update set
      count = case when attempt.window_ends_at <= ${now} then 1 else attempt.count + 1 end,
      window_ends_at = case when attempt.window_ends_at <= ${now} then excluded.window_ends_at else attempt.window_ends_at end
    returning count, window_ends_at as "endsAt"`.execute(app.db);
  const attempt = rows[0];
  if (!attempt || attempt.count <= mostByKind[kind]) return;
  const minutes = Math.max(1, Math.ceil((attempt.endsAt.getTime() - now.getTime()) / minuteMs));
  throw new AppError('rate_limited', 'too_many_attempts', `Too many attempts to sign in. Wait ${minutes} minutes, then try again.`, { retryAfterMinutes: minutes });
}

/** After a success: earlier slips of the same person count no more. Sweeps ended windows on the way. */
export async function forgetAttempts(app: App, kind: Kind, name: string): Promise<void> {
  await app.db
    .deleteFrom('sign_in_attempt')
    .where((where) => where.or([where('key', '=', keyOf(app, kind, name)), where('window_ends_at', '<', new Date())]))
    .execute();
}

function keyOf(app: App, kind: Kind, name: string): string {
  return `${kind}:${app.keys.hash(name.trim().toLowerCase())}`;
}
