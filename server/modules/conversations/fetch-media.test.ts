import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dayMs } from '#platform/clock';
import { ConnectorError } from '#ports/connector';
import { fitsDigest, reasonToGiveUp } from './fetch-media.ts';

const digest = createHash('sha256').update('voice').digest();

test('a checksum fits in hexadecimal and in base64, padded or not; none announces nothing', () => {
  const base64 = digest.toString('base64');
  for (const announced of [digest.toString('hex'), digest.toString('hex').toUpperCase(), base64, base64.replace(/=+$/, ''), null]) expect(fitsDigest(announced, digest), String(announced)).toBe(true);
  for (const announced of ['', 'Zm9vYmFy', digest.toString('hex').slice(2), base64.toLowerCase()]) expect(fitsDigest(announced, digest), announced).toBe(false);
});

const failed = (kind: ConstructorParameters<typeof ConnectorError>[0], code?: string) => new ConnectorError(kind, 'No.', code === undefined ? {} : { code });

test.each([
  ['too large at once', failed('rejected', 'too_large'), 1, 0, 'too_large'],
  ['too large in the transfer', failed('unexpected', 'too_large'), 1, 0, 'too_large'],
  ['refused for the first time: the address may have expired', failed('rejected'), 1, 0, null],
  ['refused again and again', failed('rejected'), 5, 0, 'gone'],
  ['damaged once', failed('unavailable', 'checksum'), 1, 0, null],
  ['damaged every time', failed('unavailable', 'checksum'), 8, 0, 'damaged'],
  ['without sense', failed('unexpected'), 8, 0, 'unreadable'],
  ['away for days', failed('unavailable'), 100, 6 * dayMs, null],
  ['away for a week', failed('unavailable'), 100, 7 * dayMs, 'expired'],
  ['credentials that are wrong for days', failed('credentials'), 100, 6 * dayMs, null],
  ['a bug of ours', new TypeError('x is undefined'), 100, dayMs, null],
] as const)('%s', (_what, error, attempt, waitedMs, reason) => {
  expect(reasonToGiveUp(error, attempt, waitedMs)).toBe(reason);
});
