import type { Language } from '#contract/language';
import { foldText } from './read-claims.ts';

/** Words that one of the three languages has and the others have not, or not in this spelling. */
const marks: Record<Language, RegExp> = {
  es: /\b(?:el|los|las|una|con|por favor|tienes|tu|aqui|quieres|puedes|esta|hay|y|pedido|envio|cual|del|te|lo|soy|hablar|escribe)\b/gu,
  pt: /\b(?:voce|uma|com|nao|sao|aqui esta|quer|pode|tem|seu|sua|pedido|frete|qual|do|da|dos|das|em|ou|sou|falar|escreva|o|os)\b/gu,
  en: /\b(?:the|you|your|with|is|are|to|can|this|of|and|would|which|here|have|it|for|in|write|person)\b/gu,
};

/** The language of a message of ours; null when it says too little to tell. Knows nothing of the product's own reading of languages. */
export function guessLanguage(text: string): Language | null {
  const folded = foldText(text);
  const counts = (Object.keys(marks) as Language[]).map((language) => ({ language, count: folded.match(marks[language])?.length ?? 0 })).toSorted((left, right) => right.count - left.count);
  const [first, second] = counts;
  return first && second && first.count >= 4 && first.count >= second.count * 1.5 ? first.language : null;
}
