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
  join_question: {
    es: 'Recibimos un código para unir este chat con una conversación abierta en la página de la tienda. Si aceptas, desde esa página se podrán ver tu carrito y tus pedidos. ¿La abriste tú?',
    pt: 'Recebemos um código para juntar este chat a uma conversa aberta na página da loja. Se você aceitar, será possível ver seu carrinho e seus pedidos por essa página. Foi você que abriu?',
    en: 'We got a code to join this chat with a conversation that is open on the shop’s page. If you agree, your cart and your orders can be seen from that page. Was it you who opened it?',
  },
  joined: {
    es: 'Listo, seguimos por aquí con lo que hablamos en la página. ¿En qué te ayudamos?',
    pt: 'Pronto, seguimos por aqui com o que conversamos na página. Como podemos ajudar?',
    en: 'Done, we go on here with what we spoke about on the page. How can we help?',
  },
  kept_apart: {
    es: 'Gracias por avisar. No unimos nada. Si necesitas algo, escríbenos por aquí.',
    pt: 'Obrigado por avisar. Não juntamos nada. Se precisar de algo, escreva por aqui.',
    en: 'Thank you for telling us. Nothing was joined. If you need anything, write to us here.',
  },
  code_expired: {
    es: 'Ese código ya no vale. Para seguir por aquí, abre otra vez el chat de la página y elige WhatsApp.',
    pt: 'Esse código não vale mais. Para continuar por aqui, abra de novo o chat da página e escolha WhatsApp.',
    en: 'That code no longer counts. To go on here, open the chat on the page again and choose WhatsApp.',
  },
} satisfies Record<string, Record<Language, string>>;
