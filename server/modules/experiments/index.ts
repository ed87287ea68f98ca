/** Who is held out, who sees which arm. */
export { drawOf, isHeldOut, pickArm } from './holdout.ts';
