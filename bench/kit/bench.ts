/** What every measurement of this folder is: a description, and a function that gives figures. */
export interface Bench {
  /** Word to choose it by: `node bench/run.ts --only intake`. */
  name: string;
  /** What is measured and how, in one or two sentences. */
  about: string;
  run(options: BenchOptions): Promise<Figure[]>;
}

export interface BenchOptions {
  /** Fewer items and shorter runs: to see that everything works, not to quote. */
  isQuick: boolean;
  /** Folder of data that is not part of the project, where a measurement can use some. */
  data?: string | undefined;
}

export interface Figure {
  what: string;
  value: number;
  /** "/s", "ms", "µs", "MB", "% of a core", "s" … */
  unit: string;
  /** What must be reached; a figure without one explains others. */
  goal?: { atLeast: number } | { atMost: number };
  /** The same work without the product, measured in the same run. */
  isBaseline?: boolean;
  note?: string;
}

/** Whether a figure reaches its goal; null without one. */
export function isReached({ value, goal }: Figure): boolean | null {
  if (!goal) return null;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/** The value at a share (0 to 1) of the sorted list; NaN for an empty one. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const pauseMs = (ms: number) => new Promise<void>((settle) => setTimeout(settle, ms));

/** Asks until it is so; throws with the words after `withinMs`. */
export async function until(words: string, withinMs: number, isSo: () => Promise<boolean>, everyMs = 50): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`Not within ${withinMs / 1000} s: ${words}.`);
    await pauseMs(everyMs);
  }
}
