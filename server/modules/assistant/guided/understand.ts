import type { Language } from '#contract/language';
import { foldText } from './features/fold-text.ts';
import { hashFeatures } from './features/hash-features.ts';
import { languageFeatures } from './features/language-features.ts';
import { rankClasses } from './model/linear-model.ts';
import { loadWeights } from './model/load-weights.ts';
import { readBlocker } from './reading/read-blocker.ts';
import { readMood } from './reading/read-mood.ts';
import { readTrigger } from './reading/read-trigger.ts';
import { readSlots } from './slots/read-slots.ts';
import { intents } from './understanding.ts';
import type { Intent, Understanding } from './understanding.ts';

export interface UnderstandingContext {
  /** The conversation's language so far; it wins over a message of a word or two. Null: not known yet. */
  language: Language | null;
  /** ISO 3166 of the shop or the shopper: postal codes and sizes differ. */
  country: string;
  /** What our last message asked for: a slot ("size") or "yes_no"; null: nothing in particular. */
  expects: string | null;
  now: Date;
}

/** What may name a product. */
const productIntents: ReadonlySet<Intent> = new Set([
  'find_product', 'help_choose', 'gift', 'product_question', 'compare', 'availability', 'price', 'size_help', 'compatibility', 'complete_set', 'restock',
  'add_to_cart', 'change_quantity', 'remove_item', 'warranty', 'wholesale', 'custom_request', 'start_return', 'delivery_problem',
]);

const isIntent = (name: string): name is Intent => (intents as readonly string[]).includes(name);

/** What a message says: language, intent, slots, mood. Pure: the same words in the same context give the same answer. */
export function understand(text: string, context: UnderstandingContext): Understanding {
  const weights = loadWeights();
  const folded = foldText(text);
  const [language] = rankClasses(weights.models.language, languageFeatures(text));
  const features = hashFeatures(folded);
  const ranked = rankClasses(weights.models.intent, features);
  const best = ranked.find(({ name }) => isIntent(name));
  const isOutOfScope = folded.words.length > 0 && (ranked.find(({ name }) => name === 'out_of_scope')?.confidence ?? 0) >= weights.rejectFrom;
  const spoken = context.language ?? (language?.name as Language | undefined) ?? 'es';
  const intent = isOutOfScope || !best ? null : (best.name as Intent);
  const confidence = best?.confidence ?? 0;
  const mood = readMood(folded);
  return {
    language: spoken,
    languageConfidence: language?.confidence ?? 0,
    intent,
    confidence,
    others: ranked.filter(({ name }) => isIntent(name) && name !== best?.name).slice(0, 3).map(({ name, confidence }) => ({ intent: name as Intent, confidence })),
    isOutOfScope,
    mood,
    trigger: readTrigger({ raw: text, folded, intent, confidence, mood }),
    blocker: folded.words.length === 0 || (isOutOfScope && context.expects !== 'blocker') ? null : readBlocker({ model: weights.models.blocker, features, intent, confidence, isAsked: context.expects === 'blocker' }),
    slots: readSlots({ raw: text, words: folded.words, signals: folded.signals, language: spoken, country: context.country, expects: context.expects }, !isOutOfScope && (intent === null || productIntents.has(intent))),
  };
}
