import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FlowDefinition } from '#contract/flow';
import { advanceRun } from './advance-run.ts';
import type { Advance, RunState } from './advance-run.ts';
import type { RunFacts } from './conditions.ts';
import { holds } from './conditions.ts';
import { chooseFlow } from './choose-flow.ts';
import type { ActiveFlow } from './choose-flow.ts';
import { advisorFirst } from './playbooks/advisor-first.ts';

const text = { body: 'Hola, ¿seguimos?' };
const messages = ['a', 'b', 'c'].map((key) => ({ key, purpose: 'marketing', texts: { es: text, pt: text, en: text } }));

/** Graphs whose steps lead only forward, so that most of them are sound. */
const definitions = fc
  .integer({ min: 1, max: 8 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => nodeAt(index, size))))
  .map((nodes) => ({
    version: 1,
    trigger: { type: 'cart_abandoned', after: 'cart', delayMs: 60_000 },
    start: 'n0',
    nodes: Object.fromEntries([...nodes.map((node, index) => [`n${index}`, node]), [`n${nodes.length}`, { type: 'end' }]]),
    messages,
    exits: { onReply: 'handover' },
    limits: { maxMessages: 3 },
    goal: {},
  }))
  .map((definition) => FlowDefinition.safeParse(withoutUnreached(definition)))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data as FlowDefinition);

function nodeAt(index: number, size: number): fc.Arbitrary<unknown> {
  const next = fc.integer({ min: index + 1, max: size }).map((place) => `n${place}`);
  return fc.oneof(
    fc.record({ type: fc.constant('wait' as const), durationMs: fc.integer({ min: 0, max: 86_400_000 }), next }),
    fc.record({ type: fc.constant('wait_for_event' as const), event: fc.constantFrom('replied' as const, 'clicked' as const), withinMs: fc.integer({ min: 0, max: 86_400_000 }), then: next, otherwise: next }),
    fc.record({ type: fc.constant('condition' as const), all: fc.constant([{ field: 'run.clicked' as const, is: 'equal' as const, value: true }]), then: next, otherwise: next }),
    fc.record({ type: fc.constant('split' as const), arms: fc.tuple(next, next).map(([left, right]) => [{ key: 'x', share: 30, next: left }, { key: 'y', share: 70, next: right }]) }),
    fc.record({ type: fc.constant('send' as const), message: fc.constantFrom('a', 'b', 'c'), next }),
    fc.record({ type: fc.constant('tag' as const), tags: fc.constant(['vip']), next }),
    fc.record({ type: fc.constant('create_discount' as const), offer: fc.constant({ kind: 'percent' as const, percent: 5 }), validForMs: fc.constant(86_400_000), next, otherwise: next }),
  );
}

function withoutUnreached<Definition extends { nodes: Record<string, unknown> }>(definition: Definition): Definition {
  const reached = new Set<string>();
  const open = ['n0'];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...JSON.stringify(definition.nodes[id]).matchAll(/"(n\d+)"/g).map((match) => match[1] as string));
  }
  return { ...definition, nodes: Object.fromEntries(Object.entries(definition.nodes).filter(([id]) => reached.has(id))) };
}

/** What happens to a run, drawn beforehand: how each pending thing settles, and when the shopper replies or clicks. */
const fates = fc.record({
  results: fc.array(fc.constantFrom('accepted' as const, 'accepted' as const, 'refused' as const, 'failed' as const), { minLength: 20, maxLength: 20 }),
  reason: fc.constantFrom('no_consent', 'held_out', null),
  repliesAfter: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
  clicksAfter: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
});
type Fate = typeof fates extends fc.Arbitrary<infer Value> ? Value : never;

const facts = (change: Partial<RunFacts['run']> = {}): RunFacts => ({
  cart: { state: 'open', itemCount: 1, totalMinor: 100, currency: 'ARS', checkoutReached: false, activityAtMs: 0 },
  contact: null,
  run: { replied: false, clicked: false, messagesSent: 0, ...change },
});
const begin = (definition: FlowDefinition): RunState => ({ id: 'run', contactId: 'person', node: definition.start, arm: null, waitUntilMs: null, pendingSendId: null, pendingResult: null, pendingReason: null, messagesSent: 0, lastSentAtMs: null });

