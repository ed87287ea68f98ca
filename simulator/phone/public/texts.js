const TEXTS = {
  es: {
    phone: 'Teléfono', phoneOf: 'Teléfono de', chats: 'Chats', newPerson: 'Agregar persona', noMessages: 'Todavía no hay mensajes', pick: 'Elegir un chat para empezar',
    write: 'Escribir un mensaje', send: 'Enviar', attach: 'Adjuntar', voice: 'Enviar nota de voz', back: 'Volver', close: 'Cerrar', more: 'Más opciones', today: 'Hoy', yesterday: 'Ayer',
    photo: 'Foto de prueba', file: 'Archivo de este equipo', location: 'Ubicación', ad: 'Llegar desde un anuncio', video: 'Video', audio: 'Audio', document: 'Documento', sticker: 'Sticker', contact: 'Contacto', contacts: 'Contacto', image: 'Foto',
    block: 'Bloquear negocio', unblock: 'Desbloquear', stop: 'Dejar de recibir promociones', resume: 'Volver a recibir promociones', blocked: 'Bloqueaste este negocio.', stopped: 'Sus promociones ya no llegan.',
    react: 'Reaccionar', reply: 'Responder', options: 'Ver opciones', chosen: 'Elegir', openLink: 'Abre en otra pestaña', copied: 'Código copiado', typing: 'escribiendo…', you: 'Yo', business: 'Empresa',
    time: 'Hora de la simulación', pass10: '10 min', pass60: '1 hora', passDay: '1 día', passed: 'Reloj adelantado: {0}.', productStays: 'El producto no adelantó su reloj.', adReady: 'El próximo mensaje llega desde el anuncio', name: 'Nombre', number: 'Teléfono con código de país', username: 'Usuario (si oculta el teléfono)',
    add: 'Agregar', use: 'Usar en el próximo mensaje', headline: 'Título del anuncio', adText: 'Texto', adId: 'Id del anuncio', clickId: 'Id del clic', newMessage: 'Mensaje nuevo para {0}', shareLocation: 'Enviar ubicación', shareContact: 'Compartir mi contacto', sent: 'enviado', delivered: 'entregado', read: 'leído', played: 'escuchado', hidden: 'número oculto',
    failed: 'No se pudo enviar: {0}', switchPerson: 'Cambiar de persona', language: 'Idioma', unread: '{0} sin leer', fromApp: 'Escrito por una persona', adBadge: 'Llegó por un anuncio', tip: 'Lo que {0} escriba aquí le llega de verdad al negocio.',
  },
  pt: {
    phone: 'Telefone', phoneOf: 'Telefone de', chats: 'Conversas', newPerson: 'Adicionar pessoa', noMessages: 'Ainda não há mensagens', pick: 'Escolha uma conversa para começar',
    write: 'Escreva uma mensagem', send: 'Enviar', attach: 'Anexar', voice: 'Enviar mensagem de voz', back: 'Voltar', close: 'Fechar', more: 'Mais opções', today: 'Hoje', yesterday: 'Ontem',
    photo: 'Foto de teste', file: 'Arquivo deste computador', location: 'Localização', ad: 'Chegar por um anúncio', video: 'Vídeo', audio: 'Áudio', document: 'Documento', sticker: 'Figurinha', contact: 'Contato', contacts: 'Contato', image: 'Foto',
    block: 'Bloquear empresa', unblock: 'Desbloquear', stop: 'Parar de receber promoções', resume: 'Voltar a receber promoções', blocked: 'Você bloqueou esta empresa.', stopped: 'Você não recebe mais promoções.',
    react: 'Reagir', reply: 'Responder', options: 'Ver opções', chosen: 'Escolher', openLink: 'Abre em outra aba', copied: 'Código copiado', typing: 'digitando…', you: 'Eu', business: 'Empresa',
    time: 'Hora da simulação', pass10: '10 min', pass60: '1 hora', passDay: '1 dia', passed: 'Relógio adiantado: {0}.', productStays: 'O produto não adiantou o relógio.', adReady: 'A próxima mensagem chega pelo anúncio', name: 'Nome', number: 'Telefone com código do país', username: 'Usuário (se oculta o telefone)',
    add: 'Adicionar', use: 'Usar na próxima mensagem', headline: 'Título do anúncio', adText: 'Texto', adId: 'Id do anúncio', clickId: 'Id do clique', newMessage: 'Mensagem nova para {0}', shareLocation: 'Enviar localização', shareContact: 'Compartilhar meu contato', sent: 'enviada', delivered: 'entregue', read: 'lida', played: 'ouvida', hidden: 'número oculto',
    failed: 'Não foi possível enviar: {0}', switchPerson: 'Trocar de pessoa', language: 'Idioma', unread: '{0} não lidas', fromApp: 'Escrita por uma pessoa', adBadge: 'Chegou por um anúncio', tip: 'O que {0} escrever aqui chega de verdade à empresa.',
  },
  en: {
    phone: 'Phone', phoneOf: 'Phone of', chats: 'Chats', newPerson: 'Add a person', noMessages: 'No messages yet', pick: 'Choose a chat to begin',
    write: 'Write a message', send: 'Send', attach: 'Attach', voice: 'Send a voice note', back: 'Back', close: 'Close', more: 'More options', today: 'Today', yesterday: 'Yesterday',
    photo: 'Test photo', file: 'File from this computer', location: 'Location', ad: 'Come through an ad', video: 'Video', audio: 'Audio', document: 'Document', sticker: 'Sticker', contact: 'Contact', contacts: 'Contact', image: 'Photo',
    block: 'Block business', unblock: 'Unblock', stop: 'Stop promotions', resume: 'Receive promotions again', blocked: 'You blocked this business.', stopped: 'You no longer receive its promotions.',
    react: 'React', reply: 'Reply', options: 'See options', chosen: 'Choose', openLink: 'Opens in another tab', copied: 'Code copied', typing: 'typing…', you: 'You', business: 'Business',
    time: 'Simulation time', pass10: '10 min', pass60: '1 hour', passDay: '1 day', passed: 'Clock moved on: {0}.', productStays: 'The product did not move its clock.', adReady: 'The next message comes through the ad', name: 'Name', number: 'Phone with country code', username: 'Username (if the phone is hidden)',
    add: 'Add', use: 'Use with the next message', headline: 'Headline of the ad', adText: 'Text', adId: 'Ad id', clickId: 'Click id', newMessage: 'New message for {0}', shareLocation: 'Send location', shareContact: 'Share my contact', sent: 'sent', delivered: 'delivered', read: 'read', played: 'played', hidden: 'number hidden',
    failed: 'Could not send: {0}', switchPerson: 'Switch person', language: 'Language', unread: '{0} unread', fromApp: 'Written by a person', adBadge: 'Came through an ad', tip: 'What {0} writes here really reaches the business.',
  },
};

const saved = localStorage.getItem('phone.language');
const spoken = (saved ?? navigator.language).slice(0, 2);
export const language = spoken in TEXTS ? spoken : 'es';
export const languages = Object.keys(TEXTS);
document.documentElement.lang = language;

export function chooseLanguage(chosen) {
  localStorage.setItem('phone.language', chosen);
  location.reload();
}

/** The text in the reader's language, `{0}` replaced. */
export const t = (key, ...values) => TEXTS[language][key].replace(/\{(\d)\}/g, (_whole, index) => values[index] ?? '');

export const clockTime = (at) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);

/** Parts, so that a narrow screen can leave out the day of the week. */
export const stageTime = (at) =>
  new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).formatToParts(at);

const dayOf = (at) => new Date(at).toDateString();

/** Today, yesterday or a date; `now` is the world's time. */
export function dayName(at, now) {
  if (dayOf(at) === dayOf(now)) return t('today');
  if (dayOf(at) === dayOf(now - 86_400_000)) return t('yesterday');
  return new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

export const shortWhen = (at, now) =>
  dayOf(at) === dayOf(now) ? clockTime(at) : new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }).format(at);
