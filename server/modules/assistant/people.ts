import { AssignmentSettings } from '#contract/assignment';
import type { Language } from '#contract/language';
import type { AssigneeChoice } from '#modules/conversations';
import { sayWhen } from '#modules/turns';
import type { WorkspaceFacts } from '#modules/workspaces';
import type { TurnView } from './engine.ts';

/** Whether somebody of the team is there now, and in words when somebody is otherwise. Pure. */
export function describePeople(presence: Pick<AssigneeChoice, 'isSomebodyThere' | 'backAt'>, { settings, timeZone }: WorkspaceFacts, { language, now }: { language: Language; now: Date }): TurnView['people'] {
  const { hours } = AssignmentSettings.safeParse(settings['assignment'] ?? {}).data ?? { hours: null };
  return { areThere: presence.isSomebodyThere, nextHours: presence.isSomebodyThere ? null : sayWhen({ ...presence, hours, zone: timeZone, now }, language) };
}
