import { consentChannels } from '#contract/inbound-event';
import type { ConsentChannel, ConsentPurpose, ConsentSignal } from '#contract/inbound-event';
import type { Purpose } from '#contract/send-reason';

// Where a shopper chooses channel by channel. A "no" by any other road (keyword, button, provider, header, member) means all of them.
const perChannelSources = new Set(['shop', 'preference_centre', 'checkout', 'import']);

/** A marketing opt-out counts on every channel at once, unless it was said where each channel has its own switch. */
export function countsEverywhere(signal: Pick<ConsentSignal, 'state' | 'purpose' | 'source'>): boolean {
  return signal.state === 'withdrawn' && signal.purpose === 'marketing' && !perChannelSources.has(signal.source);
}

/** Channels whose standing one statement changes. */
export function channelsOf(statement: { channel: ConsentChannel; everywhere: boolean }): readonly ConsentChannel[] {
  return statement.everywhere ? consentChannels : [statement.channel];
}

/** Peru asks that the shopper came first: only evidence that says so counts, never a guess from the source. */
export function isOwnInitiative(signal: Pick<ConsentSignal, 'state' | 'evidence'>): boolean {
  return signal.state === 'granted' && signal.evidence.initiative === 'shopper';
}

/** The word that a message needs: only marketing is marketing; utility and service messages share one. */
export function consentPurposeOf(purpose: Purpose): ConsentPurpose {
  return purpose === 'marketing' ? 'marketing' : 'service';
}

export interface Standing {
  state: 'granted' | 'withdrawn';
  occurredAtMs: number;
  ownInitiative: boolean;
}

/** Which of two statements about the same thing stands: the newer one; at the same instant the "no", else the weaker proof. */
export function chooseStanding<Statement extends Standing>(left: Statement, right: Statement): Statement {
  if (left.occurredAtMs !== right.occurredAtMs) return left.occurredAtMs > right.occurredAtMs ? left : right;
  if (left.state !== right.state) return left.state === 'withdrawn' ? left : right;
  return left.ownInitiative ? right : left;
}

/** Whether an opt-out by address still holds against a person's word on one channel: only a later opt-in passes over it. */
export function isStillSuppressed(suppressedAtMs: number, standing: Pick<Standing, 'state' | 'occurredAtMs'> | null): boolean {
  return !(standing?.state === 'granted' && standing.occurredAtMs > suppressedAtMs);
}
