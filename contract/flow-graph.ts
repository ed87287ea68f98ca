import type { FlowDefinition, FlowNode } from './flow.ts';
import { mentionedVariables } from './flow-message.ts';
import type { FlowMessage } from './flow-message.ts';
import { languages } from './language.ts';

/** What must hold of a flow as a whole, beyond the shape of its parts. */

export interface GraphProblem {
  path: (string | number)[];
  message: string;
}

/** Where each node leads. */
export function nextNodes(node: FlowNode): string[] {
  switch (node.type) {
    case 'end':
      return [];
    case 'condition':
    case 'wait_for_event':
      return [node.then, node.otherwise];
    case 'create_discount':
      return [node.next, node.otherwise];
    case 'split':
      return node.arms.map((arm) => arm.next);
    default:
      return [node.next];
  }
}

/** What each road of a flow does at most, and what must stand on it. */
interface Checked {
  start: string;
  nodes: Record<string, FlowNode>;
  messages: FlowMessage[];
  limits: { maxMessages: number; discounts: { maxPercent: number } };
}

const mostNodes = 100;

/** Every road must exist, be reachable, and end (FLW-10). Problems name the step they are in. */
export function findGraphProblems(definition: Checked): GraphProblem[] {
  const { start, nodes } = definition;
  if (Object.keys(nodes).length > mostNodes) return [{ path: ['nodes'], message: `A flow has at most ${mostNodes} steps.` }];
  const broken = [...findBrokenLinks(definition), ...findRepeats(definition.messages)];
  if (broken.length > 0) return broken;
  const cycle = findCycle(start, nodes);
  if (cycle) return [{ path: ['nodes', cycle], message: `The step "${cycle}" leads back to itself; every road must end.` }];
  return [...findUnreached(start, nodes), ...findExcess(definition), ...findMissingCodes(definition)];
}

function findBrokenLinks({ start, nodes, messages, limits }: Checked): GraphProblem[] {
  const keys = new Set(messages.map((message) => message.key));
  const problems: GraphProblem[] = [];
  const exists = (id: string) => Object.hasOwn(nodes, id);
  if (!exists(start)) problems.push({ path: ['start'], message: `The first step "${start}" does not exist.` });
  for (const [id, node] of Object.entries(nodes)) {
    for (const next of nextNodes(node)) if (!exists(next)) problems.push({ path: ['nodes', id], message: `The step "${id}" leads to "${next}", which does not exist.` });
    if (node.type === 'send' && !keys.has(node.message)) problems.push({ path: ['nodes', id, 'message'], message: `The step "${id}" sends the message "${node.message}", which does not exist.` });
    if (node.type === 'split' && node.arms.reduce((sum, arm) => sum + arm.share, 0) !== 100) problems.push({ path: ['nodes', id, 'arms'], message: `The shares of the step "${id}" must add up to 100.` });
    if (node.type === 'split' && new Set(node.arms.map((arm) => arm.key)).size < node.arms.length) problems.push({ path: ['nodes', id, 'arms'], message: `Each arm of the step "${id}" needs a name of its own.` });
    if (node.type === 'create_discount' && node.offer.kind === 'percent' && node.offer.percent > limits.discounts.maxPercent)
      problems.push({ path: ['nodes', id, 'offer', 'percent'], message: `The step "${id}" gives ${node.offer.percent} % off, more than the limit of ${limits.discounts.maxPercent} %.` });
  }
  return problems;
}

function findRepeats(messages: FlowMessage[]): GraphProblem[] {
  return messages.flatMap(({ key }, index) => (messages.findIndex((other) => other.key === key) < index ? [{ path: ['messages', index, 'key'], message: `Two messages are named "${key}".` }] : []));
}

function findCycle(start: string, nodes: Record<string, FlowNode>): string | null {
  const done = new Set<string>();
  const visit = (id: string, path: Set<string>): string | null => {
    if (path.has(id)) return id;
    if (done.has(id)) return null;
    path.add(id);
    for (const next of nextNodes(nodes[id] as FlowNode)) {
      const found = visit(next, path);
      if (found) return found;
    }
    path.delete(id);
    done.add(id);
    return null;
  };
  return visit(start, new Set());
}

function findUnreached(start: string, nodes: Record<string, FlowNode>): GraphProblem[] {
  const reached = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...nextNodes(nodes[id] as FlowNode));
  }
  return Object.keys(nodes)
    .filter((id) => !reached.has(id))
    .map((id) => ({ path: ['nodes', id], message: `No road leads to the step "${id}". Connect it or take it away.` }));
}

function findExcess({ start, nodes, limits }: Checked): GraphProblem[] {
  const most = countMostSends(start, nodes);
  return most > limits.maxMessages ? [{ path: ['limits', 'maxMessages'], message: `A road of this flow sends ${most} messages, more than the limit of ${limits.maxMessages}.` }] : [];
}

/** Most messages on any road from a step. Each step is counted once, however many roads meet there. */
function countMostSends(start: string, nodes: Record<string, FlowNode>): number {
  const known = new Map<string, number>();
  const count = (id: string): number => {
    const counted = known.get(id);
    if (counted !== undefined) return counted;
    const node = nodes[id] as FlowNode;
    const most = (node.type === 'send' ? 1 : 0) + Math.max(0, ...nextNodes(node).map(count));
    known.set(id, most);
    return most;
  };
  return count(start);
}

/** A message that shows a code stands only on roads where one was made. */
function findMissingCodes({ start, nodes, messages }: Checked): GraphProblem[] {
  const showing = new Set(messages.filter((message) => languages.some((language) => mentionedVariables(message.texts[language].body).includes('discount_code'))).map(({ key }) => key));
  const seen = new Set<string>();
  const problems = new Map<string, GraphProblem>();
  const walk = (id: string, hasCode: boolean): void => {
    if (seen.has(`${id} ${hasCode}`)) return;
    seen.add(`${id} ${hasCode}`);
    const node = nodes[id] as FlowNode;
    if (node.type === 'send' && !hasCode && showing.has(node.message)) problems.set(id, { path: ['nodes', id, 'message'], message: `The step "${id}" shows a discount code, but a road leads there without making one.` });
    if (node.type === 'create_discount') {
      walk(node.next, true);
      walk(node.otherwise, hasCode);
    } else for (const next of nextNodes(node)) walk(next, hasCode);
  };
  walk(start, false);
  return [...problems.values()];
}

/** A passage that only the merchant can write: "[[what a customer said]]". A flow that still has one cannot be switched on. */
const placeholder = /\[\[[^\]]*\]\]/;

/** Texts that still wait for the merchant's own words; paths as in the definition. */
export function findPlaceholders(definition: Pick<FlowDefinition, 'messages'>): GraphProblem[] {
  return definition.messages.flatMap((message, index) =>
    languages
      .filter((language) => placeholder.test(message.texts[language].body))
      .map((language) => ({ path: ['messages', index, 'texts', language, 'body'], message: `The message "${message.key}" still has a passage in [[brackets]] in "${language}". Replace it with your own words.` })),
  );
}
