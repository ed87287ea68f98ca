import { measureCoverage, measureFalseAlarms } from '../server/modules/experiments/testing.ts';
import type { PretendShop } from '../server/modules/experiments/testing.ts';

/**
 * Proves the estimate of incremental revenue on pretend shops whose truth is known: how often the interval for one planned look holds it
 * (aimed at 95 in 100), and how often somebody who looks every day is ever told something false (at most 5 in 100).
 * `node bench/estimator.ts [trials]`
 */
const trials = Number(process.argv[2] ?? 4000);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(7);
const describeShop = ({ buyChance, lift, logSpread }: PretendShop) => `${percent(buyChance)} buy, messages add ${percent(lift)}, orders spread ${logSpread}`;

const shops = [0.6, 0.9, 1.2].flatMap((logSpread) =>
  [0.05, 0.1].flatMap((buyChance) => [0, 0.04].map((lift): PretendShop => ({ holdoutShare: 0.1, buyChance, lift, meanOrderMinor: 6_000_000, logSpread }))),
);

console.log(`Coverage of the 95 % interval, a tenth held out, ${trials} trials each (fewer for 10,000 carts)\n`);
console.log(`${''.padEnd(58)}${['500', '2,000', '10,000'].map((people) => people.padStart(9)).join('')}`);
for (const [index, shop] of shops.entries()) {
  const shown = [500, 2000, 10_000].map((people) => percent(measureCoverage(shop, people, people === 10_000 ? Math.ceil(trials / 4) : trials, 100 + index)).padStart(9));
  console.log(describeShop(shop).padEnd(58) + shown.join(''));
}

console.log('\nShops told something false on any of 60 days of looking: the interval that may be watched, and the planned one beside it\n');
for (const shop of shops.filter(({ lift }) => lift === 0)) {
  for (const peopleEach of [20, 100, 500]) {
    const days = { count: 60, peopleEach };
    const few = Math.ceil(trials / (peopleEach === 500 ? 16 : 4));
    const [always, fixed] = (['always', 'fixed'] as const).map((kind) => percent(measureFalseAlarms(shop, days, few, 900, kind)));
    console.log(`${describeShop(shop)}, ${String(peopleEach).padStart(3)} carts a day: ${always}   ${fixed}`);
  }
}
