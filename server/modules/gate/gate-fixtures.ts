import { defaultGateSettings } from './gate-settings.ts';
import type { GateFacts, GateRequest, GateSettings } from './gate-types.ts';

/** A reminder to a consenting Argentine with an open cart at noon on a working day: the gate says send. For tests and bench. */

export const noonMs = Date.parse('2026-11-18T12:00:00-03:00');

export function makeRequest(changes: Partial<GateRequest> = {}): GateRequest {
  return {
    purpose: 'marketing',
    channel: 'whatsapp',
    origin: 'flow',
    isReply: false,
    usesTemplate: true,
    plannedForMs: noonMs,
    maxLatenessMs: null,
    activatedAtMs: noonMs - 30 * 86_400_000,
    isFlowOn: true,
    heldOut: false,
    limits: { boughtWithinMs: 86_400_000, flowCapMs: 3 * 86_400_000, stopOnReply: true },
    ...changes,
  };
}

export interface FactChanges {
  contact?: Partial<GateFacts['contact']>;
  workspace?: Partial<Omit<GateFacts['workspace'], 'settings'>>;
  settings?: Partial<GateSettings>;
  cart?: Partial<NonNullable<GateFacts['cart']>> | null;
  template?: Partial<NonNullable<GateFacts['template']>> | null;
  number?: Partial<GateFacts['number']>;
  others?: Partial<Omit<GateFacts, 'contact' | 'workspace' | 'cart' | 'template' | 'number'>>;
}

export function makeFacts(changes: FactChanges = {}): GateFacts {
  return {
    contact: {
      isErased: false,
      isBot: false,
      phone: '+5491155550123',
      hasAddress: true,
      country: null,
      region: null,
      timeZone: null,
      consentInitiatedByContact: true,
      consent: 'granted',
      isSuppressed: false,
      hasDispute: false,
      ...changes.contact,
    },
    workspace: {
      country: 'AR',
      timeZone: 'America/Argentina/Buenos_Aires',
      ...changes.workspace,
      settings: { ...defaultGateSettings, ...changes.settings },
    },
    cart:
      changes.cart === null
        ? null
        : {
            state: 'open',
            isEmpty: false,
            lastActivityAtMs: noonMs - 3_600_000,
            changedSincePlanned: false,
            paymentUntilMs: null,
            hasBuyableLine: true,
            ...changes.cart,
          },
    template: changes.template === null ? null : { status: 'approved', category: 'marketing', ...changes.template },
    number: {
      isConnected: true,
      quality: 'green',
      restriction: { scope: 'none', untilMs: null },
      portfolioLeft: null,
      isCountedToday: false,
      ...changes.number,
    },
    lastOrderAtMs: null,
    lastFlowSendAtMs: null,
    marketingSends: [],
    repliedSinceRunStart: false,
    personTookOver: false,
    isThreadOwned: true,
    windowEndsAtMs: null,
    budgetLeftMicros: null,
    estimatedCostMicros: 61_800,
    registerCheckedDaysAgo: null,
    ...changes.others,
  };
}
