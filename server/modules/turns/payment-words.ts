import type { PaymentOutcome } from '#context';
import { languageOf } from '#contract/language';
import type { Language } from '#contract/language';
import { formatMoney } from '#contract/money';

/** What a shopper is told about a payment: the words, and where the button leads. Null: nothing. */
export interface PaymentWords {
  text: string;
  button: { title: string; url: string } | null;
}

type News = PaymentOutcome['news'];

interface Say {
  receipt(amount: string, order: string): string;
  byHand(amount: string, order: string): string;
  held(amount: string): string;
  paidTwice(amount: string): string;
  refused(hint: string): string;
  others(names: string): string;
  expired: string;
  slip(kind: 'cash' | 'bank_slip' | 'pix', amount: string, until: string | null): string;
  code: string;
  refunded(amount: string): string;
  retry: string;
  seeSlip: string;
  seeOrder: string;
  fresh: string;
  hints: { funds: string; card: string; bank: string };
}

const say: Record<Language, Say> = {
  es: {
    receipt: (amount, order) => `Recibimos tu pago de ${amount}. Tu pedido es el ${order}. Te avisamos por aquí cuando salga.`,
    byHand: (amount, order) => `Recibimos tu pago de ${amount}, gracias. Una persona del equipo está preparando tu pedido; tu comprobante es ${order}.`,
    held: (amount) => `Recibimos tu pago de ${amount}. Antes de preparar el pedido, una persona del equipo tiene que revisar algo y te escribe por aquí.`,
    paidTwice: (amount) => `Nos llegaron dos pagos por el mismo pedido. El segundo, de ${amount}, lo revisa una persona del equipo y te escribe por aquí.`,
    refused: (hint) => `El pago no pasó${hint}. No se cobró nada. Puedes intentarlo otra vez o con otro medio.`,
    others: (names) => `También puedes pagar con ${names}:`,
    expired: 'El enlace de pago se venció y no se cobró nada. Si todavía quieres tu pedido, aquí tienes uno nuevo.',
    slip: (kind, amount, until) => `${kind === 'pix' ? 'Tu código Pix' : 'Tu cupón de pago'} por ${amount} está listo${until ? `. Puedes pagarlo hasta el ${until}` : ''}. En cuanto se acredite te confirmo el pedido.`,
    code: 'Código:',
    refunded: (amount) => `Te devolvimos ${amount}. Según tu banco, puede tardar unos días en verse.`,
    retry: 'Intentar de nuevo',
    seeSlip: 'Ver cupón',
    seeOrder: 'Ver pedido',
    fresh: 'Pagar ahora',
    hints: { funds: ': el banco dice que no hay saldo suficiente', card: ': los datos de la tarjeta no coinciden', bank: ': el banco no lo autorizó' },
  },
  pt: {
    receipt: (amount, order) => `Recebemos seu pagamento de ${amount}. Seu pedido é o ${order}. Avisamos por aqui quando ele sair.`,
    byHand: (amount, order) => `Recebemos seu pagamento de ${amount}, obrigado. Uma pessoa da equipe está preparando seu pedido; seu comprovante é ${order}.`,
    held: (amount) => `Recebemos seu pagamento de ${amount}. Antes de preparar o pedido, uma pessoa da equipe precisa conferir um detalhe e fala com você por aqui.`,
    paidTwice: (amount) => `Chegaram dois pagamentos do mesmo pedido. O segundo, de ${amount}, vai ser conferido por uma pessoa da equipe, que fala com você por aqui.`,
    refused: (hint) => `O pagamento não passou${hint}. Nada foi cobrado. Você pode tentar de novo ou usar outro meio.`,
    others: (names) => `Você também pode pagar com ${names}:`,
    expired: 'O link de pagamento venceu e nada foi cobrado. Se ainda quiser seu pedido, aqui está um novo.',
    slip: (kind, amount, until) => `${kind === 'pix' ? 'Seu código Pix' : kind === 'bank_slip' ? 'Seu boleto' : 'Seu comprovante para pagar'} de ${amount} está pronto${until ? `. Dá para pagar até ${until}` : ''}. Assim que cair, confirmo o pedido.`,
    code: 'Código:',
    refunded: (amount) => `Devolvemos ${amount} para você. Dependendo do banco, pode levar alguns dias para aparecer.`,
    retry: 'Tentar de novo',
    seeSlip: 'Ver boleto',
    seeOrder: 'Ver pedido',
    fresh: 'Pagar agora',
    hints: { funds: ': o banco diz que não há saldo suficiente', card: ': os dados do cartão não conferem', bank: ': o banco não autorizou' },
  },
  en: {
    receipt: (amount, order) => `We received your payment of ${amount}. Your order is ${order}. We will write here when it ships.`,
    byHand: (amount, order) => `We received your payment of ${amount}, thank you. A person of our team is preparing your order; your receipt is ${order}.`,
    held: (amount) => `We received your payment of ${amount}. Before we prepare the order, a person of our team has to check something and will write to you here.`,
    paidTwice: (amount) => `Two payments reached us for the same order. A person of our team is looking into the second one, of ${amount}, and will write to you here.`,
    refused: (hint) => `The payment did not go through${hint}. Nothing was charged. You can try again or pay another way.`,
    others: (names) => `You can also pay with ${names}:`,
    expired: 'The payment link ran out and nothing was charged. If you still want your order, here is a new one.',
    slip: (kind, amount, until) => `${kind === 'pix' ? 'Your Pix code' : 'Your payment slip'} for ${amount} is ready${until ? `. You can pay it until ${until}` : ''}. I will confirm your order as soon as it arrives.`,
    code: 'Code:',
    refunded: (amount) => `We gave you back ${amount}. Depending on your bank it can take a few days to show.`,
    retry: 'Try again',
    seeSlip: 'See slip',
    seeOrder: 'See order',
    fresh: 'Pay now',
    hints: { funds: ': the bank says the balance is too low', card: ': the card details do not match', bank: ': the bank did not authorise it' },
  },
};

