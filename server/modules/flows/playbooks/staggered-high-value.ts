import type { FlowDefinition } from '#contract/flow';
import { currencyExponent } from '#contract/money';
import { dayMs, hourMs } from '#platform/clock';
import { writeTexts } from './parts.ts';

/** From which total a cart counts as one of high value, in whole units. A beginning; the merchant knows better. */
const highValue: Record<string, number> = { ARS: 250_000, BRL: 1_000, MXN: 4_000, COP: 800_000, CLP: 180_000, PEN: 700, UYU: 8_000, USD: 200, EUR: 200 };

/** The threshold in minor units; for a currency without a figure, that of 200 dollars counted one to one. */
export const highValueMinorOf = (currency: string): number => (highValue[currency] ?? 200) * 10 ** currencyExponent(currency);

/**
 * For carts of high value: three contacts, a day and more apart, each with something new. A reminder with the product, what another customer
 * said (the merchant writes it: nothing is invented), and for half of the people a code, for the other half the same hand held out
 * without one, so that the discount's worth can be seen. Anybody who answers leaves the steps.
 */
export function staggeredHighValue(currency: string): FlowDefinition {
  return {
    version: 1,
    trigger: { type: 'cart_abandoned', after: 'cart', delayMs: hourMs },
    entry: [
      { field: 'cart.currency', is: 'equal', value: currency },
      { field: 'cart.totalMinor', is: 'at_least', value: highValueMinorOf(currency) },
    ],
    start: 'reminder',
    nodes: {
      reminder: { type: 'send', message: 'value_reminder', next: 'first_pause' },
      first_pause: { type: 'wait', durationMs: 25 * hourMs, next: 'proof' },
      proof: { type: 'send', message: 'value_proof', next: 'second_pause' },
      second_pause: { type: 'wait', durationMs: 2 * dayMs, next: 'offer' },
      offer: {
        type: 'split',
        arms: [
          { key: 'with_code', share: 50, next: 'code' },
          { key: 'without_code', share: 50, next: 'last_hand' },
        ],
      },
      code: { type: 'create_discount', offer: { kind: 'percent', percent: 10 }, validForMs: 3 * dayMs, next: 'benefit', otherwise: 'last_hand' },
      benefit: { type: 'send', message: 'value_benefit', next: 'done' },
      last_hand: { type: 'send', message: 'value_last_hand', next: 'done' },
      done: { type: 'end' },
    },
    messages: [
      {
        key: 'value_reminder',
        purpose: 'marketing',
        texts: writeTexts(
          {
            es: 'Hola {{first_name}}, te escribo del equipo de {{shop_name}}. Tu carrito de {{cart_total}} sigue guardado: {{cart_summary}}. Una compra así merece pensarse. Si falta algún dato para decidir, puedo buscarlo.',
            pt: 'Oi {{first_name}}, aqui é da equipe da {{shop_name}}. Seu carrinho de {{cart_total}} continua salvo: {{cart_summary}}. Uma compra assim merece ser pensada. Se faltar alguma informação, posso buscar.',
            en: 'Hi {{first_name}}, this is the team at {{shop_name}}. Your cart of {{cart_total}} is still saved: {{cart_summary}}. A purchase like this deserves thought. If you miss a detail, I can look it up.',
          },
          { hasPicture: true, hasDoubts: true },
        ),
      },
      {
        key: 'value_proof',
        purpose: 'marketing',
        texts: writeTexts({
          es: 'Hola {{first_name}}, sobre {{item_title}}: esto nos contó alguien que ya lo tiene. [[Una frase real de una reseña, con nombre, o el enlace a un video]] Con gusto respondo lo que haga falta.',
          pt: 'Oi {{first_name}}, sobre {{item_title}}: olha o que nos contou quem já comprou. [[Uma frase real de uma avaliação, com nome, ou o link de um vídeo]] Respondo com prazer o que precisar.',
          en: 'Hi {{first_name}}, about {{item_title}}: this is what somebody who owns it told us. [[A real line from a review, with the name, or the link to a video]] I am glad to answer anything.',
        }),
      },
      {
        key: 'value_benefit',
        purpose: 'marketing',
        texts: writeTexts({
          es: 'Hola {{first_name}}, tu carrito en {{shop_name}} sigue guardado. Si ayuda a decidir, el código {{discount_code}} da un 10 % de descuento en una compra, durante tres días. El botón del carrito ya lo aplica.',
          pt: 'Oi {{first_name}}, seu carrinho na {{shop_name}} continua salvo. Se ajudar na decisão, o código {{discount_code}} dá 10% de desconto em uma compra, por três dias. O botão do carrinho já aplica.',
          en: 'Hi {{first_name}}, your cart at {{shop_name}} is still saved. If it helps you decide, the code {{discount_code}} takes 10% off one purchase for three days. The cart button applies it for you.',
        }),
      },
      {
        key: 'value_last_hand',
        purpose: 'marketing',
        texts: writeTexts({
          es: 'Hola {{first_name}}, tu carrito en {{shop_name}} sigue guardado y este es mi último mensaje al respecto. Si quedó una duda con {{item_title}}, por aquí responde una persona.',
          pt: 'Oi {{first_name}}, seu carrinho na {{shop_name}} continua salvo e esta é minha última mensagem sobre ele. Se ficou uma dúvida sobre {{item_title}}, aqui uma pessoa responde.',
          en: 'Hi {{first_name}}, your cart at {{shop_name}} is still saved, and this is my last message about it. If a question about {{item_title}} is left, a person answers here.',
        }),
      },
    ],
    exits: { onReply: 'handover' },
    limits: { boughtWithinMs: dayMs, capMs: 14 * dayMs, maxLatenessMs: 18 * hourMs, maxMessages: 3, discounts: { maxPercent: 15, maxPerDay: 20 } },
    holdoutShare: 0.1,
    goal: { withinMs: 3 * dayMs },
  };
}
