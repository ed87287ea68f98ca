import { judgeScenario } from './judge.ts';
import { playScenarios } from './play.ts';
import type { Rounds } from './report.ts';
import type { Scenario } from './scenario.ts';
import type { EvaluationWorld } from './world.ts';

/** So many conversations go on side by side. */
const atOnce = 60;

/** Plays and judges every scenario so many times; once says it all where an engine always answers the same. */
export async function evaluate(world: EvaluationWorld, scenarios: readonly Scenario[], times: number): Promise<Rounds> {
  const rounds: Rounds = scenarios.map(() => []);
  for (let time = 0; time < times; time += 1) {
    for (let start = 0; start < scenarios.length; start += atOnce) {
      const played = await playScenarios(world, scenarios.slice(start, start + atOnce));
      played.forEach((one, place) => rounds[start + place]?.push(judgeScenario(one, world.shops[one.scenario.language].shop)));
    }
  }
  return rounds;
}
