import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { Db } from '#platform/database';
import type { Http } from '#platform/http';
import { dayMs } from '#platform/clock';
import { systemWorkspaceId } from '#platform/jobs';

/** How far the clock stands ahead, shared by all processes through the database. Nought in production. */
export async function readClockOffset(db: Db): Promise<number> {
  const { rows } = await sql<{ offsetMs: number }>`select offset_ms as "offsetMs" from clock_offset`.execute(db);
  return rows[0]?.offsetMs ?? 0;
}

/** Puts the clock of every process forward. */
export async function advanceClock(app: App, byMs: number): Promise<number> {
  const { rows } = await sql<{ offsetMs: number }>`
    insert into clock_offset (offset_ms) values (${byMs}) on conflict (only_row) do update set offset_ms = clock_offset.offset_ms + ${byMs} returning offset_ms as "offsetMs"`.execute(app.db);
  const offsetMs = rows[0]?.offsetMs ?? 0;
  app.clock.setOffset(offsetMs);
  app.live.publish({ workspaceId: systemWorkspaceId, topic: 'clock', id: String(offsetMs) });
  for (const work of ['flows', 'sends', 'jobs', 'assistant'] as const) app.poke(work);
  return offsetMs;
}

/** Follows clocks put forward in other processes. Gives the function that stops it. */
export function followClock(app: App): () => void {
  return app.live.subscribe((news) => {
    if (news.topic !== 'clock') return;
    app.clock.setOffset(Number(news.id));
    for (const work of ['flows', 'sends', 'jobs', 'assistant'] as const) app.poke(work);
  });
}

/** `POST /demo/clock`: lets time pass in a demo, and only there. */
export function addDemoRoutes(http: Http, app: App): void {
  if (!app.config.isDemo) return;
  http.post(
    '/demo/clock',
    {
      schema: { hide: true, body: z.object({ advanceMs: z.int().min(0).max(31 * dayMs) }), response: { 200: z.object({ now: z.string() }) } },
      config: { isPublic: true },
    },
    async (request) => {
      await advanceClock(app, request.body.advanceMs);
      return { now: app.clock.now().toISOString() };
    },
  );
}
