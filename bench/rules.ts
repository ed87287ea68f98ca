import { signHmac } from '#kit';
import { decide } from '#modules/gate';
import { makeFacts, makeRequest, noonMs } from '../server/modules/gate/gate-fixtures.ts';
import { readPhone } from '../server/modules/contacts/phone-rules.ts';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';

export const rules: Bench = {
  name: 'rules',
  about: 'Pure functions of the hot paths, one at a time on one core: one decision of the gate (every rule asked), one phone read, one signature over 2 KB.',
  run: async ({ isQuick }: BenchOptions): Promise<Figure[]> => {
    const rounds = isQuick ? 5000 : 50_000;
    const request = makeRequest();
    const facts = makeFacts();
    const body = 'x'.repeat(2048);
    return [
      { what: 'one decision of the gate', value: timeMicros(rounds, () => decide(request, facts, noonMs)), unit: 'µs' },
      { what: 'one phone read, Argentina as people dial it', value: timeMicros(rounds, () => readPhone('011 15 5555-0199', 'AR')), unit: 'µs' },
      { what: 'one signature over 2 KB', value: timeMicros(rounds, () => signHmac('shpss_secret', body, 'base64')), unit: 'µs' },
    ];
  },
};

/** Mean of the best of five runs, after a warm-up. */
function timeMicros(rounds: number, run: () => unknown): number {
  const times = Array.from({ length: 6 }, () => {
    const startMs = performance.now();
    for (let round = 0; round < rounds; round += 1) run();
    return (1000 * (performance.now() - startMs)) / rounds;
  });
  return Math.min(...times.slice(1));
}
