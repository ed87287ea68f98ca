import type { Features } from '../features/hash-features.ts';
import type { LinearModel } from '../model/linear-model.ts';
import { rankClasses } from '../model/linear-model.ts';
import type { Blocker, Intent } from '../understanding.ts';
import { blockers } from '../understanding.ts';

/** The class of messages that tell no reason. */
export const noBlocker = 'none';

/** Intents that are themselves a reason for leaving a cart. */
export const blockerOfIntent: Partial<Record<Intent, Blocker>> = {
  help_choose: 'product_fit', product_question: 'product_fit', compatibility: 'product_fit', custom_request: 'product_fit',
  size_help: 'sizing', delivery_time: 'delivery_time', shipping_cost: 'shipping_cost', discount_request: 'price', discount_problem: 'discount_code', payment_methods: 'payment_method', payment_problem: 'payment_failed',
  availability: 'stock', restock: 'stock', return_policy: 'returns', warranty: 'returns', compare: 'comparison', needs_approval: 'needs_approval', trust: 'trust', opt_out: 'not_interested',
};

/** Below this the words name no reason with any certainty. */
const leastConfidence = 0.35;

const isBlocker = (name: string | undefined): name is Blocker => (blockers as readonly string[]).includes(name ?? '');

export interface BlockerFacts {
  model: LinearModel;
  features: Features;
  intent: Intent | null;
  /** Of the intent. */
  confidence: number;
  /** Our last message asked what kept them: then any reason counts, also an unlisted one. */
  isAsked: boolean;
}

/** Why the cart was left, out of the words and the intent; null: the message tells no reason. */
export function readBlocker({ model, features, intent, confidence, isAsked }: BlockerFacts): Blocker | null {
  const ranked = rankClasses(model, features);
  const likeliest = ranked.find(({ name }) => isBlocker(name));
  if (isAsked) return features.buckets.length > 0 && isBlocker(likeliest?.name) ? likeliest.name : null;
  const best = ranked[0];
  if (isBlocker(best?.name) && best.confidence >= leastConfidence && best.name !== 'other') return best.name;
  return intent && confidence >= 0.5 ? (blockerOfIntent[intent] ?? null) : null;
}