/** The one message that belongs to this news. Pure. @param locale of money and dates, such as es-AR. */
export function wordPayment(outcome: PaymentOutcome, locale: string, timeZone: string): PaymentWords | null {
  const language = languageOf(outcome.language) ?? 'en';
  const words = say[language];
  const money = (amountMinor: number, currency = outcome.currency) => formatMoney({ amountMinor, currency }, locale);
  const { news } = outcome;
  switch (news.kind) {
    case 'order_made':
      return { text: words.receipt(money(outcome.amountMinor), news.orderNumber), button: news.statusUrl?.startsWith('https://') ? { title: words.seeOrder, url: news.statusUrl } : null };
    case 'order_by_hand':
      return { text: words.byHand(money(outcome.amountMinor), news.orderNumber), button: null };
    case 'held': {
      const paid = money(news.paidMinor, news.paidCurrency);
      return { text: news.fault === 'paid_twice' ? words.paidTwice(paid) : words.held(paid), button: null };
    }
    case 'refused':
      return { text: [words.refused(hintOf(news.reason, words)), ...offerOthers(outcome, words)].join('\n\n'), button: { title: words.retry, url: outcome.payUrl } };
    case 'expired':
      return { text: words.expired, button: { title: words.fresh, url: outcome.payUrl } };
    case 'pending':
      return wordSlip(news, words, money(outcome.amountMinor), locale, timeZone);
    case 'refunded':
      return { text: words.refunded(money(news.refundedMinor)), button: null };
    default:
      return null;
  }
}

function offerOthers({ others }: PaymentOutcome, words: Say): string[] {
  const [first] = others;
  return first ? [`${words.others(first.name)} ${first.url}`] : [];
}

function wordSlip({ voucher }: Extract<News, { kind: 'pending' }>, words: Say, amount: string, locale: string, timeZone: string): PaymentWords | null {
  if (!voucher) return null;
  const until = voucher.expiresAt ? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone }).format(voucher.expiresAt) : null;
  const text = [words.slip(voucher.kind, amount, until), ...(voucher.code ? [`${words.code} ${voucher.code}`] : [])].join('\n\n');
  return { text, button: voucher.url?.startsWith('http') ? { title: words.seeSlip, url: voucher.url } : null };
}

/** Vendors' words for a refusal that a shopper can do something about. Anything else stays a plain "did not go through". */
function hintOf(reason: string | null, { hints }: Say): string {
  if (!reason) return '';
  if (/insufficient/i.test(reason)) return hints.funds;
  if (/incorrect|invalid|expired_card|bad_filled|security_code|cvc/i.test(reason)) return hints.card;
  return /declin|do_not_honor|call_for_authorize|rejected/i.test(reason) ? hints.bank : '';
}
