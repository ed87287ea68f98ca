import type { Language } from '#contract/language';

/** The few things the system itself says to a shopper. Written for each language, not translated word by word. */
export const answers = {
  opted_out: {
    es: 'Listo, no te enviaremos más promociones ni recordatorios por aquí. Si necesitas algo de un pedido, puedes escribirnos cuando quieras.',
    pt: 'Pronto, você não vai mais receber promoções nem lembretes por aqui. Se precisar de algo sobre um pedido, é só escrever.',
    en: 'Done, you will get no more promotions or reminders here. If you need anything about an order, just write.',
  },
  opted_in: {
    es: 'Gracias, volverás a recibir nuestros mensajes. Para dejar de recibirlos, responde BAJA.',
    pt: 'Obrigado, você voltará a receber nossas mensagens. Para parar, responda SAIR.',
    en: 'Thank you, you will get our messages again. To stop them, reply STOP.',
  },
} satisfies Record<string, Record<Language, string>>;
