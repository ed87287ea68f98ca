import { sql } from 'kysely';
import type { App } from '#context';
import { findCart } from '#modules/carts';
import { minuteMs } from '#platform/clock';
import type { Tx } from '#platform/database';
import type { LinkRow } from './link-rows.ts';

/** How long a notice keeps reminders back while its payment is looked up; the look takes seconds, and ends it. */
const lookUpHoldMs = 15 * minuteMs;

/** Keeps reminders about these carts back while the payment that a notice named is looked up. The cart rows are locked by the caller. */
export async function holdForLookUp(app: App, tx: Tx, links: Pick<LinkRow, 'workspaceId' | 'id' | 'cartId'>[]): Promise<void> {
  const until = new Date(app.clock.nowMs() + lookUpHoldMs);
  for (const { workspaceId, id } of links) {
    await sql`
      update payment_link set hold_until = greatest(hold_until, ${until}) where workspace_id = ${workspaceId} and id = ${id} and outcome is null`.execute(tx);
  }
  await awaitNoReminder(app, tx, links);
}

/** No reminder of these carts, or of those they were joined into, can still begin once this settled: new claims wait for the cart's lock and then see the hold. */
export async function awaitNoReminder(app: App, tx: Tx, links: Pick<LinkRow, 'workspaceId' | 'cartId'>[]): Promise<void> {
  const carts = [];
  for (const { workspaceId, cartId } of links) {
    const cart = await findCart(tx, workspaceId, cartId);
    carts.push({ workspaceId, cartId }, ...(cart && cart.id !== cartId ? [{ workspaceId, cartId: cart.id }] : []));
  }
  await app.receivers.paymentsAwaited(app, tx, carts);
}
