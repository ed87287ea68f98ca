import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { FactChanges } from './gate-fixtures.ts';
import { makeFacts, makeRequest } from './gate-fixtures.ts';
import type { GateRequest } from './gate-types.ts';

function decideAt(iso: string, facts: FactChanges, request: Partial<GateRequest> = {}) {
  const nowMs = Date.parse(iso);
  return decide(
    makeRequest({ plannedForMs: nowMs, activatedAtMs: null, ...request }),
    makeFacts({ cart: { lastActivityAtMs: nowMs - 3_600_000 }, ...facts }),
    nowMs,
  ).decision;
}

/** "send", or the reason with the instant waited for. */
function say(decision: ReturnType<typeof decideAt>): string {
  if (decision.kind === 'send') return 'send';
  return decision.kind === 'refuse' ? decision.reason : `${decision.reason} until ${decision.until.toISOString()}`;
}

const phone = (number: string, rest: FactChanges['contact'] = {}): FactChanges => ({ contact: { phone: number, ...rest } });
const colombia = phone('+573001234567');
const quietUntil = (iso: string): string => `quiet_hours until ${new Date(iso).toISOString()}`;

describe('hours of each country', () => {
  test.each([
    ['CO weekday 06:59', colombia, '2026-11-18T06:59:00-05:00', quietUntil('2026-11-18T07:00:00-05:00')],
    ['CO weekday 07:00', colombia, '2026-11-18T07:00:00-05:00', 'send'],
    ['CO weekday 18:59', colombia, '2026-11-18T18:59:59-05:00', 'send'],
    ['CO weekday 19:00', colombia, '2026-11-18T19:00:00-05:00', quietUntil('2026-11-19T07:00:00-05:00')],
    ['CO Saturday 14:59', colombia, '2026-11-21T14:59:00-05:00', 'send'],
    ['CO Saturday 15:00, then Sunday', colombia, '2026-11-21T15:00:00-05:00', quietUntil('2026-11-23T07:00:00-05:00')],
    ['CO Sunday', colombia, '2026-11-22T11:00:00-05:00', quietUntil('2026-11-23T07:00:00-05:00')],
    ['CO holiday moved to Monday', colombia, '2026-11-16T11:00:00-05:00', quietUntil('2026-11-17T07:00:00-05:00')],
    ['AR Saturday 19:59', phone('+5491155550123'), '2026-11-21T19:59:00-03:00', 'send'],
    ['AR bridge holiday on Monday', phone('+5491155550123'), '2026-11-23T12:00:00-03:00', quietUntil('2026-11-24T09:00:00-03:00')],
    ['BR Saturday 15:59', phone('+5511987654321'), '2026-11-21T15:59:00-03:00', 'send'],
    ['BR Saturday 16:00', phone('+5511987654321'), '2026-11-21T16:00:00-03:00', quietUntil('2026-11-23T09:00:00-03:00')],
    ['BR 20 November in São Paulo', phone('+5511987654321'), '2026-11-20T12:00:00-03:00', quietUntil('2026-11-21T10:00:00-03:00')],
    ['BR Acre 08:59, when São Paulo has 10:59', phone('+5568987654321'), '2026-11-18T10:59:00-03:00', quietUntil('2026-11-18T09:00:00-05:00')],
    ['BR Acre 09:00', phone('+5568987654321'), '2026-11-18T09:00:00-05:00', 'send'],
    ['MX Tijuana 08:59, when Mexico City has 10:59', phone('+526641234567'), '2026-11-18T10:59:00-06:00', quietUntil('2026-11-18T09:00:00-08:00')],
    ['MX Mexico City 09:00', phone('+525512345678'), '2026-11-18T09:00:00-06:00', 'send'],
    ['MX old number with 1', phone('+5215512345678'), '2026-11-18T09:00:00-06:00', 'send'],
    ['MX region of the address wins over the phone', phone('+525512345678', { country: 'MX', region: 'MX-BCN' }), '2026-11-18T09:00:00-06:00', quietUntil('2026-11-18T09:00:00-08:00')],
    ['PE Saturday 13:00', phone('+51987654321'), '2026-11-21T13:00:00-05:00', quietUntil('2026-11-23T08:00:00-05:00')],
    ['CL mainland morning waits for Easter Island', phone('+56912345678'), '2026-11-18T10:00:00-03:00', quietUntil('2026-11-18T11:00:00-03:00')],
    ['CL with a known zone', phone('+56912345678', { timeZone: 'America/Santiago' }), '2026-11-18T10:00:00-03:00', 'send'],
    ['CL holiday', phone('+56912345678', { timeZone: 'America/Santiago' }), '2026-09-18T12:00:00-03:00', quietUntil('2026-09-21T09:00:00-03:00')],
    ['FR 08:00', phone('+33612345678'), '2026-11-18T08:00:00+01:00', 'send'],
    ['FR 14 July', phone('+33612345678'), '2026-07-14T12:00:00+02:00', quietUntil('2026-07-15T08:00:00+02:00')],
    ['ES evening waits for Madrid, morning for the Canaries', phone('+34612345678'), '2026-11-18T20:00:00+01:00', quietUntil('2026-11-19T09:00:00+00:00')],
    ['DE Sunday', phone('+4915123456789'), '2026-11-22T12:00:00+01:00', quietUntil('2026-11-23T09:00:00+01:00')],
    ['NL by the rule of the other EU', phone('+31612345678'), '2026-11-18T09:00:00+01:00', 'send'],
    ['UK 08:00', phone('+447400123456'), '2026-11-18T08:00:00Z', 'send'],
    ['a country without a rule: Saturday is closed', phone('+819012345678'), '2026-11-21T12:00:00+09:00', quietUntil('2026-11-24T09:00:00+09:00')],
    ['CA Toronto is not the US', phone('+14165550123'), '2026-11-18T12:00:00-05:00', 'send'],
    ['+1 809 is the Dominican Republic', phone('+18095550123'), '2026-11-18T12:00:00-04:00', 'send'],
    ['US +1', phone('+16025550123'), '2026-11-18T12:00:00-07:00', 'country_forbids'],
    ['an unassigned +1 counts as the US', phone('+12115550123'), '2026-11-18T12:00:00-07:00', 'country_forbids'],
    ['US address with a Canadian phone', phone('+14165550123', { country: 'US' }), '2026-11-18T12:00:00-05:00', 'country_forbids'],
  ])('%s', (_name, facts, iso, expected) => {
    expect(say(decideAt(iso, facts))).toBe(expected);
  });

  const sms = { channel: 'sms', usesTemplate: false } as const;
  test.each([
    ['Arizona 08:59 in summer, when Denver has 09:59', '+16025550123', '2026-07-15T08:59:00-07:00', quietUntil('2026-07-15T09:00:00-07:00')],
    ['Arizona 09:00 in summer', '+16025550123', '2026-07-15T09:00:00-07:00', 'send'],
    ['Texas weekday 20:59', '+17135550123', '2026-11-18T20:59:00-06:00', 'send'],
    ['Texas Sunday 11:59', '+17135550123', '2026-11-22T11:59:00-06:00', quietUntil('2026-11-22T12:00:00-06:00')],
    ['Florida 08:00 in Miami', '+13055550123', '2026-11-18T08:00:00-05:00', 'send'],
    ['Rhode Island 18:00', '+14015550123', '2026-11-18T18:00:00-05:00', quietUntil('2026-11-19T09:00:00-05:00')],
    ['a state without figures 08:59', '+12125550123', '2026-11-18T08:59:00-05:00', quietUntil('2026-11-18T09:00:00-05:00')],
    ['Thanksgiving is a weekday there', '+12125550123', '2026-11-26T12:00:00-05:00', 'send'],
    ['the morning after the clocks go forward', '+12125550123', '2026-03-08T01:30:00-05:00', quietUntil('2026-03-08T12:00:00-04:00')],
    ['the morning after the clocks go back', '+12125550123', '2026-11-01T01:30:00-04:00', quietUntil('2026-11-01T12:00:00-05:00')],
  ])('US by SMS: %s', (_name, number, iso, expected) => {
    expect(say(decideAt(iso, phone(number), sms))).toBe(expected);
  });

  test('clock changes of Europe and Chile move the wait', () => {
    expect(say(decideAt('2026-03-28T23:00:00+01:00', phone('+4915123456789')))).toBe(quietUntil('2026-03-30T09:00:00+02:00'));
    const santiago = phone('+56912345678', { timeZone: 'America/Santiago' });
    expect(say(decideAt('2026-09-05T21:00:00-04:00', santiago))).toBe(quietUntil('2026-09-07T09:00:00-03:00'));
  });

  test('email is bound in Colombia and free in Argentina', () => {
    const email = { channel: 'email', usesTemplate: false } as const;
    expect(say(decideAt('2026-11-22T12:00:00-05:00', colombia, email))).toBe(quietUntil('2026-11-23T07:00:00-05:00'));
    expect(say(decideAt('2026-11-22T12:00:00-03:00', phone('+5491155550123'), email))).toBe('send');
  });

  test('without phone and address the law and the clock of the store hold', () => {
    const facts: FactChanges = { contact: { phone: null }, workspace: { country: 'CO', timeZone: 'America/Bogota' } };
    expect(say(decideAt('2026-11-18T06:59:00-05:00', facts))).toBe(quietUntil('2026-11-18T07:00:00-05:00'));
  });

  test('address and phone in two countries: the stricter of both laws, on the clock of the address', () => {
    const facts = phone('+573001234567', { country: 'MX', region: 'MX-CMX' });
    expect(say(decideAt('2026-11-18T19:30:00-06:00', facts))).toBe(quietUntil('2026-11-19T09:00:00-06:00'));
  });
});

