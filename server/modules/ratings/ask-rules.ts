import type { RatingAnswerer, RatingSettings } from '#contract/rating';
import { dayMs, minuteMs } from '#platform/clock';

/** What decides whether a shopper is asked how the help was. Null instants: never. */
export interface AskFacts {
  settings: RatingSettings;
  channel: string;
  /** False: another application owns the thread. */
  isOwned: boolean;
  state: 'open' | 'snoozed' | 'closed';
  handler: 'flow' | 'assistant' | 'person' | 'none';
  lastInboundAtMs: number | null;
  windowEndsAtMs: number | null;
  /** Since the shopper last began anew: after the closing before, or the question before. */
  hasPersonAnswered: boolean;
  hasAssistantAnswered: boolean;
  /** It was given to a person in anger, for a complaint or a fraud, and no person has answered since. */
  isTroubled: boolean;
  /** They said that they want no offers, by any road. */
  hasOptedOut: boolean;
  /** When this person was last asked, in whatever conversation; questions that never went do not count. */
  lastAskedAtMs: number | null;
  nowMs: number;
}

export type AskVerdict =
  | { isAsked: true; answeredBy: RatingAnswerer }
  | { isAsked: false; because: 'not_over' | 'switched_off' | 'no_buttons' | 'not_owned' | 'window_closed' | 'opted_out' | 'nobody_helped' | 'in_trouble' | 'asked_lately' };

/** Where three buttons can be shown, and an answer inside the window needs no template. */
const channels = ['whatsapp', 'chat'];
/** What is left of the window at least: the message has to arrive in it. */
const leastWindowMs = 10 * minuteMs;

/** Whether to ask, and about whose help. The first reason against it answers. Pure. */
export function judgeAsk(facts: AskFacts): AskVerdict {
  const { settings, nowMs } = facts;
  const isSilent = facts.state === 'open' && facts.handler === 'assistant' && facts.lastInboundAtMs !== null && nowMs - facts.lastInboundAtMs >= settings.silentMinutes * minuteMs;
  const refuse = (because: Exclude<AskVerdict, { isAsked: true }>['because']): AskVerdict => ({ isAsked: false, because });
  if (facts.state !== 'closed' && !isSilent) return refuse('not_over');
  if (!(facts.state === 'closed' ? settings.asksWhenClosed : settings.asksWhenSilent)) return refuse('switched_off');
  if (!channels.includes(facts.channel)) return refuse('no_buttons');
  if (!facts.isOwned) return refuse('not_owned');
  if ((facts.windowEndsAtMs ?? 0) - nowMs < leastWindowMs) return refuse('window_closed');
  if (facts.hasOptedOut) return refuse('opted_out');
  if (!facts.hasPersonAnswered && !facts.hasAssistantAnswered) return refuse('nobody_helped');
  if (facts.isTroubled) return refuse('in_trouble');
  if (facts.lastAskedAtMs !== null && nowMs - facts.lastAskedAtMs < settings.pauseDays * dayMs) return refuse('asked_lately');
  return { isAsked: true, answeredBy: facts.hasPersonAnswered ? 'person' : 'assistant' };
}
