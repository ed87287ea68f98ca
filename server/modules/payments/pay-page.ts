import { languageOf } from '#contract/language';
import type { Language } from '#contract/language';

type Words = Record<'open' | 'paid' | 'back' | 'gone' | 'changed' | 'away' | 'over', { title: string; text: string }>;

/** The few pages of ours that a payer may meet. */
const words: Record<Language, Words> = {
  es: {
    open: { title: 'Pagar tu pedido', text: 'Abre este enlace para pagar.' },
    paid: { title: 'Este pedido ya está pagado', text: 'No hace falta nada más. Los detalles están en tu chat.' },
    back: { title: 'Estamos confirmando tu pago', text: 'En cuanto el medio de pago nos lo confirme, te escribimos en el chat. Ya puedes volver.' },
    gone: { title: 'Algo de tu carrito se agotó', text: 'No cobramos nada. Vuelve al chat y buscamos juntos un reemplazo.' },
    changed: { title: 'Tu carrito cambió', text: 'El precio o los productos ya no son los mismos. Vuelve al chat y pídenos un enlace nuevo.' },
    away: { title: 'El medio de pago no responde', text: 'Inténtalo de nuevo en unos minutos, o escríbenos en el chat.' },
    over: { title: 'Este enlace ya no sirve', text: 'No cobramos nada. Escríbenos en el chat y te ayudamos a pagar.' },
  },
  pt: {
    open: { title: 'Pagar seu pedido', text: 'Abra este link para pagar.' },
    paid: { title: 'Este pedido já está pago', text: 'Não falta mais nada. Os detalhes estão na sua conversa.' },
    back: { title: 'Estamos confirmando seu pagamento', text: 'Assim que o meio de pagamento confirmar, avisamos na conversa. Você já pode voltar.' },
    gone: { title: 'Um item do seu carrinho acabou', text: 'Nada foi cobrado. Volte para a conversa e procuramos juntos outra opção.' },
    changed: { title: 'Seu carrinho mudou', text: 'O preço ou os produtos não são mais os mesmos. Volte para a conversa e peça um link novo.' },
    away: { title: 'O meio de pagamento não responde', text: 'Tente de novo em alguns minutos, ou fale com a gente na conversa.' },
    over: { title: 'Este link não vale mais', text: 'Nada foi cobrado. Fale com a gente na conversa e ajudamos você a pagar.' },
  },
  en: {
    open: { title: 'Pay for your order', text: 'Open this link to pay.' },
    paid: { title: 'This order is already paid', text: 'There is nothing left to do. The details are in your chat.' },
    back: { title: 'We are confirming your payment', text: 'As soon as the payment provider confirms it, we write to you in the chat. You can go back now.' },
    gone: { title: 'Something in your cart sold out', text: 'Nothing was charged. Go back to the chat and we will find another one together.' },
    changed: { title: 'Your cart changed', text: 'The price or the goods are no longer the same. Go back to the chat and ask for a new link.' },
    away: { title: 'The payment provider does not answer', text: 'Try again in a few minutes, or write to us in the chat.' },
    over: { title: 'This link no longer works', text: 'Nothing was charged. Write to us in the chat and we will help you pay.' },
  },
};

/** One small page, readable on any phone, with nothing to load. */
export function drawPayPage(language: string, what: keyof Words): string {
  const lang = languageOf(language) ?? 'en';
  const { title, text } = words[lang][what];
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title>
<style>:root{color-scheme:light dark}body{margin:0;min-height:100dvh;display:grid;place-items:center;font:1.05rem/1.5 system-ui,sans-serif;padding:24px;box-sizing:border-box}main{max-width:26rem;text-align:center}h1{font-size:1.4rem;line-height:1.25;text-wrap:balance}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;
}
