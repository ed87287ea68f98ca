import { toolShapes } from '../tool-shapes.ts';
import type { ToolCall, ToolOutcome, ToolResult } from '../engine.ts';
import { hashOf } from './plain-words.ts';
import type { Script, Step } from './turn.ts';

export type Run = { kind: 'waits'; call: ToolCall } | { kind: 'done'; step: Step };

/**
 * Plays a script from its beginning with the results there are, up to the first call without one. A call's id says which it is and what it asks,
 * so that the same turn asks for the same ids however often it is thought, and a result never serves another call.
 */
export function runScript(script: Script | Step, prefix: string, results: readonly ToolResult[]): Run {
  if ('kind' in script) return { kind: 'done', step: script };
  let moved = script.next();
  for (let number = 1; !moved.done; number += 1) {
    const call = { id: `${prefix}-${number}-${hashOf(JSON.stringify(moved.value)).toString(36)}`, ...moved.value } as ToolCall;
    const result = results.find(({ id, name }) => id === call.id && name === call.name);
    if (!result) return { kind: 'waits', call };
    moved = script.next(checkOutcome(result));
  }
  return { kind: 'done', step: moved.value };
}

/** A result is stored between moves: one that no longer has the tool's shape counts as a refusal. */
export function checkOutcome(result: ToolResult): ToolOutcome<unknown> {
  const { outcome } = result;
  if (outcome?.kind !== 'done') return outcome ?? malformed;
  return toolShapes[result.name].output.safeParse(outcome.output).success ? outcome : malformed;
}

const malformed: ToolOutcome<never> = { kind: 'refused', code: 'malformed', message: 'The result has another shape.' };
