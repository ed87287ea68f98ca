import type { Language } from '#contract/language';
import { asksForPerson } from '#modules/turns';
import { foldText, mostCharacters } from './features/fold-text.ts';
import { hashFeatures } from './features/hash-features.ts';
import { rankClasses } from './model/linear-model.ts';
import { loadWeights } from './model/load-weights.ts';
import { chooseIntent } from './reading/choose-intent.ts';
import { readBlocker } from './reading/read-blocker.ts';
import { readLanguage } from './reading/read-language.ts';
import { readMood } from './reading/read-mood.ts';
import { readTrigger } from './reading/read-trigger.ts';
import { readSlots } from './slots/read-slots.ts';
import { courtesies } from './understanding.ts';
import type { Expected, Intent, Understanding } from './understanding.ts';

export interface UnderstandingContext {
  /** The conversation's language so far; it wins over a message of a few words. Null: not known yet. */
  language: Language | null;
  /** ISO 3166 of the shop or the shopper: postal codes differ. */
  country: string;
  /** What our last message asked for; null: nothing in particular. */
  expects: Expected | null;
}

/** What may name a product. */
const productIntents: ReadonlySet<Intent> = new Set([
  'find_product', 'help_choose', 'gift', 'product_question', 'compare', 'availability', 'price', 'size_help', 'compatibility', 'complete_set', 'restock',
  'add_to_cart', 'change_quantity', 'remove_item', 'warranty', 'wholesale', 'custom_request', 'start_return', 'delivery_problem',
]);

/** What is asked for stands near the beginning; a wall of words is not read to its end. */
const mostWords = 200;

/** What a message says: language, intent, slots, mood. Pure: the same words in the same context give the same answer; nothing is looked up. */
export function understand(said: string, context: UnderstandingContext): Understanding {
  const text = said.slice(0, mostCharacters);
  const { models, rejectFrom } = loadWeights();
  const folded = foldText(text);
  const features = hashFeatures(folded);
  const { language, confidence: languageConfidence } = readLanguage(models.language, text, folded.words.length, context.language);
  const wantsPerson = asksForPerson(text);
  const chosen = chooseIntent({ raw: text, folded, wantsPerson, ranked: rankClasses(models.intent, features), rejectFrom, expects: context.expects });
  const mood = readMood(folded);
  const trigger = readTrigger({ wantsPerson, folded, intent: chosen.intent, confidence: chosen.confidence, mood });
  // Anger and fraud are never waved away as off the subject.
  const isOutOfScope = chosen.isOutOfScope && (trigger === null || trigger === 'confused');
  // "Gracias" to "¿qué te frena?" names no reason.
  const isAsked = context.expects === 'blocker' && !(chosen.intent && courtesies.has(chosen.intent));
  const isSilent = folded.words.length === 0 || (chosen.isOutOfScope && !isAsked);
  const isAboutProduct = !isOutOfScope && (chosen.intent === null || productIntents.has(chosen.intent));
  return {
    language,
    languageConfidence,
    intent: chosen.intent,
    confidence: chosen.confidence,
    others: chosen.others,
    isOutOfScope,
    mood,
    trigger,
    blocker: isSilent ? null : readBlocker({ model: models.blocker, features, intent: chosen.intent, confidence: chosen.confidence, isAsked }),
    slots: readSlots({ raw: text, words: folded.words.slice(0, mostWords), language, country: context.country, expects: context.expects }, isAboutProduct),
  };
}
