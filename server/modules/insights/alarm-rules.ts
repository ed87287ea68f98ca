import type { Home } from '#contract/insights';
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
  lateMessages: number;
  failedEvents: number;
  stoppedTemplates: number;
  isHoldoutUnfair: boolean;
}

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
  const isClimbing = optedOut >= 5 && share(optedOut, contacted) > 0.02 && share(optedOut, contacted) > 1.5 * share(optedOutBefore, contactedBefore);
  raise(isClimbing, 'opt_outs_climbing', 'attention', { count: optedOut, of: contacted });
  raise(contacted >= 50 && share(replied, contacted) < 0.03, 'few_replies', 'attention', { count: replied, of: contacted });
  return alarms;
}
