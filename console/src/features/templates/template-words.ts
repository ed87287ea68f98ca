import type { Template } from '#contract/template';
import type { Tone } from '../../ui/status-badge.tsx';

/** What is wrong with a template, worst first; null: nothing. */
export function problemOf(template: Template): 'refused' | 'stopped' | 'moved' | 'disliked' | null {
  if (template.status === 'rejected') return 'refused';
  if (template.status === 'paused' || template.status === 'disabled') return 'stopped';
  if (template.status === 'deleted' || template.status === 'archived') return null;
  if (template.requestedCategory !== null && template.requestedCategory !== template.category) return 'moved';
  return template.quality === 'red' ? 'disliked' : null;
}

/** Those that need somebody first, then the newest. */
export function byNeed(left: Template, right: Template): number {
  return Number(problemOf(right) !== null) - Number(problemOf(left) !== null) || right.createdAt.localeCompare(left.createdAt);
}

export function toneOf(template: Template): Tone {
  const problem = problemOf(template);
  if (problem === 'refused' || problem === 'stopped') return 'broken';
  if (problem !== null) return 'attention';
  return template.status === 'approved' ? 'accent' : 'neutral';
}
