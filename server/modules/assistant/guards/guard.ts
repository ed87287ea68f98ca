import type { AssistantSettings } from '#contract/assistant';
import type { Claim } from '../claims/claim.ts';
import type { Draft, TurnView } from '../engine.ts';
import type { FactStore } from '../facts/fact.ts';
import type { Understanding } from '../guided/understanding.ts';

/** What a guard is asked about. */
export interface GuardQuestion {
  draft: Draft;
  /** Everything of the draft that the shopper reads: text, buttons, the link's title. */
  words: string;
  claims: readonly Claim[];
  facts: FactStore;
  view: TurnView;
  engine: 'guided' | 'generative';
  /** What the shopper said, read by our own code. */
  understanding: Understanding | null;
  settings: AssistantSettings;
  /** Addresses of the shopper and of the shop: everybody else's are a stranger's. */
  knownAddresses: readonly string[];
  /** Words that must never come out: an engine's instructions. */
  secrets: readonly string[];
}

/** One check of a draft. Pure. */
export interface Guard {
  name: string;
  /** What is wrong, said so that an engine can mend it; null: nothing. */
  object(question: GuardQuestion): string | null;
}

/** The claims of one kind. */
export function claimsOf<Kind extends Claim['kind']>(claims: readonly Claim[], kind: Kind): Extract<Claim, { kind: Kind }>[] {
  return claims.filter((claim): claim is Extract<Claim, { kind: Kind }> => claim.kind === kind);
}
