import type { App } from '#context';
import type { OpeningHours, OpenRange } from '#contract/knowledge-structure';
import { languageOf } from '#contract/language';
import { isPublicHoliday } from '#platform/holidays';
import { instantOf, isoDateOf, localMomentOf, minutesOf, weekdayOf } from '#platform/zoned-time';
import { openPublishedPages, requireWorkspaceFacts } from '../published-pages.ts';

export interface HoursNow {
  isOpen: boolean;
  /** When it closes; null while it is closed. */
  closesAt: Date | null;
  /** When it opens again; null while it is open, or when it does not within two weeks. */
  opensAt: Date | null;
}

/** Whether the shop is open by its published hours; null: it published none. */
export async function readHours(app: App, workspaceId: string, now: Date): Promise<HoursNow | null> {
  const workspace = await requireWorkspaceFacts(app, workspaceId);
  const { pages } = await openPublishedPages(app, workspace);
  const found = pages.flatMap(({ language, structure }) => (structure?.kind === 'hours' ? [{ language, structure }] : []));
  const hours = (found.find(({ language }) => language === languageOf(workspace.locale)) ?? found[0])?.structure;
  return hours ? hoursAt(hours, workspace, now.getTime()) : null;
}

const lookAheadDays = 14;

export function hoursAt(hours: OpeningHours, { country, timeZone }: { country: string; timeZone: string }, nowMs: number): HoursNow {
  const today = localMomentOf(timeZone, nowMs).dayNumber;
  const spans: { from: number; to: number }[] = [];
  for (let day = today; day <= today + lookAheadDays; day += 1) {
    for (const { from, to } of rangesOn(hours, country, day)) spans.push({ from: instantOf(timeZone, day, minutesOf(from)), to: instantOf(timeZone, day, minutesOf(to)) });
  }
  const ordered = spans.toSorted((left, right) => left.from - right.from);
  const open = ordered.findIndex(({ from, to }) => from <= nowMs && nowMs < to);
  if (open >= 0) return { isOpen: true, closesAt: new Date(endOf(ordered, open)), opensAt: null };
  const next = ordered.find(({ from }) => from > nowMs);
  return { isOpen: false, closesAt: null, opensAt: next ? new Date(next.from) : null };
}

/** A night written as two days, until 24:00 and from 00:00, is one opening. */
function endOf(spans: readonly { from: number; to: number }[], open: number): number {
  let end = spans[open]?.to ?? 0;
  for (const { from, to } of spans.slice(open + 1)) if (from === end) end = to;
  return end;
}

function rangesOn({ week, exceptions, closedOnHolidays }: OpeningHours, country: string, dayNumber: number): readonly OpenRange[] {
  const special = exceptions.find(({ on }) => on === isoDateOf(dayNumber));
  if (special) return special.ranges;
  if (closedOnHolidays && isPublicHoliday(country, null, dayNumber)) return [];
  return week.find(({ day }) => day === weekdayOf(dayNumber))?.ranges ?? [];
}
