import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { enqueueJob } from '#platform/jobs';
import { requireConnection } from './open-connection.ts';
import { pollCarts, pollOrders } from './poll-shops.ts';

/** Queues a reading of what the shop's webhooks may have missed; one that already waits is kept. */
export async function requestReading(app: App, actor: Actor, connectionId: string): Promise<void> {
  requireRole(actor, 'admin');
  const { definition, name } = await requireConnection(app, actor.workspaceId, connectionId);
  const wanted = definition.port === 'storefront' ? [...(definition.orders ? [pollOrders] : []), ...(definition.carts ? [pollCarts] : [])] : [];
  if (wanted.length === 0) throw new AppError('conflict', 'reading_unknown', `"${name}" has nothing that can be read.`);
  for (const job of wanted) await enqueueJob(app, app.db, job, { workspaceId: actor.workspaceId, input: { connectionId }, key: connectionId });
  app.poke('jobs');
}
