import { describe, expect, test } from 'vitest';
import type { WeekHours } from '#contract/assignment';
import { backAtMsOf, isInHours, isThereAt } from './availability-rules.ts';

const zone = 'America/Argentina/Buenos_Aires';
// Weekdays nine to one and two to six, Saturdays in the morning; Buenos Aires is three hours behind UTC.
const hours: WeekHours = [
  ...[1, 2, 3, 4, 5].flatMap((weekday) => [{ weekday, from: '09:00', to: '13:00' }, { weekday, from: '14:00', to: '18:00' }]),
  { weekday: 6, from: '10:00', to: '24:00' },
];
const at = (local: string) => Date.parse(`${local}:00-03:00`);
const working = (changes: object = {}) => ({ isAway: false, backAtMs: null, hours, ...changes });

test.each([
  ['Tuesday morning', '2026-12-01T09:00', true],
  ['a minute before', '2026-12-01T08:59', false],
  ['at lunch', '2026-12-01T13:00', false],
  ['the last minute', '2026-12-01T17:59', true],
  ['Saturday until midnight', '2026-12-05T23:59', true],
  ['Sunday', '2026-12-06T12:00', false],
])('hours on the clock of the workspace: %s', (_when, local, isIn) => {
  expect(isInHours(hours, zone, at(local))).toBe(isIn);
});

test('without hours somebody is there at all hours', () => {
  expect(isThereAt(working({ hours: null }), zone, at('2026-12-06T03:00'))).toBe(true);
});

describe('when somebody is back', () => {
  test.each([
    ['there now', working(), '2026-12-01T10:00', '2026-12-01T10:00'],
    ['after lunch', working(), '2026-12-01T13:20', '2026-12-01T14:00'],
    ['after the weekend', working(), '2026-12-06T12:00', '2026-12-07T09:00'],
    ['away until a time inside the hours', working({ isAway: true, backAtMs: at('2026-12-01T15:30') }), '2026-12-01T10:00', '2026-12-01T15:30'],
    ['away until a time outside of them', working({ isAway: true, backAtMs: at('2026-12-01T20:00') }), '2026-12-01T10:00', '2026-12-02T09:00'],
    ['an absence that ended', working({ isAway: true, backAtMs: at('2026-12-01T09:30') }), '2026-12-01T10:00', '2026-12-01T10:00'],
  ])('%s', (_case, member, now, back) => {
    expect(backAtMsOf(member, zone, at(now))).toBe(at(back));
  });

  test('nobody can say when an absence has no end', () => {
    expect(backAtMsOf(working({ isAway: true }), zone, at('2026-12-01T10:00'))).toBeNull();
  });

  test('the hours follow a change of the clocks', () => {
    // New York sets its clocks back on 1 November 2026.
    const early: WeekHours = [{ weekday: 1, from: '09:00', to: '10:00' }];
    expect(backAtMsOf(working({ hours: early }), 'America/New_York', Date.parse('2026-10-31T12:00:00Z'))).toBe(Date.parse('2026-11-02T14:00:00Z'));
  });
});
