import { nextNodes } from '#contract/flow';
import type { FlowDefinition, FlowNode } from '#contract/flow';

export interface WalkedStep {
  id: string;
  node: FlowNode;
  /** How far it is set in: one more for each fork above it. */
  depth: number;
  /** Which road of the fork leads here; null: the only one. */
  branch: { kind: 'arm' | 'then' | 'otherwise'; name: string } | null;
}

/** The steps in the order in which they are told: each once, where it is first reached, the ends left for last. */
export function walkSteps(definition: FlowDefinition): WalkedStep[] {
  const told = new Set<string>();
  const steps: WalkedStep[] = [];
  // Where a road goes when no code could be made is mostly told as a road of its own.
  const later: { id: string; depth: number }[] = [];
  const walk = (id: string, depth: number, branch: WalkedStep['branch']) => {
    const node = definition.nodes[id];
    if (!node || told.has(id)) return;
    told.add(id);
    steps.push({ id, node, depth, branch });
    if (node.type === 'split') for (const arm of node.arms) walk(arm.next, depth + 1, { kind: 'arm', name: arm.key });
    else if (node.type === 'condition' || node.type === 'wait_for_event') {
      walk(node.then, depth + 1, { kind: 'then', name: '' });
      walk(node.otherwise, depth + 1, { kind: 'otherwise', name: '' });
    } else if (node.type === 'create_discount') {
      walk(node.next, depth, null);
      later.push({ id: node.otherwise, depth });
    } else for (const next of nextNodes(node)) walk(next, depth, null);
  };
  walk(definition.start, 0, null);
  for (const { id, depth } of later) walk(id, depth, { kind: 'otherwise', name: '' });
  const ends = steps.filter(({ node }) => node.type === 'end').map((step) => ({ ...step, depth: 0, branch: null }));
  return [...steps.filter(({ node }) => node.type !== 'end'), ...ends.slice(0, 1)];
}
