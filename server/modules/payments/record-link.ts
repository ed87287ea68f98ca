import { sql } from 'kysely';
import type { App } from '#context';
import { minuteMs } from '#platform/clock';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import type { PaymentLink } from '#ports/payment';
import { lockCart } from './cart-to-pay.ts';
import { closeLinks } from './close-links.ts';
import { writeEntries } from './ledger.ts';
import { lockLink } from './link-rows.ts';
import type { LinkRow } from './link-rows.ts';

/** The first look for news that no webhook brought; later ones come further apart. */
const firstCheckMs = 15 * minuteMs;

/** Writes down what the till made. A link that was overtaken meanwhile stays closed, and the till is told now that its name is known. */
export async function recordOpened(app: App, tx: Tx, asked: LinkRow, made: PaymentLink): Promise<LinkRow> {
  const { workspaceId, id } = asked;
  await lockCart(tx, workspaceId, asked.cartId);
  const link = (await lockLink(tx, workspaceId, id)) ?? asked;
  const expiresAt = made.expiresAt ?? link.expiresAt;
  if (link.state !== 'asked') {
    await sql`update payment_link set provider_key = ${made.providerKey}, url = ${made.url} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
    // Another process may have opened it with the same answer.
    if (link.state === 'closing' || link.state === 'closed') await closeLinks(app, tx, workspaceId, [{ ...link, providerKey: made.providerKey }], null);
    return (await lockLink(tx, workspaceId, id)) ?? link;
  }
  await sql`
    update payment_link set state = 'open', provider_key = ${made.providerKey}, url = ${made.url}, expires_at = ${expiresAt}, next_check_at = ${new Date(app.clock.nowMs() + firstCheckMs)}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  await writeEntries(app, tx, workspaceId, [{ linkId: id, kind: 'link_opened', details: { providerKey: made.providerKey, expiresAt: expiresAt.toISOString() } }]);
  publishAfterCommit(app.live, tx, 'payment', [{ workspaceId, id }]);
  return (await lockLink(tx, workspaceId, id)) ?? link;
}

/** The till said no: nobody can pay with it, and the next wish makes a new one. */
export async function recordRefused(app: App, tx: Tx, asked: LinkRow, problem: string): Promise<void> {
  const { workspaceId, id } = asked;
  const { numAffectedRows } = await sql`
    update payment_link set state = 'failed', problem = ${problem.slice(0, 500)}, settled_at = ${app.clock.now()}, next_check_at = null
    where workspace_id = ${workspaceId} and id = ${id} and state = 'asked'`.execute(tx);
  if (numAffectedRows === 0n) return;
  await writeEntries(app, tx, workspaceId, [{ linkId: id, kind: 'link_failed', actor: 'vendor', details: { problem: problem.slice(0, 300) } }]);
  publishAfterCommit(app.live, tx, 'payment', [{ workspaceId, id }]);
}
