import type { App } from '#context';
import { GuideChoices } from '#contract/guide';
import type { Guide } from '#contract/guide';
import { hookUrlOf } from '#modules/connections';
import { readWorkspaceSetting, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { findConnections, readProgress } from './guide-queries.ts';
import type { GuideConnection } from './guide-queries.ts';
import { isPretend, judgeSteps } from './judge-steps.ts';

/** The guide as it stands: nothing of it is kept but the steps that were put off. */
export async function readGuide(app: App, actor: Actor): Promise<Guide> {
  requireRole(actor, 'analyst');
  const connections = await findConnections(app.db, actor.workspaceId);
  const { skipped } = await readWorkspaceSetting(app.db, actor.workspaceId, 'guide', GuideChoices);
  const steps = judgeSteps(connections, await readProgress(app.db, actor.workspaceId), skipped);
  return {
    steps,
    isDone: steps.every(({ state, isSkipped }) => state === 'ok' || isSkipped),
    demo: app.config.isDemo ? findDemo(connections) : null,
    script: findScript(app, connections),
  };
}

/** Puts steps off, or takes them up again. */
export async function chooseGuide(app: App, actor: Actor, choices: GuideChoices): Promise<Guide> {
  requireRole(actor, 'admin');
  await inTransaction(app.db, (tx) => writeWorkspaceSetting(app, tx, actor.workspaceId, 'guide', GuideChoices, choices));
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'guide', id: null });
  return readGuide(app, actor);
}

/** The simulator serves the shop and the phone side by side. */
function findDemo(connections: readonly GuideConnection[]): Guide['demo'] {
  const shopUrl = connections.filter(isPretend).map(({ settings }) => settings['storefrontUrl']).find((url) => typeof url === 'string' && URL.canParse(url));
  return typeof shopUrl === 'string' ? { shopUrl, phoneUrl: `${new URL(shopUrl).origin}/phone` } : null;
}

function findScript(app: App, connections: readonly GuideConnection[]): Guide['script'] {
  for (const { id, port, settings } of connections) {
    const { publicKey, currency } = settings;
    if (port !== 'storefront' || typeof publicKey !== 'string' || publicKey === '') continue;
    return { scriptUrl: `${app.publicUrl}/marchante.js`, endpoint: hookUrlOf(app, id), publicKey, currency: typeof currency === 'string' ? currency : null };
  }
  return null;
}