describe('Colombia', () => {
  const nightReply = { origin: 'assistant', isReply: true, usesTemplate: false } as const;
  const night = '2026-11-18T22:00:00-05:00';
  const windowEndsAtMs = Date.parse(night) + 3_600_000;

  test('a reply at 22:00 is allowed, an unprompted message is not', () => {
    const facts = { ...colombia, others: { windowEndsAtMs } };
    expect(say(decideAt(night, facts, { ...nightReply, purpose: 'service' }))).toBe('send');
    expect(say(decideAt(night, facts, { ...nightReply, purpose: 'marketing' }))).toBe('send');
    expect(say(decideAt(night, facts, { isReply: false }))).toBe(quietUntil('2026-11-19T07:00:00-05:00'));
  });

  test('a second channel in the same week is refused, the same channel is not', () => {
    const at = '2026-11-18T12:00:00-05:00';
    const threeDaysBefore = Date.parse(at) - 3 * 86_400_000;
    const sentBy = (channel: 'sms' | 'whatsapp'): FactChanges => ({ ...colombia, others: { marketingSends: [{ atMs: threeDaysBefore, channel }] } });
    expect(say(decideAt(at, sentBy('sms')))).toBe('channel_week');
    expect(say(decideAt(at, sentBy('whatsapp')))).toBe('send');
    const weekBefore = [{ atMs: Date.parse(at) - 7 * 86_400_000, channel: 'sms' as const }];
    expect(say(decideAt(at, { ...colombia, others: { marketingSends: weekBefore } }))).toBe('send');
  });

  test('a second message that day waits for the next, whatever the merchant allows', () => {
    const at = '2026-11-18T12:00:00-05:00';
    const facts: FactChanges = {
      ...colombia,
      settings: { contactCaps: { perDay: 10, perThirtyDays: 100 } },
      others: { marketingSends: [{ atMs: Date.parse(at) - 3_600_000, channel: 'whatsapp' }] },
    };
    expect(say(decideAt(at, facts))).toBe(`contact_cap until ${new Date('2026-11-19T11:00:00-05:00').toISOString()}`);
  });
});

