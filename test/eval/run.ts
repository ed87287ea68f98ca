/**
 * `npm run eval`: plays every scenario through the product's own code and database, and prints how well it does. Without a word it evaluates the
 * built-in engine, offline; `docs/evaluation.md` says how to name a model.
 */
import { parseArgs } from 'node:util';
import { isReached } from '../../bench/kit/bench.ts';
import type { Bench, Figure } from '../../bench/kit/bench.ts';
import { printFigures, printVerdict } from '../../bench/kit/print-figures.ts';
import { searchQuality } from '../../bench/search-quality.ts';
import { stopSharedServer } from '#test/app';
import { evaluate } from './evaluate.ts';
import { describeFailures, figuresOf } from './report.ts';
import { readScenarios } from './scenario.ts';
import { understanding } from './understanding.ts';
import { openWorld } from './world.ts';
import type { ChosenModel } from './world.ts';

const { values } = parseArgs({
  options: {
    vendor: { type: 'string' },
    model: { type: 'string' },
    'base-url': { type: 'string' },
    /** Name of the environment variable that holds the key, so that no key stands in a command. */
    'key-variable': { type: 'string', default: 'EVAL_API_KEY' },
    times: { type: 'string' },
    only: { type: 'string' },
    data: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    engine: { type: 'string' },
  },
});

function chooseModel(): ChosenModel | null {
  if (values.engine && values.engine !== 'guided') throw new Error('Only "guided" is an engine by itself. Name a model with --vendor and --model.');
  if (!values.vendor) return null;
  if (!values.model) throw new Error('Say which model: --model qwen3:14b');
  const apiKey = process.env[values['key-variable']];
  return { vendor: values.vendor, settings: { model: values.model, ...(values['base-url'] && { baseUrl: values['base-url'] }), ...(apiKey && { apiKey }) } };
}

const model = chooseModel();
const scenarios = readScenarios().filter(({ file, title, job }) => !values.only || `${file} ${job} ${title}`.includes(values.only));
if (scenarios.length === 0) throw new Error(`No scenario has "${values.only}" in its file, job or title.`);
const times = Number(values.times ?? (model ? 4 : 1));

let failures = '';
const conversations: Bench = {
  name: 'conversations',
  about: `${model ? `${model.vendor} ${values.model ?? ''}` : 'The built-in engine'}: ${scenarios.length} scenarios${times > 1 ? `, ${times} times each` : ''}, played through hook, turns, tools, guards, sends and a real database.`,
  run: async () => {
    const world = await openWorld(model);
    try {
      const rounds = await evaluate(world, scenarios, times);
      failures = describeFailures(rounds, values.verbose);
      return figuresOf(rounds);
    } finally {
      await world.close();
      await stopSharedServer();
    }
  },
};

const done: { name: string; figures: Figure[] }[] = [];
for (const bench of values.only ? [conversations] : [conversations, understanding, searchQuality]) {
  const startMs = performance.now();
  const figures = await bench.run({ isQuick: false, data: values.data });
  process.stdout.write(printFigures(bench, figures, (performance.now() - startMs) / 1000));
  if (bench === conversations && failures) process.stdout.write(`${failures}\n`);
  done.push({ name: bench.name, figures: values.only ? figures.filter(({ what }) => what !== 'scenarios') : figures });
}
process.stdout.write(printVerdict(done));
process.exit(done.some(({ figures }) => figures.some((figure) => isReached(figure) === false)) ? 1 : 0);
