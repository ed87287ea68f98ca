import type { CartOutcome, CreateDiscountNode, FlowDefinition, FlowNode } from '#contract/flow';
import { pickArm } from '#modules/experiments';
import { holds } from './conditions.ts';
import type { RunFacts } from './conditions.ts';

/** Where a run stands between two steps. Instants are epoch milliseconds. */
export interface RunState {
  id: string;
  contactId: string;
  node: string;
  arm: string | null;
  waitUntilMs: number | null;
  /** The message or discount that is awaited; it settles before the run goes on. */
  pendingSendId: string | null;
  pendingResult: 'accepted' | 'refused' | 'failed' | null;
  pendingReason: string | null;
  /** Counted when a send settles, not by the step: a purchase may come in between. */
  messagesSent: number;
  lastSentAtMs: number | null;
}

/** One line of the story. */
export interface LogLine {
  atMs: number;
  kind: 'woke' | 'waited' | 'event' | 'condition' | 'split' | 'planned' | 'settled' | 'handed' | 'tagged' | 'discount' | 'ended';
  node: string | null;
  detail: Record<string, string | number | boolean | null>;
}

export type Effect =
  | { kind: 'send'; sendId: string; node: string; messageKey: string }
  | { kind: 'create_discount'; discountId: string; node: string; offer: CreateDiscountNode['offer']; validForMs: number }
  | { kind: 'tag'; tags: string[] }
  | { kind: 'hand_to_person'; reason: string; priority: number; tags: string[] };

export interface Advance {
  state: RunState;
  /** When to wake next; null: when the pending send or discount settles. */
  dueAtMs: number | null;
  end: { outcome: CartOutcome; reason: string | null } | null;
  effects: Effect[];
  log: LogLine[];
}

/** Not a node of the graph: the steps are done and the order is awaited. */
export const goalNode = '(goal)';

/**
 * Takes a run as far as it can go now. Pure: facts and time come in, the next state and what is to be done come out, so the same function
 * runs the real thing, the dry run and the tests.
 * @param makeId for the sends and discounts it plans.
 */
