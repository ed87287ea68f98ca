import type { Language } from '#contract/language';

/** The few words that the assistant's answers always have, whoever thinks. Written for each language. */
export const answerWords: Record<
  Language,
  {
    disclosure: string;
    /** Under an answer with buttons, at most 60 characters. */
    wayToPerson: string;
    human: string;
    choose: string;
    options: string;
    confirm: string;
    cancel: string;
    available: string;
    soldOut: string;
    left: (count: number) => string;
    alsoSay: (titles: string) => string;
  }
> = {
  es: {
    disclosure: 'Soy {{name}}, el asistente virtual de {{shop}}. Si prefieres hablar con alguien del equipo, escribe PERSONA.',
    wayToPerson: 'Escribe PERSONA para hablar con el equipo',
    human: 'Hablar con alguien',
    choose: 'Lo quiero',
    options: 'Ver opciones',
    confirm: 'Sí, confirmo',
    cancel: 'No',
    available: 'Disponible',
    soldOut: 'Sin stock',
    left: (count) => (count === 1 ? '1 disponible' : `${count} disponibles`),
    alsoSay: (titles) => `También puedes escribir: ${titles}.`,
  },
  pt: {
    disclosure: 'Sou {{name}}, assistente virtual da {{shop}}. Se preferir falar com alguém da equipe, escreva PESSOA.',
    wayToPerson: 'Escreva PESSOA para falar com a equipe',
    human: 'Falar com alguém',
    choose: 'Quero este',
    options: 'Ver opções',
    confirm: 'Sim, confirmo',
    cancel: 'Não',
    available: 'Disponível',
    soldOut: 'Esgotado',
    left: (count) => (count === 1 ? '1 disponível' : `${count} disponíveis`),
    alsoSay: (titles) => `Você também pode escrever: ${titles}.`,
  },
  en: {
    disclosure: 'I am {{name}}, the virtual assistant of {{shop}}. If you would rather talk to our team, write PERSON.',
    wayToPerson: 'Write PERSON to talk to our team',
    human: 'Talk to someone',
    choose: 'I want this one',
    options: 'See options',
    confirm: 'Yes, go ahead',
    cancel: 'No',
    available: 'In stock',
    soldOut: 'Sold out',
    left: (count) => `${count} in stock`,
    alsoSay: (titles) => `You can also write: ${titles}.`,
  },
};
