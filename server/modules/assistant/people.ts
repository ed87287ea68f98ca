import type { App } from '#context';
import { AssignmentSettings } from '#contract/assignment';
import type { Language } from '#contract/language';
import { whoIsThere } from '#modules/conversations';
import { sayWhen } from '#modules/turns';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { TurnView } from './engine.ts';

/** Whether somebody of the team is there now, and in words when somebody is otherwise. */
export async function describePeople(app: App, workspaceId: string, language: Language): Promise<TurnView['people']> {
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId);
  const presence = await whoIsThere(app, app.db, workspaceId);
  const { hours } = AssignmentSettings.safeParse(workspace?.settings['assignment'] ?? {}).data ?? { hours: null };
  const nextHours = presence.isSomebodyThere ? null : sayWhen({ ...presence, hours, zone: workspace?.timeZone ?? 'UTC', now: app.clock.now() }, language);
  return { areThere: presence.isSomebodyThere, nextHours };
}
