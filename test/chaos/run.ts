import { parseArgs } from 'node:util';
import { openStage } from '../stage.ts';
import { checkPromises } from './check-promises.ts';
import { disturb } from './disturb.ts';
import { tellStories } from './tell-stories.ts';

/**
 * Thousands of carts through several processes that are killed all the time, with webhooks repeated, reordered and delayed, answers lost,
 * purchases and opt-outs at random moments. Then every promise is checked. The same seed draws the same stories and the same disturbances;
 * which of them meet is up to the machine.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    carts: { type: 'string', default: '3000' },
    minutes: { type: 'string', default: '3' },
    webs: { type: 'string', default: '2' },
    workers: { type: 'string', default: '3' },
  },
});
const plan = { seed: Number(values.seed), carts: Number(values.carts), durationMs: Number(values.minutes) * 60_000 };

const say = (text: string) => process.stdout.write(`${text}\n`);
say(`Chaos with seed ${plan.seed}: ${plan.carts} carts in ${values.minutes} min, ${values.webs} webs, ${values.workers} workers.`);
const stage = await openStage({ webs: Number(values.webs), workers: Number(values.workers), seed: plan.seed, messagesPerSecond: 200, environment: { IN_DOUBT_MINUTES: '5' } });
let isGood = false;
try {
  const storm = disturb(stage, plan);
  const stories = await tellStories(stage, plan);
  const disturbances = await storm.end();
  const report = await checkPromises(stage, stories);
  say(Object.entries({ ...disturbances, ...report.figures }).map(([name, value]) => `  ${name.padEnd(44)} ${value}`).join('\n'));
  for (const { promise, problem, examples } of report.broken) say(`BROKEN ${promise}: ${problem}\n  ${examples.slice(0, 5).map((example) => JSON.stringify(example)).join('\n  ')}`);
  isGood = report.broken.length === 0;
  say(isGood ? 'Every promise held.' : `${report.broken.length} checks failed. Again with: npm run chaos -- --seed ${plan.seed} --carts ${plan.carts} --minutes ${values.minutes}`);
} finally {
  await stage.close();
}
process.exit(isGood ? 0 : 1);
