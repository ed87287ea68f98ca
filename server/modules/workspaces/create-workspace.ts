import { randomSecret } from '#platform/crypto';
import type { Tx } from '#platform/database';
import type { App } from '#context';
import type { Workspace, WorkspaceInput } from '#contract/workspace';
import { defaultsOfCountry } from './country-defaults.ts';

/** Makes a workspace without members; its id is given back with it. */
export async function createWorkspace(app: App, tx: Tx, input: WorkspaceInput & { isDemo?: boolean }): Promise<Workspace> {
  const defaults = defaultsOfCountry(input.country);
  const workspace: Workspace = {
    id: app.ids.next(),
    name: input.name,
    country: input.country,
    timeZone: input.timeZone ?? defaults.timeZone,
    locale: input.locale ?? defaults.locale,
    currency: input.currency ?? defaults.currency,
  };
  await tx
    .insertInto('workspace')
    .values({
      id: workspace.id,
      name: workspace.name,
      country: workspace.country,
      time_zone: workspace.timeZone,
      locale: workspace.locale,
      currency: workspace.currency,
      is_demo: input.isDemo ?? false,
      holdout_salt: randomSecret(),
      created_at: app.clock.now(),
    })
    .execute();
  return workspace;
}
