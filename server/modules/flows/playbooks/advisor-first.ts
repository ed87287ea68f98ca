import type { FlowDefinition } from '#contract/flow';
import { dayMs, hourMs } from '#platform/clock';
import { openingOf } from './openings.ts';
import { writeTexts } from './parts.ts';

/**
 * Advisor-first cart rescue: one hour after something was added and left, a helper asks whether a doubt is in the way. No discount, no
 * hurry. The shopper looks at the cart, talks to a person, or stops the messages.
 */
export const advisorFirst: FlowDefinition = {
  version: 1,
  trigger: { type: 'cart_abandoned', after: 'cart', delayMs: hourMs },
  entry: [],
  start: 'first_message',
  nodes: {
    first_message: { type: 'send', message: 'rescue_help', next: 'done' },
    done: { type: 'end' },
  },
  messages: [{ key: 'rescue_help', purpose: 'marketing', texts: writeTexts(openingOf('open_question'), { hasPicture: true }) }],
  exits: { onReply: 'handover' },
  limits: { boughtWithinMs: dayMs, capMs: 3 * dayMs, maxLatenessMs: 18 * hourMs, maxMessages: 1, discounts: { maxPercent: 15, maxPerDay: 50 } },
  holdoutShare: 0.1,
  goal: { withinMs: 3 * dayMs },
};
