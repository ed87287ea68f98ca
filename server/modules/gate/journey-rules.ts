import { refuse, waitUntil } from './gate-rule.ts';
import type { GateRule } from './gate-rule.ts';

/** Whether the flow, the cart and the conversation still are as they were when the message was planned. */

export const flowOff: GateRule = {
  reason: 'flow_off',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ request }) => (request.origin === 'flow' && !request.isFlowOn ? refuse() : null),
};

export const beforeActivation: GateRule = {
  reason: 'before_activation',
  asked: { marketing: 'unprompted', utility: 'unprompted', service: 'unprompted' },
  object: ({ request, facts }) =>
    request.activatedAtMs !== null && facts.cart !== null && facts.cart.lastActivityAtMs < request.activatedAtMs
      ? refuse()
      : null,
};

export const stale: GateRule = {
  reason: 'stale',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ request, nowMs }) =>
    request.maxLatenessMs !== null && nowMs - request.plannedForMs > request.maxLatenessMs
      ? refuse({ lateMs: nowMs - request.plannedForMs, maxLatenessMs: request.maxLatenessMs })
      : null,
};

export const cartBought: GateRule = {
  reason: 'cart_bought',
  asked: { marketing: 'always', utility: 'never', service: 'never' },
  object: ({ facts }) => (facts.cart?.state === 'completed' ? refuse() : null),
};

export const paymentPending: GateRule = {
  reason: 'payment_pending',
  asked: { marketing: 'always', utility: 'never', service: 'never' },
  object: ({ facts, nowMs }) => {
    const untilMs = facts.cart?.paymentUntilMs ?? null;
    return untilMs !== null && untilMs > nowMs ? waitUntil(untilMs) : null;
  },
};

export const cartEmptied: GateRule = {
  reason: 'cart_emptied',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ facts }) => (facts.cart !== null && (facts.cart.state === 'deleted' || facts.cart.isEmpty) ? refuse() : null),
};

export const cartChanged: GateRule = {
  reason: 'cart_changed',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ facts }) => (facts.cart?.changedSincePlanned ? refuse() : null),
};

export const boughtRecently: GateRule = {
  reason: 'bought_recently',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ request, facts, nowMs }) => {
    const { boughtWithinMs } = request.limits;
    if (boughtWithinMs === null || facts.lastOrderAtMs === null) return null;
    return nowMs - facts.lastOrderAtMs < boughtWithinMs ? refuse({ lastOrderAt: isoOf(facts.lastOrderAtMs) }) : null;
  },
};

export const outOfStock: GateRule = {
  reason: 'out_of_stock',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ facts }) => (facts.cart?.hasBuyableLine === false || facts.isSubjectBuyable === false ? refuse() : null),
};

export const replied: GateRule = {
  reason: 'replied',
  asked: { marketing: 'unprompted', utility: 'unprompted', service: 'unprompted' },
  object: ({ request, facts }) => (request.limits.stopOnReply && facts.repliedSinceRunStart ? refuse() : null),
};

export const personTookOver: GateRule = {
  reason: 'person_took_over',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ request, facts }) => {
    if (!facts.personTookOver || request.origin === 'person' || request.origin === 'system') return null;
    return request.origin === 'assistant' || request.limits.stopOnReply ? refuse() : null;
  },
};

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
