import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { untilFriendlyHourMs } from './friendly-start.ts';

const zone = 'America/Argentina/Buenos_Aires';
const at = (text: string) => DateTime.fromISO(text, { zone }).toMillis();
const startOf = (text: string) => DateTime.fromMillis(at(text) + untilFriendlyHourMs(at(text), zone, 'AR'), { zone }).toFormat('ccc HH:mm');

test.each([
  ['2026-12-01T11:30', 'Tue 11:30'],
  ['2026-12-01T07:00', 'Tue 10:00'],
  ['2026-12-01T23:10', 'Wed 10:00'],
  ['2026-12-04T18:00', 'Mon 10:00'],
  ['2026-12-06T12:00', 'Mon 10:00'],
  // Monday 23 November is a holiday: no marketing goes out.
  ['2026-11-21T09:40', 'Tue 10:00'],
])('a demo started at %s begins on %s', (started, begins) => {
  expect(startOf(started)).toBe(begins);
});