test('Peru: without a record of their own initiative nothing is promoted', () => {
  const facts = (consentInitiatedByContact: boolean) => phone('+51987654321', { consentInitiatedByContact });
  expect(say(decideAt('2026-11-18T12:00:00-05:00', facts(false)))).toBe('no_consent');
  expect(say(decideAt('2026-11-18T12:00:00-05:00', facts(true)))).toBe('send');
});

test('Argentina: a register older than 30 days stops marketing only where the merchant enforces it', () => {
  const check = (enforceRegister: boolean, registerCheckedDaysAgo: number) =>
    say(decideAt('2026-11-18T12:00:00-03:00', { settings: { enforceRegister }, others: { registerCheckedDaysAgo } }));
  expect(check(true, 30)).toBe('send');
  expect(check(true, 31)).toBe('register_unchecked');
  expect(check(false, 31)).toBe('send');
});

describe('the merchant', () => {
  test('narrows the hours of the law and never widens them', () => {
    const wide: FactChanges = { ...colombia, settings: { hours: { from: '06:00', to: '23:00', days: [1, 2, 3, 4, 5, 6, 7] } } };
    expect(say(decideAt('2026-11-18T06:30:00-05:00', wide))).toBe(quietUntil('2026-11-18T07:00:00-05:00'));
    const narrow: FactChanges = { ...colombia, settings: { hours: { from: '10:00', to: '12:00', days: [5] } } };
    expect(say(decideAt('2026-11-18T10:30:00-05:00', narrow))).toBe(quietUntil('2026-11-20T10:00:00-05:00'));
  });

  test('whose hours never meet those of the law is told so, not left waiting', () => {
    const never: FactChanges = { ...colombia, settings: { hours: { from: '20:00', to: '22:00', days: [1] } } };
    expect(say(decideAt('2026-11-18T12:00:00-05:00', never))).toBe('quiet_hours');
  });

  test('may rest on the holidays of the shop', () => {
    const facts: FactChanges = { ...phone('+525512345678'), settings: { restOnHolidays: true }, workspace: { country: 'AR' } };
    expect(say(decideAt('2026-11-23T12:00:00-06:00', facts))).toBe(quietUntil('2026-11-24T09:00:00-06:00'));
  });
});

test('a US template is forbidden even as an answer; words of ours in an open window are not', () => {
  const at = '2026-11-18T12:00:00-05:00';
  const facts: FactChanges = { ...phone('+12125550123'), others: { windowEndsAtMs: Date.parse(at) + 3_600_000 } };
  expect(say(decideAt(at, facts, { isReply: true, usesTemplate: true }))).toBe('country_forbids');
  expect(say(decideAt(at, facts, { isReply: true, usesTemplate: false }))).toBe('send');
});
