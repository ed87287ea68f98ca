import { noUsage } from './engine.ts';
import type { Engine } from './engine.ts';

/** Until the built-in engine knows what to say, a person answers. */
export const guidedEngine: Engine = {
  kind: 'guided',
  move: async () => ({ kind: 'hand_over', trigger: 'low_confidence', summary: '', draft: null, usage: noUsage }),
};
