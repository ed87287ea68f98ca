import type { Language } from '#contract/language';
import type { MessageButton } from '#contract/message-content';
import { ratingScores } from '#contract/rating';
import type { RatingScore } from '#contract/rating';
import { readReplyId, replyId } from '#modules/sends';

/** What shoppers read. Written for each language, not translated word by word. */
export const ratingWords = {
  question: {
    es: '¿Cómo te fue con nuestra ayuda? Con un toque nos cuentas.',
    pt: 'Como foi o nosso atendimento? É só tocar em uma opção.',
    en: 'How was our help? One tap tells us.',
  },
  thanks: {
    es: 'Gracias por contarnos.',
    pt: 'Obrigado por nos contar.',
    en: 'Thank you for telling us.',
  },
  sorry: {
    es: 'Gracias por decirlo, y disculpa. Si quieres, cuéntanos en un mensaje qué salió mal: lo lee una persona del equipo.',
    pt: 'Obrigado por dizer, e desculpe. Se quiser, conte em uma mensagem o que deu errado: uma pessoa da equipe vai ler.',
    en: 'Thank you for saying so, and sorry. If you like, tell us in one message what went wrong: a person of the team will read it.',
  },
} satisfies Record<string, Record<Language, string>>;

// At most 20 characters each: WhatsApp takes no more.
const titles: Record<Language, Record<RatingScore, string>> = {
  es: { good: '👍 Bien', so_so: '😐 Más o menos', bad: '👎 Mal' },
  pt: { good: '👍 Bom', so_so: '😐 Mais ou menos', bad: '👎 Ruim' },
  en: { good: '👍 Good', so_so: '😐 So-so', bad: '👎 Bad' },
};

export const ratingButtons = (ratingId: string, language: Language): MessageButton[] => ratingScores.map((score) => ({ kind: 'reply', id: replyId(`rating_${score}`, ratingId), title: titles[language][score] }));

/** Which question a tap answers and how; null: it is no answer to one. */
export function readRatingTap(id: string): { ratingId: string; score: RatingScore } | null {
  const tap = readReplyId(id);
  const score = ratingScores.find((known) => tap?.action === `rating_${known}`);
  return tap && score ? { ratingId: tap.sendId, score } : null;
}
