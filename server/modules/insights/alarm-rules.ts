import type { Home } from '#contract/insights';
import { fewestRatings } from '#contract/rating';
import { hourMs } from '#platform/clock';

type Alarm = Home['alarms'][number];

/** What the alarms are decided by. Counts of the period, and of the one before it. */
export interface AlarmFacts {
  days: number;
  contacted: number;
  optedOut: number;
  contactedBefore: number;
  optedOutBefore: number;
  sent: number;
  failed: number;
  replied: number;
  waiting: number;
  longestWaitMs: number;
  /** Of those who wait, those whom a message of ours brought in. */
  waitingAfterPrompts: number;
  longestAfterPromptsMs: number;
  /** Conversations with an answer of the assistant, and those of them that needed no person. */
  answeredByAssistant: number;
  settledAlone: number;
  /** Shoppers who rated the assistant's help, and those of them who found it good. */
  assistantRated: number;
  assistantGood: number;
  lateMessages: number;
  failedEvents: number;
  stoppedTemplates: number;
  isHoldoutUnfair: boolean;
}

/** From this share on the assistant keeps most conversations to itself; only then is it a sign that few like it. */
const containmentHigh = 0.7;
const fewestContained = 20;
/** Below this share of good ratings satisfaction is low. */
const satisfactionLow = 0.6;

/** What a merchant should look at, most urgent first. Small numbers raise no alarm about rates. Pure. */
export function listAlarms(facts: AlarmFacts): Alarm[] {
  const alarms: Alarm[] = [];
  const raise = (isRaised: boolean, code: Alarm['code'], level: Alarm['level'], figures: Record<string, number>) => {
    if (isRaised) alarms.push({ code, level, figures });
  };
  const { contacted, optedOut, contactedBefore, optedOutBefore, sent, failed, replied } = facts;
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  raise(facts.failedEvents > 0, 'events_failed', 'broken', { count: facts.failedEvents });
  raise(facts.stoppedTemplates > 0, 'templates_stopped', 'broken', { count: facts.stoppedTemplates });
  raise(sent + failed >= 10 && share(failed, sent + failed) > 0.1, 'messages_failing', 'broken', { count: failed, of: sent + failed });
  raise(facts.lateMessages > 0, 'messages_late', 'broken', { count: facts.lateMessages });
  raise(facts.isHoldoutUnfair, 'holdout_unfair', 'broken', {});
  raise(facts.waiting > 0 && facts.longestWaitMs > hourMs, 'queue_long', 'attention', { count: facts.waiting, longestMs: facts.longestWaitMs });
  // People whom we wrote to first and then let wait: the next prompts make it worse.
  const isPrompted = facts.waitingAfterPrompts >= 5 && facts.waitingAfterPrompts * 2 >= facts.waiting && facts.longestAfterPromptsMs > hourMs / 2;
  raise(isPrompted, 'queue_after_prompts', 'attention', { count: facts.waitingAfterPrompts, of: facts.waiting, longestMs: facts.longestAfterPromptsMs });
  const isContained = facts.answeredByAssistant >= fewestContained && share(facts.settledAlone, facts.answeredByAssistant) >= containmentHigh;
  // Whoever does not get through to a person is counted as a success, unless they are asked.
  const isUnhappy = facts.assistantRated >= fewestRatings && share(facts.assistantGood, facts.assistantRated) < satisfactionLow;
  raise(isContained && isUnhappy, 'contained_unhappy', 'attention', { count: facts.assistantGood, of: facts.assistantRated, alone: facts.settledAlone, answered: facts.answeredByAssistant });
  const isClimbing = optedOut >= 5 && share(optedOut, contacted) > 0.02 && share(optedOut, contacted) > 1.5 * share(optedOutBefore, contactedBefore);
  raise(isClimbing, 'opt_outs_climbing', 'attention', { count: optedOut, of: contacted });
  raise(contacted >= 50 && share(replied, contacted) < 0.03, 'few_replies', 'attention', { count: replied, of: contacted });
  return alarms;
}
