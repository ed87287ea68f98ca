import { expect, test } from 'vitest';
import { listAlarms } from './alarm-rules.ts';
import type { AlarmFacts } from './alarm-rules.ts';

const calm: AlarmFacts = {
  days: 7, contacted: 400, optedOut: 3, contactedBefore: 400, optedOutBefore: 3, sent: 400, failed: 4, replied: 60, waiting: 0, longestWaitMs: 0, waitingAfterPrompts: 0, longestAfterPromptsMs: 0, lateMessages: 0, failedEvents: 0,
  stoppedTemplates: 0, isHoldoutUnfair: false, answeredByAssistant: 100, settledAlone: 90, assistantRated: 40, assistantGood: 34,
};
const codesOf = (change: Partial<AlarmFacts>) => listAlarms({ ...calm, ...change }).map(({ code }) => code);

test('a good week raises no alarm', () => {
  expect(codesOf({})).toEqual([]);
});

test.each<[string, Partial<AlarmFacts>, string[]]>([
  ['opt-outs that climb', { optedOut: 20 }, ['opt_outs_climbing']],
  ['opt-outs as before', { optedOut: 20, optedOutBefore: 19 }, []],
  ['two opt-outs of ten people', { contacted: 10, optedOut: 2, sent: 10, replied: 2, failed: 0 }, []],
  ['hardly any reply', { replied: 5 }, ['few_replies']],
  ['no reply of twenty people', { contacted: 20, replied: 0, optedOut: 0 }, []],
  ['a queue that is long', { waiting: 2, longestWaitMs: 2 * 3_600_000 }, ['queue_long']],
  ['a queue that our own messages made', { waiting: 8, waitingAfterPrompts: 6, longestAfterPromptsMs: 40 * 60_000, longestWaitMs: 40 * 60_000 }, ['queue_after_prompts']],
  ['a queue of which few were prompted', { waiting: 8, waitingAfterPrompts: 3, longestAfterPromptsMs: 40 * 60_000, longestWaitMs: 40 * 60_000 }, []],
  ['a queue that moves', { waiting: 2, longestWaitMs: 600_000 }, []],
  ['an assistant that keeps people to itself while few like it', { assistantGood: 20 }, ['contained_unhappy']],
  ['one that few like, and that gives most to a person', { assistantGood: 20, settledAlone: 60 }, []],
  ['one that nine rated', { assistantRated: 9, assistantGood: 0 }, []],
  ['one that answered a few', { answeredByAssistant: 19, settledAlone: 19, assistantRated: 12, assistantGood: 0 }, []],
  ['one that six of ten like', { assistantRated: 10, assistantGood: 6 }, []],
  ['messages that fail', { failed: 90 }, ['messages_failing']],
  ['what is broken before what could be better', { replied: 5, failedEvents: 1, stoppedTemplates: 2, lateMessages: 3, isHoldoutUnfair: true }, ['events_failed', 'templates_stopped', 'messages_late', 'holdout_unfair', 'few_replies']],
])('%s', (_name, change, codes) => {
  expect(codesOf(change)).toEqual(codes);
});
