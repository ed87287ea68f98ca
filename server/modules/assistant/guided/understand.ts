import type { Language } from '#contract/language';
import { foldText } from './features/fold-text.ts';
import { hashFeatures } from './features/hash-features.ts';
import { languageFeatures } from './features/language-features.ts';
import { rankClasses } from './model/linear-model.ts';
import { loadWeights } from './model/load-weights.ts';
import { intents } from './understanding.ts';
import type { Intent, Slots, Understanding } from './understanding.ts';

export interface UnderstandingContext {
  /** The conversation's language so far; it wins over a message of a word or two. Null: not known yet. */
  language: Language | null;
  /** ISO 3166 of the shop or the shopper: postal codes and sizes differ. */
  country: string;
  /** What our last message asked for: a slot ("size") or "yes_no"; null: nothing in particular. */
  expects: string | null;
  now: Date;
}

const noSlots: Slots = { product: null, size: null, colour: null, quantity: null, maxPrice: null, minPrice: null, postalCode: null, orderNumber: null, email: null, forWhom: null, use: null, reference: null, discountCode: null, returnKind: null };

const isIntent = (name: string): name is Intent => (intents as readonly string[]).includes(name);

/** What a message says: language, intent, slots, mood. Pure: the same words in the same context give the same answer. */
export function understand(text: string, context: UnderstandingContext): Understanding {
  const weights = loadWeights();
  const folded = foldText(text);
  const [language] = rankClasses(weights.models.language, languageFeatures(text));
  const ranked = rankClasses(weights.models.intent, hashFeatures(folded));
  const best = ranked.find(({ name }) => isIntent(name));
  const isOutOfScope = folded.words.length > 0 && ranked[0]?.name === 'out_of_scope';
  return {
    language: context.language ?? (language?.name as Language | undefined) ?? 'es',
    languageConfidence: language?.confidence ?? 0,
    intent: isOutOfScope || !best ? null : (best.name as Intent),
    confidence: best?.confidence ?? 0,
    others: ranked.filter(({ name }) => isIntent(name) && name !== best?.name).slice(0, 3).map(({ name, confidence }) => ({ intent: name as Intent, confidence })),
    isOutOfScope,
    mood: 'calm',
    trigger: null,
    blocker: null,
    slots: noSlots,
  };
}
