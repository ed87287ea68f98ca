import type { TurnSource } from '#contract/assistant';
import type { ToolResult } from './engine.ts';

/** The passages that a turn's answer could stand on, each once. Pure. */
export function sourcesOf(results: readonly ToolResult[]): TurnSource[] {
  const found = results.flatMap(({ outcome }) => (outcome.kind === 'done' && 'passages' in outcome.output ? outcome.output.passages : []));
  return [...new Map(found.map(({ passageId, source, url, text }) => [passageId, { passageId, source, url, text: text.slice(0, 1000) }])).values()];
}
