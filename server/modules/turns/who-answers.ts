import type { AssistantSettings } from '#contract/assistant';
import type { WeekHours } from '#contract/assignment';
import { drawOf } from '#modules/experiments';
import { minuteMs } from '#platform/clock';
import { localMomentOf, minutesOf } from '#platform/zoned-time';

/** What decides who answers a message. */
export interface AnswerFacts {
  settings: AssistantSettings;
  channel: string;
  contactId: string;
  /** Deals people out; the same for ever. */
  salt: string;
  timeZone: string;
  handler: 'flow' | 'assistant' | 'person' | 'none';
  /** The last sign of a person in a conversation that is a person's: when it was given to one, or one wrote. Null: never. */
  personSeenMs: number | null;
  /** Somebody of the team is there; asked only where the settings need it. */
  isTeamThere: boolean;
  nowMs: number;
}

export type Answerer =
  | { who: 'assistant'; /** Somebody else had it until now. */ isNew: boolean }
  | { who: 'person'; why: 'with_person' | 'off' | 'channel' | 'hours' | 'share' };

/**
 * The one rule of who answers: a person who has the conversation keeps it until they hand it back, close it, or leave it for the stated time;
 * else the assistant, where it is switched on for this channel, hour and person; else a person. Pure.
 */
export function whoAnswers(facts: AnswerFacts): Answerer {
  const { settings, handler, personSeenMs, nowMs } = facts;
  if (handler === 'person' && !isLeft(settings, personSeenMs, nowMs)) return { who: 'person', why: 'with_person' };
  if (!settings.isOn) return { who: 'person', why: 'off' };
  if (!(settings.channels as readonly string[]).includes(facts.channel)) return { who: 'person', why: 'channel' };
  if (!isItsHour(facts)) return { who: 'person', why: 'hours' };
  if (drawOf(`assistant:${facts.salt}`, facts.contactId) * 100 >= settings.share) return { who: 'person', why: 'share' };
  return { who: 'assistant', isNew: handler !== 'assistant' };
}

function isLeft({ isOn, returnAfterMinutes }: AssistantSettings, personSeenMs: number | null, nowMs: number): boolean {
  return isOn && returnAfterMinutes !== null && personSeenMs !== null && nowMs - personSeenMs >= returnAfterMinutes * minuteMs;
}

function isItsHour({ settings: { hours }, isTeamThere, timeZone, nowMs }: AnswerFacts): boolean {
  if (hours.kind === 'always') return true;
  return hours.kind === 'team_away' ? !isTeamThere : isInside(hours.week, timeZone, nowMs);
}

function isInside(week: WeekHours, timeZone: string, nowMs: number): boolean {
  const { weekday, minuteOfDay } = localMomentOf(timeZone, nowMs);
  return week.some((span) => span.weekday === weekday && minutesOf(span.from) <= minuteOfDay && minuteOfDay < minutesOf(span.to));
}
