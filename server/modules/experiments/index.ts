/** Who is held out, who sees which arm, and what difference it made. */
export { estimateIncrement } from './estimate-increment.ts';
export type { Estimated, Increment, Stratum } from './estimate-increment.ts';
export { drawOf, isHeldOut, pickArm } from './holdout.ts';
export { fixedZ, shareInterval } from './intervals.ts';
