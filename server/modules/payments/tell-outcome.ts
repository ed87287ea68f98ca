import { sql } from 'kysely';
import type { App, PaymentOutcome } from '#context';
import type { Tx } from '#platform/database';
import type { LinkRow } from './link-rows.ts';
import { payUrlOf } from './pay-url.ts';
import { listTills } from './tills.ts';

/** Tells those above what a payment came to, in the transaction that wrote it down: it is told exactly if it stands. */
export async function tellOutcome(app: App, tx: Tx, link: LinkRow, paymentId: string | null, news: PaymentOutcome['news']): Promise<void> {
  const { workspaceId, id: linkId, contactId } = link;
  // Another way to pay is only offered where this one failed.
  const tills = news.kind === 'refused' ? await listTills(app, workspaceId, link.currency) : [];
  const own = await readTillName(tx, workspaceId, link.connectionId);
  const payUrl = payUrlOf(app, link);
  await app.receivers.paymentsSettled(app, tx, [{
    workspaceId,
    linkId,
    paymentId,
    cartId: link.cartId,
    contactId,
    conversationId: link.conversationId,
    language: link.language,
    vendorName: app.connectors.payments.get(own)?.name ?? own,
    amountMinor: link.amountMinor,
    currency: link.currency,
    payUrl,
    others: tills.filter((till) => till.connectionId !== link.connectionId).map((till) => ({ name: till.name, url: `${payUrl}?with=${encodeURIComponent(till.connectionId)}` })),
    news,
  }]);
}

async function readTillName(tx: Tx, workspaceId: string, connectionId: string): Promise<string> {
  const { rows } = await sql<{ vendor: string }>`select vendor from connection where workspace_id = ${workspaceId} and id = ${connectionId}`.execute(tx);
  return rows[0]?.vendor ?? '';
}
