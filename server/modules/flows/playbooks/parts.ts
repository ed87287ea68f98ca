import type { FlowButton, FlowText } from '#contract/flow-message';
import type { Language } from '#contract/language';

/** What the playbooks' messages share. Spanish without forms that differ between tú and vos. */

/** A way to stop under every message. The words are those that consent understands. */
export const stopFooter: Record<Language, string> = {
  es: 'Para no recibir más mensajes: BAJA',
  pt: 'Para não receber mais mensagens: SAIR',
  en: 'To get no more messages: STOP',
};

/** The cart first, then a person: what most people want, in the two places that every phone shows. */
export const cartAndPerson: Record<Language, FlowButton[]> = {
  es: [
    { kind: 'link', title: 'Ver mi carrito', target: 'cart' },
    { kind: 'reply', title: 'Hablar con alguien', action: 'human' },
  ],
  pt: [
    { kind: 'link', title: 'Ver meu carrinho', target: 'cart' },
    { kind: 'reply', title: 'Falar com alguém', action: 'human' },
  ],
  en: [
    { kind: 'link', title: 'View cart', target: 'cart' },
    { kind: 'reply', title: 'Talk to a person', action: 'human' },
  ],
};

/** The doubts that most often stop a purchase. Where a channel shows fewer buttons, the cart and the person stay. */
export const doubts: Record<Language, FlowButton[]> = {
  es: [
    { kind: 'reply', title: 'Talles y medidas', action: 'sizing' },
    { kind: 'reply', title: 'Envío', action: 'shipping' },
    { kind: 'reply', title: 'Cambios', action: 'returns' },
  ],
  pt: [
    { kind: 'reply', title: 'Tamanhos e medidas', action: 'sizing' },
    { kind: 'reply', title: 'Entrega', action: 'shipping' },
    { kind: 'reply', title: 'Trocas', action: 'returns' },
  ],
  en: [
    { kind: 'reply', title: 'Sizes', action: 'sizing' },
    { kind: 'reply', title: 'Delivery', action: 'shipping' },
    { kind: 'reply', title: 'Returns', action: 'returns' },
  ],
};

/** One text in each language, with the shared way to the cart, to a person and to a stop. */
export function writeTexts(bodies: Record<Language, string>, options: { hasPicture?: boolean; hasDoubts?: boolean } = {}): Record<Language, FlowText> {
  const write = (language: Language): FlowText => ({
    header: { kind: options.hasPicture ? 'cart_image' : 'none' },
    body: bodies[language],
    footer: stopFooter[language],
    buttons: [...cartAndPerson[language], ...(options.hasDoubts ? doubts[language] : [])],
  });
  return { es: write('es'), pt: write('pt'), en: write('en') };
}
