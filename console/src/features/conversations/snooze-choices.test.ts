import { expect, test } from 'vitest';
import { snoozeChoices } from './snooze-choices.ts';

const untilOf = (now: string, zone: string) => Object.fromEntries(snoozeChoices(new Date(now), zone).map(({ name, until }) => [name, until.toISOString()]));

test('mornings are nine by the workspace’s own clock', () => {
  // A Friday evening in Buenos Aires, already Saturday in UTC.
  expect(untilOf('2026-11-21T01:30:00Z', 'America/Argentina/Buenos_Aires')).toEqual({
    hour: '2026-11-21T02:30:00.000Z',
    threeHours: '2026-11-21T04:30:00.000Z',
    tomorrow: '2026-11-21T12:00:00.000Z',
    monday: '2026-11-23T12:00:00.000Z',
  });
});

test('on a Sunday, Monday is tomorrow and not offered twice', () => {
  expect(Object.keys(untilOf('2026-11-22T15:00:00Z', 'America/Bogota'))).toEqual(['hour', 'threeHours', 'tomorrow']);
});

test('a change of the clocks overnight does not move nine o’clock', () => {
  // Chile puts its clocks forward on 6 September 2026 at midnight.
  expect(untilOf('2026-09-05T18:00:00Z', 'America/Santiago')['tomorrow']).toBe('2026-09-06T12:00:00.000Z');
});