function play(definition: FlowDefinition, fate: Fate): { advances: Advance[]; sent: number } {
  const advances: Advance[] = [];
  let state = begin(definition);
  let nowMs = 0;
  let ids = 0;
  for (let wake = 0; wake < 100; wake += 1) {
    const known = facts({ replied: fate.repliesAfter !== null && wake >= fate.repliesAfter, clicked: fate.clicksAfter !== null && wake >= fate.clicksAfter, messagesSent: state.messagesSent });
    const advance = advanceRun(definition, state, known, nowMs, () => `id-${(ids += 1)}`);
    advances.push(advance);
    if (advance.end) return { advances, sent: advance.state.messagesSent };
    state = advance.state;
    if (advance.dueAtMs === null) {
      const result = fate.results[ids % 20] as 'accepted';
      const isSend = definition.nodes[state.node]?.type === 'send';
      state = { ...state, pendingResult: result, pendingReason: result === 'accepted' ? null : fate.reason, ...(isSend && result === 'accepted' && { messagesSent: state.messagesSent + 1, lastSentAtMs: nowMs }) };
    } else nowMs = Math.max(nowMs, advance.dueAtMs);
  }
  throw new Error('The run does not end.');
}

describe('a run, whatever the graph and whatever happens', () => {
  test('ends, with exactly one outcome, and says so in its last line', () => {
    fc.assert(
      fc.property(definitions, fates, (definition, fate) => {
        const { advances } = play(definition, fate);
        expect(advances.filter(({ end }) => end !== null)).toHaveLength(1);
        expect(advances.at(-1)?.log.at(-1)?.kind).toBe('ended');
      }),
    );
  });

  test('never plans two messages at once, and never plans one while another is awaited', () => {
    fc.assert(
      fc.property(definitions, fates, (definition, fate) => {
        for (const { effects, state, dueAtMs } of play(definition, fate).advances) {
          const asked = effects.filter(({ kind }) => kind === 'send' || kind === 'create_discount');
          expect(asked.length).toBeLessThanOrEqual(1);
          if (asked.length === 1) expect([state.pendingSendId !== null, dueAtMs]).toEqual([true, null]);
        }
      }),
    );
  });

  test('never sends more than its limit, and a person without a message is never called messaged', () => {
    fc.assert(
      fc.property(definitions, fates, (definition, fate) => {
        const { advances, sent } = play(definition, fate);
        expect(sent).toBeLessThanOrEqual(definition.limits.maxMessages);
        const outcome = advances.at(-1)?.end?.outcome;
        expect(outcome).toMatch(sent > 0 ? /^(messaged_no_sale|held_out)$/ : /^(not_messaged|held_out)$/);
      }),
    );
  });

  test('gives the same answer to the same question', () => {
    fc.assert(
      fc.property(definitions, fates, (definition, fate) => {
        expect(play(definition, fate)).toEqual(play(definition, fate));
      }),
    );
  });

  test('asks nothing twice when it is woken while it waits', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const first = advanceRun(definition, begin(definition), facts(), 0, () => 'one');
        if (first.end) return;
        const again = advanceRun(definition, first.state, facts(), 0, () => 'two');
        expect(again).toMatchObject({ effects: [], end: null, dueAtMs: first.dueAtMs, state: first.state });
      }),
    );
  });
});

describe('which flow takes a cart', () => {
  const active = (id: string, priority: number, change: Partial<FlowDefinition> = {}): ActiveFlow => ({ workspaceId: 'w', id, lane: 'cart_rescue', priority, version: 1, activatedAtMs: 0, definition: { ...advisorFirst, ...change } });
  const rich: FlowDefinition['entry'] = [{ field: 'cart.totalMinor', is: 'at_least', value: 500 }];

  test('the highest priority that accepts it, whatever the order they are listed in', () => {
    const flows = [active('b', 0), active('a', 10, { entry: rich }), active('c', 5, { trigger: { type: 'cart_abandoned', after: 'checkout', delayMs: 60_000 } })];
    for (const order of [flows, flows.toReversed()]) {
      expect(chooseFlow(order, facts(), 'run_wakes')?.id).toBe('b');
      expect(chooseFlow(order, { ...facts(), cart: { ...facts().cart, totalMinor: 500 } }, 'run_wakes')?.id).toBe('a');
      expect(chooseFlow(order, { ...facts(), cart: { ...facts().cart, checkoutReached: true } }, 'run_wakes')?.id).toBe('c');
    }
  });

  test('a question about the person waits until the run wakes', () => {
    const flows = [active('vip', 1, { entry: [{ field: 'contact.tags', is: 'includes', value: 'vip' }] })];
    expect(chooseFlow(flows, facts(), 'cart_moved')?.id).toBe('vip');
    expect(chooseFlow(flows, facts(), 'run_wakes')).toBeNull();
  });

  test('what is unknown makes every comparison false, also the negative ones', () => {
    for (const is of ['equal', 'not_equal'] as const) expect(holds({ field: 'contact.country', is, value: 'AR' }, facts())).toBe(false);
    expect(holds({ field: 'contact.tags', is: 'includes_not', value: 'vip' }, facts())).toBe(false);
    expect(holds({ field: 'cart.currency', is: 'equal', value: 'ARS' }, facts())).toBe(true);
  });
});
