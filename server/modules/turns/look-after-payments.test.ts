import { describe, expect, test } from 'vitest';
import { IncomingContent } from '#contract/message-content';
import { saysPaid } from './look-after-payments.ts';

const says = (text: string) => saysPaid({ content: { type: 'text', text } });

describe('who says that they paid', () => {
  test.each(['Ya pagué', 'ya pague recién', 'Listo, te mando el comprobante', 'Hice el pago por Pix', 'Já paguei', 'segue o comprovante', 'fiz o pix agora', 'I just paid', 'transferí 45.000', 'Payment sent!'])('is understood: %s', (text) => {
    expect(says(text)).toBe(true);
  });

  test.each(['¿Cómo pago?', 'quiero pagar con tarjeta', 'no pagues', 'A página não abre', 'does it come repaid?', 'hola'])('and nobody else: %s', (text) => {
    expect(says(text)).toBe(false);
  });

  test('a picture may be a receipt', () => {
    expect(saysPaid({ content: IncomingContent.parse({ type: 'image', media: { mediaId: '7' } }) })).toBe(true);
  });
});
