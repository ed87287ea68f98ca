import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import { dayMs } from '#platform/clock';
import { defineJob, enqueueJob } from '#platform/jobs';
import { ConnectorError } from '#ports/connector';
import { checkConnection } from './check-connection.ts';
import { openConnection } from './open-connection.ts';

/**
 * Points a vendor's webhooks at us again and checks the account. Vendors drop subscriptions after failed deliveries (Shopify: 48 hours
 * of them) without saying so; a subscription that stands is not changed by this.
 */
export const checkWebhooksJob = defineJob({
  name: 'connections.check_webhooks',
  input: z.object({ connectionId: z.uuid() }),
  maxAttempts: 4,
  async run(app: App, { workspaceId, input }) {
    const connection = await openConnection(app, input.connectionId);
    if (connection?.workspaceId !== workspaceId || connection.state !== 'active') return;
    try {
      await checkConnection(app, workspaceId, input.connectionId, { subscribe: true });
    } catch (error) {
      // The last state of the connection stays on the page; the daily turn comes again.
      if (!(error instanceof ConnectorError) || error.kind === 'unavailable' || error.kind === 'rate_limited') throw error;
    }
  },
});

/** Once a day every active connection is looked at, spread over an hour. */
export const watchWebhooks = defineJob<App, Record<string, never>>({
  name: 'connections.watch_webhooks',
  input: z.record(z.string(), z.never()),
  everyMs: dayMs,
  async run(app) {
    const { rows } = await sql<{ workspaceId: string; id: string }>`select workspace_id as "workspaceId", id from connection where state = 'active' order by id`.execute(app.db);
    for (const [place, { workspaceId, id }] of rows.entries()) {
      const dueAt = new Date(app.clock.nowMs() + Math.floor((place / rows.length) * 3_600_000));
      await enqueueJob(app, app.db, checkWebhooksJob, { workspaceId, input: { connectionId: id }, key: id, dueAt });
    }
  },
});
