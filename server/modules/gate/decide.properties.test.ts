import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentChannels } from '#contract/inbound-event';
import { purposes, sendReasons } from '#contract/send-reason';
import { countryRuleOf } from './country-rules.ts';
import { decide } from './decide.ts';
import type { FactChanges } from './gate-fixtures.ts';
import { makeFacts, makeRequest } from './gate-fixtures.ts';
import type { GateFacts, GateRequest, GateSettings } from './gate-types.ts';
import { isPublicHoliday } from '#platform/holidays';
import { isoDateOf, localMomentOf } from '#platform/zoned-time';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const firstMs = Date.parse('2026-01-01T00:00:00Z');

const phones = ['+573001234567', '+5491155550123', '+5511987654321', '+5568987654321', '+525512345678', '+526641234567', '+56987654321', '+51987654321', '+33612345678', '+34612345678', '+4915123456789', '+447400123456', '+14165550123', '+16025550123', '+18005550123', '+819012345678'];
const countries = ['CO', 'AR', 'BR', 'MX', 'CL', 'PE', 'US', 'FR', 'JP'];
const regions = ['BR-AC', 'BR-SP', 'US-TX', 'US-RI', 'MX-BCN'];

const orNull = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(arbitrary, { nil: null });
/** Mostly the usual value, so that the later rules are reached too. */
const mostly = <Value>(usual: Value, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });

const anyNow = fc.integer({ min: 0, max: 730 * 24 * 4 }).map((quarters) => firstMs + quarters * 15 * 60_000);

const anyRequest = (nowMs: number): fc.Arbitrary<GateRequest> =>
  fc.record({
    purpose: mostly<GateRequest['purpose']>('marketing', fc.constantFrom(...purposes)),
    channel: mostly<GateRequest['channel']>('whatsapp', fc.constantFrom(...consentChannels)),
    origin: fc.constantFrom<GateRequest['origin']>('flow', 'campaign', 'assistant', 'person', 'system'),
    isReply: mostly(false, fc.boolean()),
    usesTemplate: mostly(true, fc.boolean()),
    plannedForMs: fc.integer({ min: 0, max: 48 }).map((hours) => nowMs - hours * hourMs),
    maxLatenessMs: orNull(fc.integer({ min: 0, max: 96 }).map((hours) => hours * hourMs)),
    activatedAtMs: fc.constant(null),
    isFlowOn: mostly(true, fc.boolean()),
    heldOut: mostly(false, fc.boolean()),
    limits: fc.record({
      boughtWithinMs: orNull(fc.constant(dayMs)),
      flowCapMs: orNull(fc.constant(3 * dayMs)),
      stopOnReply: fc.boolean(),
    }),
  });

const pastUpTo = (nowMs: number, days: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: days * 24 }).map((hours) => nowMs - hours * hourMs);

const anyFacts = (nowMs: number): fc.Arbitrary<GateFacts> =>
  fc
    .record({
      contact: fc.record({
        phone: orNull(fc.constantFrom(...phones)),
        country: orNull(fc.constantFrom(...countries)),
        region: orNull(fc.constantFrom(...regions)),
        timeZone: orNull(fc.constantFrom('America/Bogota', 'America/Phoenix', 'Europe/Madrid', 'Not/AZone')),
        consent: mostly<GateFacts['contact']['consent']>('granted', fc.constantFrom('withdrawn', 'none')),
        consentInitiatedByContact: mostly(true, fc.boolean()),
        isSuppressed: mostly(false, fc.boolean()),
        isErased: mostly(false, fc.boolean()),
        isBot: mostly(false, fc.boolean()),
      }),
      workspace: fc.record({ country: fc.constantFrom(...countries), timeZone: fc.constant('America/Bogota') }),
      settings: fc.record({
        contactCaps: fc.record({ perDay: fc.integer({ min: 0, max: 3 }), perThirtyDays: fc.integer({ min: 1, max: 5 }) }),
        hours: mostly<GateSettings['hours']>(null, fc.constantFrom<GateSettings['hours']>({ from: '10:30', to: '18:00', days: [1, 3, 5] }, { from: '00:30', to: '04:00', days: [7] })),
        restOnHolidays: fc.boolean(),
        enforceRegister: mostly(false, fc.boolean()),
      }),
      cart: mostly<FactChanges['cart']>({ state: 'open' }, fc.constantFrom(null, { state: 'completed' })),
      number: fc.record({
        restriction: mostly<GateFacts['number']['restriction']>(
          { scope: 'none', untilMs: null },
          fc.record({ scope: fc.constantFrom('marketing', 'all'), untilMs: orNull(fc.constant(nowMs + 5 * hourMs)) }),
        ),
        portfolioLeft: mostly<number | null>(null, fc.constant(0)),
        portfolioFreeAtMs: fc.integer({ min: -5, max: 24 }).map((hours) => nowMs + hours * hourMs),
      }),
      others: fc.record({
        lastOrderAtMs: orNull(pastUpTo(nowMs, 3)),
        lastFlowSendAtMs: orNull(pastUpTo(nowMs, 5)),
        marketingSends: fc
          .array(fc.record({ atMs: pastUpTo(nowMs, 31), channel: fc.constantFrom(...consentChannels) }), { maxLength: 6 })
          .map((sends) => sends.toSorted((a, b) => b.atMs - a.atMs)),
        repliedSinceRunStart: mostly(false, fc.boolean()),
        windowEndsAtMs: orNull(fc.constant(nowMs + hourMs)),
      }),
    })
    .map((changes) => makeFacts(changes));

const anyCase = anyNow.chain((nowMs) => fc.record({ nowMs: fc.constant(nowMs), request: anyRequest(nowMs), facts: anyFacts(nowMs) }));
const numRuns = 500;

