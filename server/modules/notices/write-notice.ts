import type { Language } from '#contract/language';
import type { PushPayload } from '#contract/notice';

type Kind = PushPayload['kind'];

/** What a notice says without naming anybody. */
const texts: Record<Language, Record<Kind, string>> = {
  es: { assigned: 'Te asignaron una conversación.', mentioned: 'Te nombraron en una nota.', urgent: 'Alguien espera con urgencia.', written: 'Hay un mensaje nuevo en una conversación tuya.', rated_bad: 'Alguien calificó mal la ayuda.', test: 'Así llegan los avisos.' },
  pt: { assigned: 'Uma conversa foi passada para você.', mentioned: 'Mencionaram você em uma nota.', urgent: 'Alguém espera com urgência.', written: 'Chegou mensagem em uma conversa sua.', rated_bad: 'Alguém avaliou mal o atendimento.', test: 'É assim que os avisos chegam.' },
  en: { assigned: 'A conversation was given to you.', mentioned: 'A note names you.', urgent: 'Somebody is waiting urgently.', written: 'There is a new message in a conversation of yours.', rated_bad: 'Somebody rated the help as bad.', test: 'This is how notices arrive.' },
};

/** Longer texts are cut by every phone. */
const longest = 140;

/** Title and words of a notice. Names and words of shoppers only when they are given: the member asked for them. */
export function writeNotice(kind: Kind, language: Language, facts: { shop: string; contactName?: string | null; preview?: string | null }): Pick<PushPayload, 'title' | 'text'> {
  const words = texts[language][kind];
  const hasWords = kind === 'written' && facts.preview && !/^\[\w+\]$/.test(facts.preview);
  return { title: facts.contactName ?? facts.shop, text: hasWords ? (facts.preview ?? words).slice(0, longest) : words };
}
