import { refuse, waitUntil } from './gate-rule.ts';
import type { GateRule } from './gate-rule.ts';

/** What the channel, the template, the number and the purse allow. */

const hourMs = 3_600_000;

export const windowClosed: GateRule = {
  reason: 'window_closed',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ request, isWindowOpen }) =>
    request.channel === 'whatsapp' && !request.usesTemplate && !isWindowOpen ? refuse() : null,
};

export const templateMissing: GateRule = {
  reason: 'template_missing',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ request, facts }) => {
    if (!request.usesTemplate) return null;
    const status = facts.template?.status ?? 'missing';
    return status === 'missing' || status === 'pending' || status === 'rejected' ? refuse({ status }) : null;
  },
};

export const templatePaused: GateRule = {
  reason: 'template_paused',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ request, facts }) => {
    const status = facts.template?.status;
    return request.usesTemplate && (status === 'paused' || status === 'disabled') ? refuse({ status }) : null;
  },
};

export const templateRecategorised: GateRule = {
  reason: 'template_recategorised',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ request, facts }) => {
    const category = facts.template?.category ?? null;
    if (!request.usesTemplate || category === null) return null;
    const isExpected = request.purpose === 'marketing' ? category !== 'authentication' : category !== 'marketing';
    return isExpected ? null : refuse({ category, purpose: request.purpose });
  },
};

export const connectionClosed: GateRule = {
  reason: 'connection_closed',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ facts }) => (facts.number.isConnected ? null : refuse()),
};

export const threadNotOwned: GateRule = {
  reason: 'thread_not_owned',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ facts }) => (facts.isThreadOwned ? null : refuse()),
};

export const numberRestricted: GateRule = {
  reason: 'number_restricted',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ request, facts, nowMs }) => {
    const { scope, untilMs } = facts.number.restriction;
    if (scope === 'none' || (scope === 'marketing' && request.purpose !== 'marketing')) return null;
    if (untilMs === null) return refuse({ scope });
    return untilMs > nowMs ? waitUntil(untilMs, { scope }) : null;
  },
};

export const numberQuality: GateRule = {
  reason: 'number_quality',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ facts }) => (facts.number.quality === 'red' ? refuse({ quality: 'red' }) : null),
};

export const portfolioLimit: GateRule = {
  reason: 'portfolio_limit',
  asked: { marketing: 'unprompted', utility: 'unprompted', service: 'unprompted' },
  object: ({ facts, nowMs, isWindowOpen }) => {
    const { portfolioLeft, isCountedToday, portfolioFreeAtMs } = facts.number;
    if (portfolioLeft === null || portfolioLeft > 0 || isCountedToday || isWindowOpen) return null;
    if (portfolioFreeAtMs === undefined || portfolioFreeAtMs === null) return waitUntil(nowMs + hourMs, { freeAt: null });
    return portfolioFreeAtMs > nowMs ? waitUntil(portfolioFreeAtMs) : null;
  },
};

export const budget: GateRule = {
  reason: 'budget',
  asked: { marketing: 'unprompted', utility: 'never', service: 'never' },
  object: ({ facts }) =>
    facts.budgetLeftMicros !== null && facts.estimatedCostMicros > facts.budgetLeftMicros
      ? refuse({ leftMicros: facts.budgetLeftMicros, costMicros: facts.estimatedCostMicros })
      : null,
};
