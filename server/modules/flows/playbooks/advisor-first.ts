import type { FlowDefinition } from '#contract/flow';
import { dayMs, hourMs } from '#platform/clock';

/**
 * Advisor-first cart rescue: one hour after something was added and left, a helper asks whether a doubt is in the way. No discount, no
 * hurry. The shopper looks at the cart, talks to a person, or stops the messages.
 */
export const advisorFirst: FlowDefinition = {
  version: 1,
  trigger: { type: 'cart_abandoned', after: 'cart', delayMs: hourMs },
  entry: [],
  start: 'first_message',
  nodes: {
    first_message: { type: 'send', message: 'rescue_help', next: 'done' },
    done: { type: 'end' },
  },
  messages: [
    {
      key: 'rescue_help',
      purpose: 'marketing',
      texts: {
        es: {
          header: { kind: 'cart_image' },
          body: 'Hola {{first_name}}, soy del equipo de {{shop_name}}. Vi que te interesó {{cart_summary}} y lo guardé para ti. Si te quedó una duda con el talle, el envío o los cambios, dime y te ayudo.',
          footer: 'Responde BAJA para no recibir más',
          buttons: [
            { kind: 'link', title: 'Ver mi carrito', target: 'cart' },
            { kind: 'reply', title: 'Hablar con alguien', action: 'human' },
          ],
        },
        pt: {
          header: { kind: 'cart_image' },
          body: 'Oi {{first_name}}, aqui é da equipe da {{shop_name}}. Vi que você gostou de {{cart_summary}} e deixei guardado. Ficou alguma dúvida sobre tamanho, entrega ou troca? É só me dizer que eu ajudo.',
          footer: 'Responda SAIR para não receber mais',
          buttons: [
            { kind: 'link', title: 'Ver meu carrinho', target: 'cart' },
            { kind: 'reply', title: 'Falar com alguém', action: 'human' },
          ],
        },
        en: {
          header: { kind: 'cart_image' },
          body: 'Hi {{first_name}}, this is the team at {{shop_name}}. You had your eye on {{cart_summary}}, so I kept it for you. If a question about size, delivery or returns is in the way, just ask and I will help.',
          footer: 'Reply STOP to get no more of these',
          buttons: [
            { kind: 'link', title: 'View cart', target: 'cart' },
            { kind: 'reply', title: 'Talk to a person', action: 'human' },
          ],
        },
      },
    },
  ],
  exits: { onReply: 'handover' },
  limits: { boughtWithinMs: dayMs, capMs: 3 * dayMs, maxLatenessMs: 6 * hourMs, maxMessages: 1 },
  holdoutShare: 0.1,
  goal: { withinMs: 3 * dayMs },
};
