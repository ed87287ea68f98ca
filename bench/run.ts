import { parseArgs } from 'node:util';
import type { Bench, Figure } from './kit/bench.ts';
import { printFigures, printVerdict } from './kit/print-figures.ts';
import { closeServer } from './kit/stage.ts';
import { assistant } from './assistant.ts';
import { dispatch } from './dispatch.ts';
import { guided } from './guided.ts';
import { idle } from './idle.ts';
import { inbox } from './inbox.ts';
import { intake } from './intake.ts';
import { recovery } from './recovery.ts';
import { rescue } from './rescue.ts';
import { rules } from './rules.ts';
import { searchQuality } from './search-quality.ts';
import { searchSpeed } from './search-speed.ts';
import { understanding } from './understanding.ts';
import { waiting } from './waiting.ts';

/** `node bench/run.ts [--quick] [--only intake,dispatch]`: every promise about speed and memory, measured beside its baseline. */
const benches: Bench[] = [intake, rescue, waiting, dispatch, recovery, idle, rules, understanding, guided, assistant, searchQuality, searchSpeed, inbox];

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, data: { type: 'string' } } });
const chosen = values.only ? benches.filter(({ name }) => values.only?.split(',').includes(name)) : benches;
if (chosen.length === 0) throw new Error(`There is no such measurement. Choose among: ${benches.map(({ name }) => name).join(', ')}.`);

// Stopped half-way it leaves no PostgreSQL behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeServer().finally(() => process.exit(1)));

const done: { name: string; figures: Figure[] }[] = [];
const failed: string[] = [];
try {
  for (const bench of chosen) {
    const startMs = performance.now();
    try {
      const figures = await bench.run({ isQuick: values.quick, data: values.data });
      process.stdout.write(printFigures(bench, figures, (performance.now() - startMs) / 1000));
      done.push({ name: bench.name, figures });
    } catch (error) {
      // What could not be measured is no reason to measure nothing else.
      failed.push(bench.name);
      process.stderr.write(`\n${bench.name} FAILED: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
} finally {
  await closeServer();
}
process.stdout.write(printVerdict(done));
if (failed.length > 0) process.stdout.write(`Not measured, because they failed: ${failed.join(', ')}.\n`);
process.exit(failed.length > 0 ? 1 : 0);
