import type { Purpose, RuleCheck, SendReason } from '#contract/send-reason';
import { findMarketingHours } from './marketing-hours.ts';
import type { MarketingHours } from './marketing-hours.ts';
import type { GateFacts, GateRequest } from './gate-types.ts';
import { findRecipientPlace } from './recipient-place.ts';
import type { RecipientPlace } from './recipient-place.ts';

/** Figures behind a verdict, shown in the story of a cart. */
export type RuleDetail = NonNullable<RuleCheck['detail']>;

/** What a rule says: null when it has nothing against the message. */
export type Objection = { kind: 'refuse'; detail?: RuleDetail } | { kind: 'wait'; untilMs: number; detail?: RuleDetail } | null;

/** When a rule is asked: `unprompted` spares answers to what the shopper wrote. */
export type Asked = 'always' | 'unprompted' | 'never';

/** One rule of the gate: for which messages it is asked, and what it says. */
export interface GateRule {
  reason: SendReason;
  asked: Record<Purpose, Asked>;
  object(question: Question): Objection;
}

/** One request with its facts, and what several rules work out of them. */
export interface Question {
  request: GateRequest;
  facts: GateFacts;
  nowMs: number;
  isWindowOpen: boolean;
  /** The message answers what the shopper wrote, or a person writes by hand while the window is open. */
  isAnswer: boolean;
  /** Worked out when first asked for: most messages are decided before. */
  findPlace(): RecipientPlace;
  findHours(): MarketingHours;
}

export function askQuestion(request: GateRequest, facts: GateFacts, nowMs: number): Question {
  const isWindowOpen = facts.windowEndsAtMs !== null && facts.windowEndsAtMs > nowMs;
  let place: RecipientPlace | null = null;
  let hours: MarketingHours | null = null;
  const findPlace = (): RecipientPlace => (place ??= findRecipientPlace(facts.contact, facts.workspace, nowMs));
  return {
    request,
    facts,
    nowMs,
    isWindowOpen,
    isAnswer: isAnswering(request, isWindowOpen),
    findPlace,
    findHours: () =>
      (hours ??= findMarketingHours(findPlace(), request.channel, facts.workspace.settings, facts.workspace.country)),
  };
}

/** Only WhatsApp has a service window; on other channels the caller's word counts. */
function isAnswering(request: GateRequest, isWindowOpen: boolean): boolean {
  if (request.channel === 'whatsapp' && !isWindowOpen) return false;
  return request.isReply || (request.origin === 'person' && isWindowOpen);
}

export const refuse = (detail?: RuleDetail): Objection => (detail ? { kind: 'refuse', detail } : { kind: 'refuse' });

export const waitUntil = (untilMs: number, detail: RuleDetail = {}): Objection => ({ kind: 'wait', untilMs, detail });
