import type { ConsentChannel } from '#contract/inbound-event';
import type { Decision, Purpose, RuleCheck } from '#contract/send-reason';

/** What is asked of the gate: one message to one person, about something. Instants are epoch milliseconds. */
export interface GateRequest {
  purpose: Purpose;
  channel: ConsentChannel;
  /** Who wants to send. A person answering by hand is spared caps and quiet hours when the window is open. */
  origin: 'flow' | 'campaign' | 'assistant' | 'person' | 'system';
  /** The message answers what the shopper wrote (inside the service window): hours and caps do not apply. */
  isReply: boolean;
  usesTemplate: boolean;
  /** When the message was meant to go; a reminder later than `maxLatenessMs` is dropped. */
  plannedForMs: number;
  maxLatenessMs: number | null;
  /** When the flow was switched on; carts whose last activity is older are left alone. Null for others than flows. */
  activatedAtMs: number | null;
  isFlowOn: boolean;
  heldOut: boolean;
  /** Flow rules; null: the rule does not apply. */
  limits: {
    /** No message when the person bought anything in this long (default 24 h). */
    boughtWithinMs: number | null;
    /** This flow's own journeys: none in this long (default 3 days), steps of the same run not counted. */
    flowCapMs: number | null;
    /** Stop once the shopper replied / a person took over since the run began, or since a question of ours was planned. */
    stopOnReply: boolean;
  };
}

/** Fresh facts, read in the transaction that claims the send. Null: the fact does not apply or is unknown. */
export interface GateFacts {
  contact: {
    isErased: boolean;
    isBot: boolean;
    /** E.164, or null when only a business-scoped id is known. */
    phone: string | null;
    hasAddress: boolean;
    /** ISO country of the person: delivery address, else phone prefix, else null. */
    country: string | null;
    /** State or region code when known ("BR-SP", "US-TX"). */
    region: string | null;
    /** IANA zone when known for sure; else the gate works it out from country and phone. */
    timeZone: string | null;
    /** Peru: the person's consent came of their own initiative. */
    consentInitiatedByContact: boolean;
    /** The person's word on this message's channel and purpose (utility and service messages: the purpose "service"). */
    consent: 'granted' | 'withdrawn' | 'none';
    /**
     * On the suppression list for this channel and purpose: an opt-out from marketing suppresses marketing alone,
     * a dead address or "never write to me again" suppresses everything.
     */
    isSuppressed: boolean;
    /** A payment of theirs is disputed at the bank, or was taken back: nobody invites them to buy meanwhile. */
    hasDispute: boolean;
  };
  workspace: { country: string; timeZone: string; settings: GateSettings };
  cart: {
    state: 'open' | 'completed' | 'deleted';
    isEmpty: boolean;
    lastActivityAtMs: number;
    /** True when the cart moved on since this run's timer was set (it will be timed anew). */
    changedSincePlanned: boolean;
    /** A payment is on its way (a slip is out, or a notice is being looked into): no reminder before this; null: none is. */
    paymentUntilMs: number | null;
    /** Some line can still be bought; null when stock is not known. */
    hasBuyableLine: boolean | null;
  } | null;
  /** The one thing that the message is about can be bought; null or left out: it is about no single thing. */
  isSubjectBuyable?: boolean | null;
  /** Last order of the person in any connected shop. */
  lastOrderAtMs: number | null;
  /** Last time this flow messaged the person in another run. */
  lastFlowSendAtMs: number | null;
  /** Marketing sends to the person over all channels, newest first, at most 50, within 31 days. */
  marketingSends: { atMs: number; channel: ConsentChannel }[];
  repliedSinceRunStart: boolean;
  personTookOver: boolean;
  isThreadOwned: boolean;
  /** End of the service window; null when never opened. */
  windowEndsAtMs: number | null;
  template: { status: 'missing' | 'pending' | 'approved' | 'paused' | 'disabled' | 'rejected'; category: 'marketing' | 'utility' | 'authentication' | null } | null;
  number: {
    isConnected: boolean;
    quality: 'green' | 'yellow' | 'red' | 'unknown';
    restriction: { scope: 'marketing' | 'all' | 'none'; untilMs: number | null };
    /** Unique people still allowed today outside a window; null: unlimited. */
    portfolioLeft: number | null;
    /** When the next person of the rolling day stops counting; left out or null: unknown, asked again in an hour. */
    portfolioFreeAtMs?: number | null;
    /** This person was already counted today. */
    isCountedToday: boolean;
  };
  /** Money left this month in micro units of the budget's currency; null: no budget. */
  budgetLeftMicros: number | null;
  estimatedCostMicros: number;
  /** Days since the do-not-contact register was last checked; null: never. */
  registerCheckedDaysAgo: number | null;
}

/** Merchant's rules; each has a default in `gate-settings.ts` and may only tighten what a country's law demands. */
export interface GateSettings {
  /** Marketing messages to one person over all channels. */
  contactCaps: { perDay: number; perThirtyDays: number };
  /** The merchant's own window, "09:00"–"20:00" by weekday (1 = Monday); null: the country's rule alone. */
  hours: { from: string; to: string; days: number[] } | null;
  /** Also forbid marketing on the shop country's public holidays where the law does not. */
  restOnHolidays: boolean;
  enforceRegister: boolean;
  /** Countries never written to for marketing. */
  blockedCountries: string[];
}

export interface GateAnswer {
  decision: Decision;
  /** Every rule in order up to and including the one that objected. */
  checks: RuleCheck[];
  /** Which version of the country data was asked, such as "2026-11-01". */
  rulesVersion: string;
}
