import { z } from 'zod';
import type { App } from '#context';
import { requireConnection } from '#modules/connections';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { defineJob, enqueueJob } from '#platform/jobs';
import { applyProducts } from './apply-product-changes.ts';

// A shop that gives a next page for ever must not keep us for ever.
const maxPages = 20_000;

/**
 * Reads every product of a shop and applies each as its webhook would. News that comes meanwhile is newer and stands; a repeat changes
 * nothing. Gives the number read.
 * @param progress told after each page.
 */
export async function syncCatalog(app: App, workspaceId: string, connectionId: string, progress: (done: { products: number }) => Promise<void>): Promise<number> {
  const connection = await requireConnection(app, workspaceId, connectionId);
  const catalog = connection.definition.port === 'storefront' ? connection.definition.catalog?.(connection.client()) : undefined;
  if (!catalog) throw new AppError('conflict', 'catalog_unknown', `"${connection.name}" has no catalogue that can be read.`);
  let cursor: string | null = null;
  let products = 0;
  for (let page = 0; page < maxPages; page += 1) {
    const { items, nextCursor }: Awaited<ReturnType<typeof catalog.page>> = await catalog.page(cursor);
    await inTransaction(app.db, (tx) => applyProducts(app, tx, items.map((event) => ({ workspaceId, connectionId, event }))));
    products += items.length;
    await progress({ products });
    cursor = nextCursor;
    if (cursor === null) break;
  }
  app.live.publish({ workspaceId, topic: 'product', id: null });
  return products;
}

export const syncCatalogJob = defineJob({
  name: 'catalog.sync',
  input: z.object({ connectionId: z.uuid() }),
  isLong: true,
  async run(app: App, { workspaceId, input, reportProgress }) {
    await syncCatalog(app, workspaceId, input.connectionId, reportProgress);
  },
});

/** Queues a reading of a shop's whole catalogue; one that already waits is kept. */
export async function requestCatalogSync(app: App, actor: Actor, connectionId: string): Promise<void> {
  requireRole(actor, 'admin');
  await requireConnection(app, actor.workspaceId, connectionId);
  await enqueueJob(app, app.db, syncCatalogJob, { workspaceId: actor.workspaceId, input: { connectionId }, key: connectionId });
  app.poke('jobs');
}
