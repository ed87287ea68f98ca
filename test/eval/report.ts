import type { Figure } from '../../bench/kit/bench.ts';
import { hasSucceeded } from './judge.ts';
import type { Judged } from './judge.ts';

/** All runs of all scenarios: the rounds of one scenario stand together. */
export type Rounds = Judged[][];

const share = (part: number, all: number) => (all === 0 ? 1 : part / all) * 100;
const isPassed = (rounds: readonly Judged[]) => rounds.every(hasSucceeded);

/** What the evaluation must reach and what explains it. */
export function figuresOf(scenarios: Rounds): Figure[] {
  const all = scenarios.flat();
  const claims = (kind: string) => all.flatMap(({ ungrounded }) => ungrounded).filter((one) => one.kind === kind).length;
  const handoffs = (kind: Judged['handoff']) => all.filter(({ handoff }) => handoff === kind).length;
  const rounds = scenarios[0]?.length ?? 0;
  const won = all.filter(hasSucceeded);
  const by = (what: string, of: Rounds): Figure => ({ what, value: share(of.flat().filter(hasSucceeded).length, of.flat().length), unit: '%', note: `${of.length} scenarios` });
  const languages = [...new Set(scenarios.map(([first]) => first?.played.scenario.language ?? ''))];
  const jobs = [...new Set(scenarios.map(([first]) => first?.played.scenario.job ?? ''))].toSorted();
  return [
    { what: 'scenarios', value: scenarios.length, unit: '', goal: { atLeast: 120 } },
    { what: 'succeed', value: share(won.length, all.length), unit: '%', goal: { atLeast: 85 } },
    ...(rounds > 1 ? [{ what: `succeed ${rounds} times out of ${rounds} (pass^${rounds})`, value: share(scenarios.filter(isPassed).length, scenarios.length), unit: '%' }] : []),
    ...(['price', 'stock', 'date', 'policy'] as const).map((kind): Figure => ({ what: `ungrounded claims: ${kind}`, value: claims(kind), unit: '', goal: { atMost: 0 } })),
    { what: 'mandatory handoffs missed', value: handoffs('missed_mandatory'), unit: '', goal: { atMost: 0 } },
    { what: 'other handoffs missed', value: handoffs('missed'), unit: '' },
    { what: 'handed over without need', value: handoffs('wrong'), unit: '' },
    { what: 'messages sent for each scenario that succeeds', value: all.reduce((sum, { messages }) => sum + messages, 0) / Math.max(1, won.length), unit: '' },
    { what: 'cost of each scenario that succeeds', value: all.reduce((sum, { costMicros }) => sum + costMicros, 0) / 1e6 / Math.max(1, won.length), unit: 'US$' },
    { what: 'turns that the built-in engine had to take over', value: all.reduce((sum, { fallbacks }) => sum + fallbacks, 0), unit: '' },
    ...languages.map((language) => by(`succeed, ${language}`, scenarios.filter(([first]) => first?.played.scenario.language === language))),
    ...jobs.map((job) => by(`succeed, ${job}`, scenarios.filter(([first]) => first?.played.scenario.job === job))),
  ];
}

/** The scenarios that failed, with what was expected; @param isVerbose with every word that was said. */
export function describeFailures(scenarios: Rounds, isVerbose: boolean): string {
  const failed = scenarios.flat().filter((one) => !hasSucceeded(one));
  return failed
    .map(({ played: { scenario, transcript }, faults, ungrounded }) =>
      [`\n${scenario.file}: ${scenario.title}`, ...faults.map((fault) => `  ✗ ${fault}`), ...ungrounded.map(({ kind, claim, text }) => `  ✗ ungrounded ${kind} "${claim}" in: ${text.replaceAll('\n', ' / ')}`), ...(isVerbose ? transcript.map((line) => `    ${line}`) : [])].join('\n'),
    )
    .join('\n');
}