export function advanceRun(definition: FlowDefinition, start: RunState, facts: RunFacts, nowMs: number, makeId: () => string): Advance {
  const effects: Effect[] = [];
  const log: LogLine[] = [];
  let state = start;
  const note = (kind: LogLine['kind'], detail: LogLine['detail'] = {}) => log.push({ atMs: nowMs, kind, node: state.node, detail });
  const result = (dueAtMs: number | null, end: Advance['end'] = null): Advance => ({ state, dueAtMs, end, effects, log });
  const finish = (outcome: CartOutcome, reason: string | null): Advance => {
    note('ended', { outcome, reason });
    return result(null, { outcome, reason });
  };

  // A graph has at most 200 nodes and no cycle; the limit only guards against a definition that escaped its schema.
  for (let steps = 0; steps < 500; steps += 1) {
    if (facts.run.replied && definition.exits.onReply === 'handover' && state.messagesSent > 0 && state.pendingSendId === null && state.node !== goalNode) {
      note('event', { event: 'replied' });
      state = { ...state, node: goalNode, waitUntilMs: null };
    }
    if (state.node === goalNode) {
      const endsAtMs = (state.lastSentAtMs ?? nowMs) + definition.goal.withinMs;
      if (state.messagesSent === 0) return finish('not_messaged', 'flow_end');
      return nowMs >= endsAtMs ? finish('messaged_no_sale', null) : result(endsAtMs);
    }
    const node = definition.nodes[state.node];
    if (!node) return state.messagesSent > 0 ? finish('messaged_no_sale', 'step_missing') : finish('not_messaged', 'step_missing');
    const move = takeNode(node);
    if (move.kind === 'stop') return move.advance;
    state = { ...state, node: move.next, waitUntilMs: null };
  }
  throw new Error(`The flow of run ${start.id} does not end.`);

  function takeNode(node: FlowNode): { kind: 'go'; next: string } | { kind: 'stop'; advance: Advance } {
    const go = (next: string) => ({ kind: 'go', next }) as const;
    const stop = (advance: Advance) => ({ kind: 'stop', advance }) as const;
    switch (node.type) {
      case 'wait': {
        const until = state.waitUntilMs ?? nowMs + node.durationMs;
        if (nowMs >= until) return go(node.next);
        if (state.waitUntilMs === null) note('waited', { untilMs: until });
        state = { ...state, waitUntilMs: until };
        return stop(result(until));
      }
      case 'wait_for_event': {
        const happened = node.event === 'replied' ? facts.run.replied : facts.run.clicked;
        const until = state.waitUntilMs ?? nowMs + node.withinMs;
        if (happened) note('event', { event: node.event });
        if (happened) return go(node.then);
        if (nowMs >= until) return go(node.otherwise);
        if (state.waitUntilMs === null) note('waited', { untilMs: until, event: node.event });
        state = { ...state, waitUntilMs: until };
        return stop(result(until));
      }
      case 'condition': {
        const isTrue = node.all.every((condition) => holds(condition, facts));
        note('condition', { isTrue });
        return go(isTrue ? node.then : node.otherwise);
      }
      case 'split': {
        const arm = pickArm(state.node, state.contactId, node.arms);
        note('split', { arm: arm.key });
        state = { ...state, arm: arm.key };
        return go(arm.next);
      }
      case 'send':
        return takeSend(node);
      case 'create_discount':
        return takeDiscount(node);
      case 'tag':
        effects.push({ kind: 'tag', tags: node.tags });
        note('tagged', { tags: node.tags.join(', ') });
        return go(node.next);
      case 'hand_to_person':
        effects.push({ kind: 'hand_to_person', reason: node.reason, priority: node.priority, tags: node.tags });
        note('handed', { reason: node.reason });
        return go(node.next);
      case 'end':
        return go(goalNode);
    }
  }

  function takeSend(node: Extract<FlowNode, { type: 'send' }>): { kind: 'go'; next: string } | { kind: 'stop'; advance: Advance } {
    if (state.pendingSendId === null) {
      const sendId = makeId();
      effects.push({ kind: 'send', sendId, node: state.node, messageKey: node.message });
      note('planned', { sendId, message: node.message });
      state = { ...state, pendingSendId: sendId, pendingResult: null, pendingReason: null };
      return { kind: 'stop', advance: result(null) };
    }
    if (state.pendingResult === null) return { kind: 'stop', advance: result(null) };
    const { pendingResult, pendingReason } = state;
    note('settled', { sendId: state.pendingSendId, result: pendingResult, reason: pendingReason });
    state = { ...state, pendingSendId: null, pendingResult: null, pendingReason: null };
    if (pendingResult === 'accepted') return { kind: 'go', next: node.next };
    // A message that may not go ends the road: the next one would meet the same rule or come out of order.
    if (pendingReason === 'held_out') return { kind: 'stop', advance: finish('held_out', null) };
    if (state.messagesSent === 0) return { kind: 'stop', advance: finish('not_messaged', pendingReason ?? pendingResult) };
    return { kind: 'go', next: goalNode };
  }

  function takeDiscount(node: CreateDiscountNode): { kind: 'go'; next: string } | { kind: 'stop'; advance: Advance } {
    if (state.pendingSendId === null) {
      const discountId = makeId();
      effects.push({ kind: 'create_discount', discountId, node: state.node, offer: node.offer, validForMs: node.validForMs });
      note('planned', { discountId });
      state = { ...state, pendingSendId: discountId, pendingResult: null, pendingReason: null };
      return { kind: 'stop', advance: result(null) };
    }
    if (state.pendingResult === null) return { kind: 'stop', advance: result(null) };
    const isMade = state.pendingResult === 'accepted';
    note('discount', { isMade, reason: state.pendingReason });
    state = { ...state, pendingSendId: null, pendingResult: null, pendingReason: null };
    return { kind: 'go', next: isMade ? node.next : node.otherwise };
  }
}
