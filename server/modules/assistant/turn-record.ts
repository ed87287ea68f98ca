import type { TurnSource } from '#contract/assistant';
import type { ToolResult } from './engine.ts';

/** The passages that a turn's answer could stand on, each once. Pure. */
export function sourcesOf(results: readonly ToolResult[]): TurnSource[] {
  const found = results.flatMap(({ outcome }) => (outcome.kind === 'done' && 'passages' in outcome.output ? outcome.output.passages : []));
  return [...new Map(found.map(({ passageId, source, url, text }) => [passageId, { passageId, source, url, text: text.slice(0, 1000) }])).values()];
}

/** What no page answered, when the pages were asked and none said anything; null: they did, or were not asked. @param words of the shopper. Pure. */
export function unansweredOf(results: readonly ToolResult[], words: string): { question: string; reason: 'no_answer' | 'weak_answer' } | null {
  const asked = results.flatMap((result) => (result.name === 'find_policy' && result.outcome.kind === 'done' ? [{ question: result.input.question, isNear: result.outcome.output.isNear }] : []));
  if (asked.length === 0 || words === '' || sourcesOf(results).length > 0) return null;
  // A question that holds their words says more than they do: it names the product.
  const question = asked.find((one) => one.question.includes(words))?.question ?? words;
  return { question: question.slice(0, 500), reason: asked.some(({ isNear }) => isNear) ? 'weak_answer' : 'no_answer' };
}