describe('for any message', () => {
  test('a wait is over when it ends: asked again with the same facts, the same rule no longer objects', () => {
    fc.assert(
      fc.property(anyCase, ({ request, facts, nowMs }) => {
        const { decision } = decide(request, facts, nowMs);
        if (decision.kind !== 'wait') return;
        const untilMs = decision.until.getTime();
        expect(untilMs).toBeGreaterThan(nowMs);
        const again = decide(request, facts, untilMs).decision;
        if (again.kind !== 'send') expect(again.reason).not.toBe(decision.reason);
      }),
      { numRuns },
    );
  });

  test('a wait never passes the lateness of the message', () => {
    fc.assert(
      fc.property(anyCase, ({ request, facts, nowMs }) => {
        const { decision } = decide(request, facts, nowMs);
        if (decision.kind !== 'wait' || request.maxLatenessMs === null) return;
        expect(decision.until.getTime() - request.plannedForMs).toBeLessThanOrEqual(request.maxLatenessMs);
      }),
      { numRuns },
    );
  });

  test('every refusal and wait has a reason of the closed list, which the last check shows', () => {
    fc.assert(
      fc.property(anyCase, ({ request, facts, nowMs }) => {
        const { decision, checks } = decide(request, facts, nowMs);
        if (decision.kind === 'send') {
          expect(checks.length).toBe(sendReasons.length);
          return;
        }
        const last = checks.at(-1);
        expect(sendReasons).toContain(decision.reason);
        expect(last?.verdict).toBe('objected');
        expect([last?.reason, last?.detail?.['wouldBeStale'] === true ? 'stale' : last?.reason]).toContain(decision.reason);
      }),
      { numRuns },
    );
  });

  test('less consent never turns a refusal into a send', () => {
    const lessWanted: ((contact: GateFacts['contact']) => GateFacts['contact'])[] = [
      (contact) => ({ ...contact, consent: 'withdrawn' }),
      (contact) => ({ ...contact, isSuppressed: true }),
      (contact) => ({ ...contact, isErased: true }),
      (contact) => ({ ...contact, consentInitiatedByContact: false }),
    ];
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...lessWanted), ({ request, facts, nowMs }, lessen) => {
        if (decide(request, facts, nowMs).decision.kind === 'send') return;
        expect(decide(request, { ...facts, contact: lessen(facts.contact) }, nowMs).decision.kind).not.toBe('send');
      }),
      { numRuns },
    );
  });

  test('the same question gets the same answer', () => {
    fc.assert(
      fc.property(anyCase, ({ request, facts, nowMs }) => {
        expect(decide(request, facts, nowMs)).toEqual(decide(structuredClone(request), structuredClone(facts), nowMs));
      }),
      { numRuns: 100 },
    );
  });
});

// Written apart from the code under test: one country and one zone, the clock read by Intl, the windows by hand.
describe('an unprompted marketing message', () => {
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const homes = [
    { phone: '+573001234567', country: 'CO', region: null, timeZone: 'America/Bogota' },
    { phone: '+5491155550123', country: 'AR', region: null, timeZone: 'America/Argentina/Buenos_Aires' },
    { phone: '+5568987654321', country: 'BR', region: 'BR-AC', timeZone: 'America/Rio_Branco' },
    { phone: '+526641234567', country: 'MX', region: 'MX-BCN', timeZone: 'America/Tijuana' },
    { phone: '+56987654321', country: 'CL', region: null, timeZone: 'America/Santiago' },
    { phone: '+51987654321', country: 'PE', region: null, timeZone: 'America/Lima' },
    { phone: '+4915123456789', country: 'DE', region: null, timeZone: 'Europe/Berlin' },
  ];

  function isInsideWindow(home: (typeof homes)[number], atMs: number): boolean {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone: home.timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      .formatToParts(atMs)
      .reduce<Record<string, string>>((found, { type, value }) => ({ ...found, [type]: value }), {});
    const weekday = weekdays.find((name) => name === parts['weekday']?.toLowerCase());
    if (!weekday) throw new Error('No weekday.');
    if (isPublicHoliday(home.country, home.region, localMomentOf(home.timeZone, atMs).dayNumber)) return false;
    const window = countryRuleOf(home.country, null, atMs).hours.windows[weekday];
    const clock = `${parts['hour']}:${parts['minute']}`;
    return window !== null && clock >= window[0] && clock < window[1];
  }

  test('goes exactly inside the window of the country, and else waits for an instant inside it', () => {
    fc.assert(
      fc.property(anyNow, fc.constantFrom(...homes), (nowMs, home) => {
        const request = makeRequest({ plannedForMs: nowMs, activatedAtMs: null });
        const { decision } = decide(request, makeFacts({ contact: { phone: home.phone, timeZone: home.timeZone } }), nowMs);
        expect(decision.kind, `${home.country} ${isoDateOf(nowMs / dayMs)}`).toBe(isInsideWindow(home, nowMs) ? 'send' : 'wait');
        if (decision.kind === 'wait') expect(isInsideWindow(home, decision.until.getTime())).toBe(true);
      }),
      { numRuns },
    );
  });

  test('waits no longer than needed: a quarter of an hour before the end of the wait is outside the window', () => {
    fc.assert(
      fc.property(anyNow, fc.constantFrom(...homes), (nowMs, home) => {
        const request = makeRequest({ plannedForMs: nowMs, activatedAtMs: null });
        const { decision } = decide(request, makeFacts({ contact: { phone: home.phone, timeZone: home.timeZone } }), nowMs);
        if (decision.kind === 'wait') expect(isInsideWindow(home, decision.until.getTime() - 15 * 60_000)).toBe(false);
      }),
      { numRuns },
    );
  });
});
