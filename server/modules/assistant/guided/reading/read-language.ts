import type { Language } from '#contract/language';
import { languageFeatures } from '../features/language-features.ts';
import type { LinearModel } from '../model/linear-model.ts';
import { rankClasses } from '../model/linear-model.ts';

export interface LanguageRead {
  language: Language;
  /** 0 to 1, of the message alone. */
  confidence: number;
}

/** So sure must a message of several words be to change a conversation's language. */
const sureConfidence = 0.9;
const fewWords = 3;

/** The language of a message. The conversation's wins over short or doubtful ones: "ok" and "size 42" change nothing. */
export function readLanguage(model: LinearModel, text: string, wordCount: number, known: Language | null): LanguageRead {
  const best = rankClasses(model, languageFeatures(text))[0];
  const own = (best?.name as Language | undefined) ?? 'es';
  const confidence = best?.confidence ?? 0;
  const isDecisive = wordCount > fewWords && confidence >= sureConfidence;
  return { language: known !== null && !isDecisive ? known : own, confidence };
}
