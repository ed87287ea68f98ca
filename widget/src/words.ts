export type Language = 'es' | 'pt' | 'en';

const es = {
  open: 'Abrir el chat', close: 'Cerrar el chat', placeholder: 'Escribe tu mensaje', send: 'Enviar', hello: '¿En qué te ayudo?', you: 'Tú', assistant: 'Asistente', shop: 'La tienda',
  hello2: 'Responde un asistente digital. Si prefieres una persona, solo pídelo.', whatsapp: 'Seguir por WhatsApp', typing: 'Escribiendo…', failed: 'No se pudo enviar. Toca para probar de nuevo.',
  help: 'Hola, ¿tienes alguna duda sobre este producto? Te ayudo con talles, envíos o cambios.', person: 'Te atiende una persona', dismiss: 'Ahora no', messages: 'Conversación', newMessage: 'Mensaje nuevo',
};
export type Words = typeof es;

const pt: Words = {
  open: 'Abrir o chat', close: 'Fechar o chat', placeholder: 'Escreva sua mensagem', send: 'Enviar', hello: 'Como posso ajudar?', you: 'Você', assistant: 'Assistente', shop: 'A loja',
  hello2: 'Quem responde é um assistente digital. Se preferir uma pessoa, é só pedir.', whatsapp: 'Continuar no WhatsApp', typing: 'Digitando…', failed: 'Não foi enviado. Toque para tentar de novo.',
  help: 'Oi, ficou com alguma dúvida sobre este produto? Ajudo com tamanhos, entrega ou trocas.', person: 'Uma pessoa está atendendo você', dismiss: 'Agora não', messages: 'Conversa', newMessage: 'Nova mensagem',
};

const en: Words = {
  open: 'Open the chat', close: 'Close the chat', placeholder: 'Write a message', send: 'Send', hello: 'How can I help?', you: 'You', assistant: 'Assistant', shop: 'The shop',
  hello2: 'A digital assistant answers. If you would rather have a person, just ask.', whatsapp: 'Go on in WhatsApp', typing: 'Writing…', failed: 'Not sent. Tap to try again.',
  help: 'Hello, any question about this product? I can help with sizes, delivery or exchanges.', person: 'A person is with you', dismiss: 'Not now', messages: 'Conversation', newMessage: 'New message',
};

export const wordsOf = (language: Language): Words => ({ es, pt, en })[language];

/** The page's language when we speak it, else the shop's. */
export function chooseLanguage(fallback: Language): Language {
  const page = document.documentElement.lang.slice(0, 2).toLowerCase();
  return page === 'es' || page === 'pt' || page === 'en' ? page : fallback;
}
