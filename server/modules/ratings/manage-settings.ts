import { RatingSettings } from '#contract/rating';
import type { App } from '#context';
import { readWorkspaceSetting, writeAudit, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';

/** Under this key the workspace keeps them. */
export const ratingsKey = 'ratings';

export function readRatingSettings(app: App, actor: Actor): Promise<RatingSettings> {
  requireRole(actor, 'analyst');
  return readWorkspaceSetting(app.db, actor.workspaceId, ratingsKey, RatingSettings);
}

/** Replaces them. They hold from the next conversation that ends on. */
export async function changeRatingSettings(app: App, actor: Actor, settings: RatingSettings): Promise<RatingSettings> {
  requireRole(actor, 'admin');
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    await writeWorkspaceSetting(app, tx, workspaceId, ratingsKey, RatingSettings, settings);
    await writeAudit(app, tx, actor, 'ratings.changed', null, { ...settings });
  });
  app.live.publish({ workspaceId, topic: 'ratings', id: null });
  return settings;
}
