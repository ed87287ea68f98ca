import type { Language } from '#contract/language';

/** Other ways to begin, each led by one doubt. The merchant chooses; the shop's own facts are added by hand where they are true. */
export interface Opening {
  id: 'open_question' | 'size' | 'delivery' | 'returns' | 'payment' | 'compare';
  bodies: Record<Language, string>;
}

export const openings: readonly Opening[] = [
  {
    id: 'open_question',
    bodies: {
      es: 'Hola {{first_name}}, te escribo del equipo de {{shop_name}}. Tu carrito con {{cart_summary}} sigue guardado. ¿Quedó alguna duda con el talle, el envío o los cambios? Puedo ayudarte por este chat.',
      pt: 'Oi {{first_name}}, aqui é da equipe da {{shop_name}}. Seu carrinho com {{cart_summary}} continua salvo. Ficou alguma dúvida sobre tamanho, entrega ou troca? Posso ajudar por aqui.',
      en: 'Hi {{first_name}}, this is the team at {{shop_name}}. Your cart with {{cart_summary}} is still saved. Is a question about size, delivery or returns in the way? I can help right here.',
    },
  },
  {
    id: 'size',
    bodies: {
      es: 'Hola {{first_name}}, te escribo de {{shop_name}} por {{item_title}}. Acertar el talle a distancia no siempre es fácil. Con tu altura o tu talle de siempre, puedo ayudarte a elegir.',
      pt: 'Oi {{first_name}}, aqui é da {{shop_name}}, sobre {{item_title}}. Acertar o tamanho de longe nem sempre é fácil. Me diga sua altura ou o tamanho que você usa e eu ajudo a escolher.',
      en: 'Hi {{first_name}}, this is {{shop_name}} about {{item_title}}. Getting the size right from afar can be hard. Tell me your height or usual size and I will help you choose.',
    },
  },
  {
    id: 'delivery',
    bodies: {
      es: 'Hola {{first_name}}, te escribo de {{shop_name}}. Tu carrito con {{cart_summary}} sigue guardado. Con el código postal puedo averiguar cuánto cuesta y cuándo llegaría el envío. ¿Te interesa?',
      pt: 'Oi {{first_name}}, aqui é da {{shop_name}}. Seu carrinho com {{cart_summary}} continua salvo. Com o seu CEP eu vejo o valor e o prazo da entrega. Quer saber?',
      en: 'Hi {{first_name}}, this is {{shop_name}}. Your cart with {{cart_summary}} is still saved. With your postcode I can find out what delivery costs and how long it takes. Shall I?',
    },
  },
  {
    id: 'returns',
    bodies: {
      es: 'Hola {{first_name}}, te escribo de {{shop_name}} por {{item_title}}. Si la duda es qué pasa cuando algo no queda bien, puedo contarte cómo funcionan nuestros cambios antes de la compra.',
      pt: 'Oi {{first_name}}, aqui é da {{shop_name}}, sobre {{item_title}}. Se a dúvida é o que acontece quando algo não serve, posso explicar como funcionam nossas trocas antes da compra.',
      en: 'Hi {{first_name}}, this is {{shop_name}} about {{item_title}}. If you wonder what happens when something does not fit, I can explain how our returns work before you buy.',
    },
  },
  {
    id: 'payment',
    bodies: {
      es: 'Hola {{first_name}}, te escribo de {{shop_name}}. Tu carrito de {{cart_total}} sigue guardado. Si la duda fue con el pago o las cuotas, puedo contarte qué opciones hay.',
      pt: 'Oi {{first_name}}, aqui é da {{shop_name}}. Seu carrinho de {{cart_total}} continua salvo. Se a dúvida foi no pagamento ou no parcelamento, posso contar quais são as opções.',
      en: 'Hi {{first_name}}, this is {{shop_name}}. Your cart of {{cart_total}} is still saved. If paying was the difficulty, I can tell you which ways there are.',
    },
  },
  {
    id: 'compare',
    bodies: {
      es: 'Hola {{first_name}}, te escribo de {{shop_name}}. ¿Entre {{item_title}} y alguna otra opción? Si me llega para qué es, puedo decirte con franqueza cuál conviene más.',
      pt: 'Oi {{first_name}}, aqui é da {{shop_name}}. Está entre {{item_title}} e outra opção? Me conte para que é e eu digo com sinceridade qual combina mais.',
      en: 'Hi {{first_name}}, this is {{shop_name}}. Are you weighing {{item_title}} against something else? Tell me what it is for and I will say honestly which suits you better.',
    },
  },
];

export const openingOf = (id: Opening['id']): Record<Language, string> => (openings.find((opening) => opening.id === id) as Opening).bodies;
