import { isDatabaseAway } from './database.ts';
import type { Log } from './log.ts';

/**
 * Work that rows of a table ask for by being due. The row is the truth: it is taken with a lease inside a transaction
 * (`for update skip locked`), so any number of processes share it, and what a killed process held is due again when its lease ends.
 */
export interface DueWork {
  name: string;
  /** Most rows taken at once. */
  batchSize: number;
  /** How often to look when nothing pokes, in ms: the price of an idle second and the most a row of another process waits. */
  idleMs: number;
  /** One cheap read that says whether anything is due; asked, where there is one, after a round that took nothing: most rounds of an idle server. */
  isDue?(): Promise<boolean>;
  /** Takes at most `limit` due rows, does them, and says how many it took. */
  runOnce(limit: number): Promise<number>;
}

export interface DueLoop {
  /** Something became due just now: look at once. */
  poke(): void;
  /** Takes nothing more; settles when what it holds is done. */
  stop(): Promise<void>;
}

/** Several loops that are poked and stopped as one. */
export function joinLoops(loops: DueLoop[]): DueLoop {
  return {
    poke: () => loops.forEach((loop) => loop.poke()),
    stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))),
  };
}

const awayMs = 1000;

export function startDueLoop(work: DueWork, log: Log): DueLoop {
  let isStopping = false;
  let isPoked = false;
  let wasIdle = false;
  let wake: (() => void) | null = null;

  const pause = (ms: number) =>
    new Promise<void>((settle) => {
      if (isPoked || isStopping) {
        settle();
        return;
      }
      const timer = setTimeout(settle, ms);
      wake = () => {
        clearTimeout(timer);
        settle();
      };
    });

  const look = async () => (wasIdle && work.isDue && !(await work.isDue()) ? 0 : work.runOnce(work.batchSize));

  const loop = async () => {
    while (!isStopping) {
      isPoked = false;
      const taken = await look().catch((error: unknown) => {
        log[isDatabaseAway(error) ? 'warn' : 'error']({ err: error, work: work.name }, 'Due work failed and will be tried again');
        return null;
      });
      wasIdle = taken === 0;
      if (taken === work.batchSize) continue;
      await pause(taken === null ? awayMs : work.idleMs);
      wake = null;
    }
  };
  const done = loop();

  return {
    poke: () => {
      isPoked = true;
      wake?.();
    },
    stop: async () => {
      isStopping = true;
      wake?.();
      await done;
    },
  };
}
