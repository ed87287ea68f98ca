import type { Clock } from './clock.ts';
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
  /** How often to look when nothing pokes and nothing is known to come, in ms: the price of an idle second and the most a row waits whose poke was lost. */
  idleMs: number;
  /** One cheap read that says in how many ms the next row is due (0 or less: now; null: none); the loop sleeps until then, at most `idleMs`. */
  dueInMs?(): Promise<number | null>;
  /** Takes at most `limit` due rows, does them, and says how many it took; `limit` also when it took all that it had room for. */
  runOnce(limit: number): Promise<number>;
}

/** What `dueInMs` gives for the earliest due row. */
export const msUntil = (dueAt: Date | null, clock: Clock): number | null => dueAt && dueAt.getTime() - clock.nowMs();

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
/** Rows that fall due one after the other are gathered for so long: a batch of them costs hardly more than one. */
const gatherMs = 100;
/** Something is due and could not be taken: another process holds it. */
const heldMs = 200;

export function startDueLoop(work: DueWork, log: Log): DueLoop {
  let isStopping = false;
  let isPoked = false;
  let mayRest = false;
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

  /** Does what is due and says for how many ms to rest. */
  const look = async (): Promise<number> => {
    if (mayRest && work.dueInMs) {
      const inMs = (await work.dueInMs()) ?? work.idleMs;
      mayRest = inMs >= work.idleMs;
      if (inMs > 0) return Math.min(inMs, work.idleMs);
    }
    const taken = await work.runOnce(work.batchSize);
    mayRest = taken < work.batchSize;
    if (!mayRest) return 0;
    return work.dueInMs ? Math.min(taken === 0 ? heldMs : gatherMs, work.idleMs) : work.idleMs;
  };

  const loop = async () => {
    while (!isStopping) {
      isPoked = false;
      const restMs = await look().catch((error: unknown) => {
        log[isDatabaseAway(error) ? 'warn' : 'error']({ err: error, work: work.name }, 'Due work failed and will be tried again');
        mayRest = false;
        return awayMs;
      });
      if (restMs === 0) continue;
      await pause(restMs);
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
