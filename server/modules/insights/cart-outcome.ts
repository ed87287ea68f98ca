import type { CartReason, CartStanding } from '#contract/cart';
import { cartReasons } from '#contract/cart';
import type { CartOutcome } from '#contract/flow';

/** All that decides where a cart stands; few enough values that carts can be counted by them. */
export interface CartFacts {
  state: 'open' | 'completed' | 'deleted';
  isEmpty: boolean;
  isBot: boolean;
  hasContact: boolean;
  /** It was left alone for as long as the flow waits: until it was bought, or until now. */
  isIdle: boolean;
  /** Whether its order still stands; `unknown`: the shop said that it was bought and gave no order. */
  order: 'none' | 'unknown' | 'stands' | 'cancelled';
  /** Some flow was on when the shopper was last active; `later`: the first one was switched on after that. */
  flows: 'none' | 'later' | 'on';
  run: {
    state: 'armed' | 'running' | 'ended';
    /** The flow took it up: it had been abandoned. */
    hasWoken: boolean;
    isMessaged: boolean;
    outcome: CartOutcome | null;
    reason: string | null;
    /** What its planned message waits for; null when it waits for nothing. */
    waitsFor: string | null;
    hasPendingSend: boolean;
    isAtGoal: boolean;
  } | null;
}

/**
 * Where a cart stands and why: every abandoned cart has exactly one explained outcome (P9). The list, the story and the funnel all ask this
 * one function.
 */
export function judgeCart(facts: CartFacts): CartStanding {
  const hasBought = facts.order === 'stands' || facts.order === 'unknown';
  const isAbandoned = wasAbandoned(facts, hasBought);
  return { ...(facts.run ? judgeRun(facts, facts.run, hasBought) : judgeWithoutRun(facts, hasBought)), isAbandoned, hasBought };
}

type Judgement = Pick<CartStanding, 'outcome' | 'reason'>;
const say = (outcome: CartStanding['outcome'], reason: string | null = null): Judgement => ({ outcome, reason: reason === null ? null : toReason(reason) });

function wasAbandoned({ run, state, isEmpty, isIdle }: CartFacts, hasBought: boolean): boolean {
  if (run?.hasWoken || run?.isMessaged) return true;
  // Emptied before any flow took it up: the shopper changed their mind, nothing was left behind.
  if (!hasBought && (state === 'deleted' || isEmpty)) return false;
  return isIdle;
}

function judgeRun(facts: CartFacts, run: NonNullable<CartFacts['run']>, hasBought: boolean): Judgement {
  if (run.state !== 'ended') return judgeLiveRun(facts, run, hasBought);
  switch (run.outcome) {
    case 'recovered':
      return facts.order === 'cancelled' ? say('messaged_no_sale', 'order_cancelled') : say('recovered');
    case 'bought_alone':
      if (facts.order === 'cancelled') return run.isMessaged ? say('messaged_no_sale', 'order_cancelled') : say('not_messaged', 'order_cancelled');
      return say('bought_alone', run.reason);
    case 'held_out':
      return say('held_out');
    case 'messaged_no_sale':
      if (facts.order === 'cancelled') return say('messaged_no_sale', 'order_cancelled');
      return say('messaged_no_sale', hasBought ? 'bought_later' : run.reason);
    default:
      return hasBought ? say('bought_alone', run.reason) : say('not_messaged', run.reason ?? 'failed');
  }
}

function judgeLiveRun(facts: CartFacts, run: NonNullable<CartFacts['run']>, hasBought: boolean): Judgement {
  if (hasBought) return say(run.isMessaged ? 'recovered' : 'bought_alone');
  if (run.state === 'armed') return facts.isIdle ? say('in_progress', 'not_due') : say('shopping');
  if (run.waitsFor !== null) return say('in_progress', run.waitsFor);
  if (run.hasPendingSend) return say('in_progress', 'sending');
  return say('in_progress', run.isAtGoal ? 'awaiting_order' : 'waiting_step');
}

/** No flow ever took it: too fresh, or nothing was there to take it. */
function judgeWithoutRun(facts: CartFacts, hasBought: boolean): Judgement {
  if (hasBought) return say('bought_alone');
  if (facts.order === 'cancelled') return say('not_messaged', 'order_cancelled');
  if (facts.state === 'deleted' || facts.isEmpty) return say('not_messaged', 'cart_emptied');
  if (!facts.isIdle) return say('shopping');
  if (facts.isBot) return say('not_messaged', 'bot');
  if (facts.flows === 'none') return say('not_messaged', 'flow_off');
  if (facts.flows === 'later') return say('not_messaged', 'before_activation');
  return say('not_messaged', facts.hasContact ? 'no_flow_fits' : 'no_address');
}

const known = new Set<string>(cartReasons);

/** A stored reason of an older release that has no words any more is shown as a failure, never hidden. */
function toReason(reason: string): CartReason {
  return known.has(reason) ? (reason as CartReason) : 'failed';
}
