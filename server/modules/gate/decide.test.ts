import { describe, expect, test } from 'vitest';
import { sendReasons } from '#contract/send-reason';
import type { SendReason } from '#contract/send-reason';
import { decide, gateRules } from './decide.ts';
import type { FactChanges } from './gate-fixtures.ts';
import { makeFacts, makeRequest, noonMs } from './gate-fixtures.ts';
import type { GateRequest } from './gate-types.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const openWindow = { windowEndsAtMs: noonMs + hourMs };

function decideAtNoon(request: Partial<GateRequest> = {}, facts: FactChanges = {}) {
  return decide(makeRequest(request), makeFacts(facts), noonMs);
}

test('lets a wanted, allowed and useful reminder go and shows every check', () => {
  const answer = decideAtNoon();
  expect(answer.decision).toEqual({ kind: 'send' });
  expect(answer.checks.map((check) => check.reason)).toEqual([...sendReasons]);
  expect(answer.rulesVersion).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('asks the rules in the order of the closed list of reasons', () => {
  expect(gateRules.map((rule) => rule.reason)).toEqual([...sendReasons]);
});

test('stops at the first rule that objects and shows the checks up to it', () => {
  const { decision, checks } = decideAtNoon({}, { contact: { isBot: true, consent: 'none' } });
  expect(decision).toEqual({ kind: 'refuse', reason: 'bot' });
  expect(checks.at(-1)).toMatchObject({ reason: 'bot', verdict: 'objected' });
  expect(checks.slice(0, -1).every((check) => check.verdict !== 'objected')).toBe(true);
});

const refusals: [SendReason, Partial<GateRequest>, FactChanges][] = [
  ['person_erased', {}, { contact: { isErased: true } }],
  ['suppressed', {}, { contact: { isSuppressed: true } }],
  ['payment_disputed', {}, { contact: { hasDispute: true } }],
  ['no_address', {}, { contact: { hasAddress: false } }],
  ['held_out', { heldOut: true }, {}],
  ['bot', {}, { contact: { isBot: true } }],
  ['flow_off', { isFlowOn: false }, {}],
  ['before_activation', { activatedAtMs: noonMs - 1 }, {}],
  ['stale', { plannedForMs: noonMs - hourMs - 1, maxLatenessMs: hourMs }, {}],
  ['cart_bought', {}, { cart: { state: 'completed' } }],
  ['cart_emptied', {}, { cart: { isEmpty: true } }],
  ['cart_emptied', {}, { cart: { state: 'deleted' } }],
  ['cart_changed', {}, { cart: { changedSincePlanned: true } }],
  ['bought_recently', {}, { others: { lastOrderAtMs: noonMs - dayMs + 1 } }],
  ['out_of_stock', {}, { cart: { hasBuyableLine: false } }],
  ['replied', {}, { others: { repliedSinceRunStart: true } }],
  ['person_took_over', {}, { others: { personTookOver: true } }],
  ['no_consent', {}, { contact: { consent: 'none' } }],
  ['no_consent', {}, { contact: { consent: 'withdrawn' } }],
  ['country_forbids', {}, { contact: { phone: '+12125550123' } }],
  ['country_forbids', {}, { settings: { blockedCountries: ['AR'] } }],
  ['register_unchecked', {}, { settings: { enforceRegister: true } }],
  ['register_unchecked', {}, { settings: { enforceRegister: true }, others: { registerCheckedDaysAgo: 31 } }],
  ['window_closed', { usesTemplate: false }, {}],
  ['template_missing', {}, { template: null }],
  ['template_missing', {}, { template: { status: 'pending' } }],
  ['template_missing', {}, { template: { status: 'rejected' } }],
  ['template_paused', {}, { template: { status: 'paused' } }],
  ['template_paused', {}, { template: { status: 'disabled' } }],
  ['template_recategorised', { purpose: 'utility' }, { template: { category: 'marketing' } }],
  ['contact_cap', {}, { settings: { contactCaps: { perDay: 0, perThirtyDays: 5 } } }],
  ['connection_closed', {}, { number: { isConnected: false } }],
  ['thread_not_owned', {}, { others: { isThreadOwned: false } }],
  ['number_restricted', {}, { number: { restriction: { scope: 'marketing', untilMs: null } } }],
  ['number_quality', {}, { number: { quality: 'red' } }],
  ['budget', {}, { others: { budgetLeftMicros: 61_799 } }],
];

describe('refuses a reminder', () => {
  test.each(refusals)('for %s (%o, %o)', (reason, request, facts) => {
    expect(decideAtNoon(request, facts).decision).toEqual({ kind: 'refuse', reason });
  });
});

const waits: [SendReason, FactChanges, number][] = [
  ['flow_cap', { others: { lastFlowSendAtMs: noonMs - 2 * dayMs } }, noonMs + dayMs],
  ['contact_cap', { others: { marketingSends: [{ atMs: noonMs - 20 * hourMs, channel: 'whatsapp' }] } }, noonMs + 4 * hourMs],
  ['number_restricted', { number: { restriction: { scope: 'all', untilMs: noonMs + hourMs } } }, noonMs + hourMs],
  ['portfolio_limit', { number: { portfolioLeft: 0, portfolioFreeAtMs: noonMs + hourMs / 2 } }, noonMs + hourMs / 2],
  ['portfolio_limit', { number: { portfolioLeft: 0 } }, noonMs + hourMs],
];

describe('waits', () => {
  test.each(waits)('for %s until it ends', (reason, facts, untilMs) => {
    expect(decideAtNoon({}, facts).decision).toEqual({ kind: 'wait', reason, until: new Date(untilMs) });
  });

  test('for no portfolio limit when the person was counted today or has an open window', () => {
    const number = { portfolioLeft: 0, portfolioFreeAtMs: noonMs + hourMs };
    expect(decideAtNoon({}, { number: { ...number, isCountedToday: true } }).decision.kind).toBe('send');
    expect(decideAtNoon({}, { number, others: openWindow }).decision.kind).toBe('send');
  });

  test('for a cap that ends at night until the morning after', () => {
    const lastFlowSendAtMs = Date.parse('2026-11-16T02:00:00-03:00');
    const { decision } = decideAtNoon({}, { others: { lastFlowSendAtMs } });
    expect(decision).toEqual({ kind: 'wait', reason: 'flow_cap', until: new Date('2026-11-19T09:00:00-03:00') });
  });

  test('for the fifth message of thirty days to grow old', () => {
    const marketingSends = [2, 6, 12, 20, 29].map((days) => ({ atMs: noonMs - days * dayMs, channel: 'whatsapp' as const }));
    const { decision } = decideAtNoon({}, { others: { marketingSends } });
    expect(decision).toEqual({ kind: 'wait', reason: 'contact_cap', until: new Date(noonMs + dayMs) });
  });

  test('never beyond the lateness of the message: then it is stale, and the check tells what it would have waited for', () => {
    const facts = { others: { lastFlowSendAtMs: noonMs - 2 * dayMs } };
    const { decision, checks } = decideAtNoon({ maxLatenessMs: dayMs - 1 }, facts);
    expect(decision).toEqual({ kind: 'refuse', reason: 'stale' });
    expect(checks.at(-1)).toMatchObject({ reason: 'flow_cap', verdict: 'objected', detail: { wouldBeStale: true } });
    expect(decideAtNoon({ maxLatenessMs: dayMs }, facts).decision.kind).toBe('wait');
  });
});

describe('purposes', () => {
  test('an order update passes without marketing consent, in caps and on the day of a purchase', () => {
    const { decision } = decideAtNoon(
      { purpose: 'utility' },
      {
        contact: { consent: 'none' },
        cart: { state: 'completed' },
        template: { category: 'utility' },
        number: { quality: 'red' },
        others: { lastOrderAtMs: noonMs, lastFlowSendAtMs: noonMs, budgetLeftMicros: 0 },
      },
    );
    expect(decision).toEqual({ kind: 'send' });
  });

  test('an order update does not pass against a withdrawn consent to service messages', () => {
    const answer = decideAtNoon({ purpose: 'utility' }, { contact: { consent: 'withdrawn' }, template: { category: 'utility' } });
    expect(answer.decision).toEqual({ kind: 'refuse', reason: 'no_consent' });
  });

  test('a suppressed person who asks something is answered, but not offered anything', () => {
    const facts = { contact: { isSuppressed: true }, others: openWindow };
    const reply = { origin: 'assistant', isReply: true, usesTemplate: false } as const;
    expect(decideAtNoon({ ...reply, purpose: 'service' }, facts).decision.kind).toBe('send');
    expect(decideAtNoon({ ...reply, purpose: 'marketing' }, facts).decision).toEqual({ kind: 'refuse', reason: 'suppressed' });
  });

  test('an answer is spared holdout, caps and hours only while the window is open', () => {
    const request = { purpose: 'marketing', origin: 'assistant', isReply: true, usesTemplate: false, heldOut: true } as const;
    const marketingSends = [{ atMs: noonMs - hourMs, channel: 'whatsapp' as const }];
    expect(decideAtNoon(request, { others: { ...openWindow, marketingSends } }).decision.kind).toBe('send');
    expect(decideAtNoon(request, { others: { marketingSends } }).decision).toEqual({ kind: 'refuse', reason: 'held_out' });
    expect(decideAtNoon(request, { others: { windowEndsAtMs: noonMs } }).decision.kind).toBe('refuse');
  });

  test('an offer is never made for a cart that was bought, not even as an answer', () => {
    const request = { origin: 'assistant', isReply: true, usesTemplate: false } as const;
    const answer = decideAtNoon(request, { cart: { state: 'completed' }, others: openWindow });
    expect(answer.decision).toEqual({ kind: 'refuse', reason: 'cart_bought' });
  });

  test('a person writes by hand although automation was stopped; the assistant does not', () => {
    const others = { ...openWindow, personTookOver: true };
    const service = { purpose: 'service', usesTemplate: false } as const;
    expect(decideAtNoon({ ...service, origin: 'person' }, { others: { ...others, repliedSinceRunStart: false } }).decision.kind).toBe('send');
    const assistant = decideAtNoon({ ...service, origin: 'assistant', isReply: true }, { others });
    expect(assistant.decision).toEqual({ kind: 'refuse', reason: 'person_took_over' });
  });
});
