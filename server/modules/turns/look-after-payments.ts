import type { App, IncomingMessage } from '#context';
import { afterCommit } from '#platform/database';
import type { Tx } from '#platform/database';
import { checkPayments } from '#modules/payments';

const paidPattern =
  /(?<!\p{L})(pagu[eé]i?|pagad[oa]|pago (hecho|realizado|listo|feito)|hice el pago|fiz o (pix|pagamento)|j[aá] est[aá] pago|transfer[ií]|transferi|deposit[eé]i?|comprobante|comprovante|recibo|paid|payment (done|made|sent)|transferred|receipt)(?!\p{L})/iu;

/** Does it say, or perhaps show, that something was paid? Pure. */
export function saysPaid({ content }: Pick<IncomingMessage, 'content'>): boolean {
  switch (content.type) {
    case 'text':
      return paidPattern.test(content.text);
    // Pictures of receipts.
    case 'image':
    case 'document':
      return true;
    default:
      return false;
  }
}

/** Who says that they paid is not believed: the till is asked, and what it answers is told as always. */
export async function lookAfterPayments(app: App, tx: Tx, messages: IncomingMessage[]): Promise<void> {
  const people = new Map(messages.filter(saysPaid).map(({ workspaceId, contactId }) => [`${workspaceId} ${contactId}`, { workspaceId, contactId }]));
  for (const person of people.values()) await checkPayments(app, tx, person);
  if (people.size > 0) afterCommit(tx, () => app.poke('jobs'));
}
