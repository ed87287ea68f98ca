import type { Stage } from '../stage.ts';
import { makeDice } from './dice.ts';

/** What goes wrong while the stories are told. */
export interface Storm {
  /** The weather clears: no more faults, every process runs. Gives what was done. */
  end(): Promise<Record<string, number>>;
}

const faults = [
  { place: 'graph.messages', kind: 'drop_after', probability: 0.06 },
  { place: 'graph.messages', kind: 'drop_before', probability: 0.04 },
  { place: 'graph.messages', kind: 'status', status: 503, probability: 0.03 },
  { place: 'graph.messages', kind: 'malformed', probability: 0.01 },
  { place: 'graph.messages', kind: 'slow', delayMs: 700, probability: 0.2 },
  { place: 'webhook', kind: 'repeat', times: 2, probability: 0.15 },
  { place: 'webhook', kind: 'reorder', delayMs: 2000, probability: 0.15 },
  { place: 'webhook', kind: 'delay', delayMs: 1500, probability: 0.1 },
];

/** Kills a process of either role at random moments and starts it again, with faults at the channel and on every webhook. */
export function disturb(stage: Stage, plan: { seed: number }): Storm {
  const dice = makeDice(plan.seed + 1);
  const counts = { 'workers killed': 0, 'webs killed': 0 };
  const restarts: Promise<void>[] = [];
  let isOver = false;
  const rage = async () => {
    await stage.control('POST', '/sim/faults', faults);
    while (!isOver) {
      await new Promise((settle) => setTimeout(settle, 3000 + 5000 * dice.next()));
      // Webs are killed more rarely: the vendors' retries are slow by nature.
      const kind = dice.next() < 0.75 ? 'workers' : 'webs';
      const running = stage[kind].filter((each) => each.isRunning());
      const victim = running[Math.floor(dice.next() * running.length)];
      if (!victim || isOver) continue;
      await victim.kill();
      counts[`${kind} killed`] += 1;
      restarts.push(new Promise<void>((settle) => setTimeout(settle, 800 * dice.next())).then(() => victim.start()));
    }
  };
  const raging = rage();
  return {
    async end() {
      isOver = true;
      await raging;
      const struck = await stage.control<{ faults: { place: string; kind: string; struck: number }[] }>('GET', '/sim/faults');
      await stage.control('DELETE', '/sim/faults');
      await Promise.all(restarts);
      return { ...counts, ...Object.fromEntries(struck.faults.map((fault) => [`${fault.place}: ${fault.kind}`, fault.struck])) };
    },
  };
}
