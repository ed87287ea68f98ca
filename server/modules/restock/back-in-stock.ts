import type { FlowMessage, FlowText } from '#contract/flow-message';
import type { Language } from '#contract/language';

const write = (body: string, look: string, person: string, footer: string): FlowText => ({
  header: { kind: 'cart_image' },
  body,
  footer,
  buttons: [
    { kind: 'link', title: look, target: 'shop' },
    { kind: 'reply', title: person, action: 'human' },
  ],
});

const texts: Record<Language, FlowText> = {
  es: write(
    'Hola {{first_name}}, te escribo de {{shop_name}}. Hay stock otra vez de {{item_title}}, como habíamos quedado en avisar. Es el único mensaje sobre este producto.',
    'Ver producto',
    'Hablar con alguien',
    'Para no recibir más mensajes: BAJA',
  ),
  pt: write(
    'Oi {{first_name}}, aqui é da {{shop_name}}. Voltou ao estoque: {{item_title}}, como você pediu para avisar. Esta é a única mensagem sobre este produto.',
    'Ver produto',
    'Falar com alguém',
    'Para não receber mais mensagens: SAIR',
  ),
  en: write(
    'Hi {{first_name}}, this is {{shop_name}}. You asked us to tell you: {{item_title}} is back in stock. This is the only message about it.',
    'View product',
    'Talk to a person',
    'To get no more messages: STOP',
  ),
};

/** Offers something to buy, so channels and laws take it as marketing, although it was asked for. */
export const backInStock: FlowMessage = { key: 'back_in_stock', purpose: 'marketing', texts };
