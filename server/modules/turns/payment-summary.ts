import type { PaymentOutcome } from '#context';
import type { Language } from '#contract/language';
import { formatMoney } from '#contract/money';
import type { PaymentFault } from '#contract/payment';

interface Say {
  faults: Record<PaymentFault, (paid: string, wanted: string) => string>;
  /** Ends each of them. */
  decide: string;
  enter(paid: string, order: string, why: string): string;
  refusals(times: number, wanted: string, reason: string): string;
}

/** For whoever takes the conversation: what happened to the money and what has to be decided. */
const say: Record<Language, Say> = {
  es: {
    faults: {
      amount_differs: (paid, wanted) => `Pagó ${paid} por un enlace de ${wanted}.`,
      paid_twice: (paid) => `Pagó dos veces el mismo carrito; el segundo pago es de ${paid}.`,
      bought_elsewhere: (paid) => `Pagó ${paid} por un carrito que ya había comprado en la tienda.`,
      cart_changed: (paid) => `Pagó ${paid} con un enlace de una versión anterior del carrito.`,
      out_of_stock: (paid) => `Pagó ${paid} y algo de su carrito se agotó entretanto.`,
    },
    decide: 'No se creó ningún pedido: decide en Pagos si se devuelve el dinero o se hace el pedido.',
    enter: (paid, order, why) => `Pagó ${paid}. La tienda no recibió el pedido (${why}): cárgalo a mano. El comprobante del cliente es ${order}.`,
    refusals: (times, wanted, reason) => `El pago de ${wanted} fue rechazado ${times} veces${reason ? ` (${reason})` : ''}.`,
  },
  pt: {
    faults: {
      amount_differs: (paid, wanted) => `Pagou ${paid} por um link de ${wanted}.`,
      paid_twice: (paid) => `Pagou duas vezes o mesmo carrinho; o segundo pagamento é de ${paid}.`,
      bought_elsewhere: (paid) => `Pagou ${paid} por um carrinho que já tinha comprado na loja.`,
      cart_changed: (paid) => `Pagou ${paid} com um link de uma versão anterior do carrinho.`,
      out_of_stock: (paid) => `Pagou ${paid} e um item do carrinho acabou nesse meio-tempo.`,
    },
    decide: 'Nenhum pedido foi criado: decida em Pagamentos se o dinheiro volta ou se o pedido é feito.',
    enter: (paid, order, why) => `Pagou ${paid}. A loja não recebeu o pedido (${why}): lance à mão. O comprovante do cliente é ${order}.`,
    refusals: (times, wanted, reason) => `O pagamento de ${wanted} foi recusado ${times} vezes${reason ? ` (${reason})` : ''}.`,
  },
  en: {
    faults: {
      amount_differs: (paid, wanted) => `Paid ${paid} with a link for ${wanted}.`,
      paid_twice: (paid) => `Paid the same cart twice; the second payment is of ${paid}.`,
      bought_elsewhere: (paid) => `Paid ${paid} for a cart that was already bought in the shop.`,
      cart_changed: (paid) => `Paid ${paid} with a link for an earlier version of the cart.`,
      out_of_stock: (paid) => `Paid ${paid}, and something in the cart sold out meanwhile.`,
    },
    decide: 'No order was made: decide in Payments whether the money goes back or the order is made.',
    enter: (paid, order, why) => `Paid ${paid}. The shop did not take the order (${why}): enter it by hand. The shopper’s receipt is ${order}.`,
    refusals: (times, wanted, reason) => `The payment of ${wanted} was refused ${times} times${reason ? ` (${reason})` : ''}.`,
  },
};

/** '' when there is nothing to decide. Pure. */
export function summarizePayment({ news, amountMinor, currency }: PaymentOutcome, language: Language, locale: string): string {
  const words = say[language];
  const wanted = formatMoney({ amountMinor, currency }, locale);
  switch (news.kind) {
    case 'held':
      return `${words.faults[news.fault](formatMoney({ amountMinor: news.paidMinor, currency: news.paidCurrency }, locale), wanted)} ${words.decide}`;
    case 'order_by_hand':
      return words.enter(wanted, news.orderNumber, news.why);
    case 'refused':
      return words.refusals(news.times, wanted, news.reason ?? '');
    default:
      return '';
  }
}
