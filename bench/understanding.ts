import { readExamples } from '../scripts/understanding/read-examples.ts';
import { foldWords } from '../server/modules/assistant/guided/features/fold-text.ts';
import { loadWeights } from '../server/modules/assistant/guided/model/load-weights.ts';
import type { LinearModel } from '../server/modules/assistant/guided/model/linear-model.ts';
import { understand } from '../server/modules/assistant/guided/understand.ts';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { quantile } from './kit/bench.ts';

/** The longest that is read of one message, in words that are none: every reader goes to its end. */
const wall = 'xqzj 42 no '.repeat(190).slice(0, 2000);

export const understanding: Bench = {
  name: 'understanding',
  about: 'One message read whole (language, intent, slots, mood, triggers, reason) on one core: every sentence of the held-apart test set in turn, beside the folding of its words alone, and what the tables hold in memory.',
  run: ({ isQuick }: BenchOptions): Promise<Figure[]> => {
    const texts = readExamples('examples-test').map(({ text }) => text).slice(0, isQuick ? 300 : undefined);
    const rounds = isQuick ? 2 : 10;
    const firstMs = timeOnce(() => read('hola'));
    const times = timeEach(texts, rounds, read);
    const folded = timeEach(texts, rounds, foldWords);
    const { models } = loadWeights();
    return Promise.resolve([
      { what: 'folding the words of one message, p50', value: 1000 * quantile(folded, 0.5), unit: 'µs', isBaseline: true },
      { what: 'one message read whole, p50', value: 1000 * quantile(times, 0.5), unit: 'µs' },
      { what: 'one message read whole, p99', value: 1000 * quantile(times, 0.99), unit: 'µs', goal: { atMost: 5000 }, note: `${texts.length} messages, ${rounds} times` },
      { what: 'two thousand characters of nothing, p50', value: 1000 * quantile(timeEach(Array<string>(20).fill(wall), rounds, read), 0.5), unit: 'µs' },
      { what: 'the first message, with the reading of the tables', value: firstMs, unit: 'ms' },
      { what: 'tables in memory', value: Object.values(models).reduce((sum, model) => sum + bytesOf(model), 0) / 1024 ** 2, unit: 'MB', note: Object.entries(models).map(([name, model]) => `${name} ${(bytesOf(model) / 1024 ** 2).toFixed(2)}`).join(', ') },
    ]);
  },
};

const read = (text: string) => understand(text, { language: null, country: 'AR', expects: null });
const bytesOf = ({ table, scales, bias }: LinearModel) => table.byteLength + scales.byteLength + bias.byteLength;

function timeOnce(run: () => unknown): number {
  const startMs = performance.now();
  run();
  return performance.now() - startMs;
}

/** Milliseconds of every call but those of a first round, which warms the code. */
function timeEach(texts: readonly string[], rounds: number, run: (text: string) => unknown): number[] {
  texts.forEach(run);
  return Array.from({ length: rounds }, () => texts.map((text) => timeOnce(() => run(text)))).flat();
}
