import { expect, test } from 'vitest';
import { RatingSettings } from '#contract/rating';
import { dayMs, hourMs, minuteMs } from '#platform/clock';
import { judgeAsk } from './ask-rules.ts';
import type { AskFacts, AskVerdict } from './ask-rules.ts';

const nowMs = Date.parse('2026-12-01T15:00:00Z');
const closed: AskFacts = {
  settings: RatingSettings.parse({ asksWhenSilent: true }), channel: 'whatsapp', isOwned: true, state: 'closed', handler: 'none', lastInboundAtMs: nowMs - hourMs, windowEndsAtMs: nowMs + 23 * hourMs,
  hasPersonAnswered: true, hasAssistantAnswered: true, isTroubled: false, hasOptedOut: false, lastAskedAtMs: null, nowMs,
};
const silent: AskFacts = { ...closed, state: 'open', handler: 'assistant', hasPersonAnswered: false, lastInboundAtMs: nowMs - 60 * minuteMs };
const verdictOf = (facts: AskFacts, change: Partial<AskFacts> = {}): string => {
  const verdict: AskVerdict = judgeAsk({ ...facts, ...change });
  return verdict.isAsked ? verdict.answeredBy : verdict.because;
};

test.each<[string, Partial<AskFacts>, string]>([
  ['a person who answered is rated, whoever began', {}, 'person'],
  ['the assistant is rated where it answered alone', { hasPersonAnswered: false }, 'assistant'],
  ['the chat of the page is asked as well', { channel: 'chat' }, 'person'],
  ['not after it was opened again', { state: 'open', handler: 'person' }, 'not_over'],
  ['not while it is snoozed', { state: 'snoozed', handler: 'person' }, 'not_over'],
  ['not when it is switched off', { settings: RatingSettings.parse({ asksWhenClosed: false }) }, 'switched_off'],
  ['not where there are no buttons', { channel: 'sms' }, 'no_buttons'],
  ['not in a thread of another application', { isOwned: false }, 'not_owned'],
  ['not when the window closes before it arrives', { windowEndsAtMs: nowMs + 9 * minuteMs }, 'window_closed'],
  ['not when they never wrote', { windowEndsAtMs: null }, 'window_closed'],
  ['not after an opt-out', { hasOptedOut: true }, 'opted_out'],
  ['not when nobody helped', { hasPersonAnswered: false, hasAssistantAnswered: false }, 'nobody_helped'],
  ['not when anger found no answer', { isTroubled: true }, 'in_trouble'],
  ['not 29 days after the last time', { lastAskedAtMs: nowMs - 29 * dayMs }, 'asked_lately'],
  ['again after 30 days', { lastAskedAtMs: nowMs - 30 * dayMs }, 'person'],
])('closed: %s', (_name, change, expected) => {
  expect(verdictOf(closed, change)).toBe(expected);
});

test.each<[string, Partial<AskFacts>, string]>([
  ['an hour of silence is the end', {}, 'assistant'],
  ['59 minutes are not', { lastInboundAtMs: nowMs - 59 * minuteMs }, 'not_over'],
  ['not unless it is switched on', { settings: RatingSettings.parse({}) }, 'switched_off'],
  ['not once a person has it', { handler: 'person' }, 'not_over'],
])('silent: %s', (_name, change, expected) => {
  expect(verdictOf(silent, change)).toBe(expected);
});
