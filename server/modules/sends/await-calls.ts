import { sql } from 'kysely';
import type { App } from '#context';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { settleWithinMs } from './dispatch-sends.ts';

const lookEveryMs = 20;

/**
 * Waits until no claimed send of these carts can still begin its call. The caller holds the carts' row locks, so no new claim can be made
 * meanwhile: once this settles and the purchase is acknowledged, no message about the cart begins (P4). Costs one read when none is claimed.
 */
export async function awaitCalls(app: App, tx: Tx, carts: { workspaceId: string; cartId: string }[]): Promise<void> {
  if (carts.length === 0) return;
  const giveUpMs = performance.now() + settleWithinMs;
  for (;;) {
    const { rows } = await sql<{ isBusy: boolean }>`
      select exists (select 1 from jsonb_to_recordset(${rowsOf(carts)}) as r("workspaceId" uuid, "cartId" uuid)
        join send s on s.workspace_id = r."workspaceId" and s.cart_id = r."cartId" and s.state = 'claimed') as "isBusy"`.execute(tx);
    if (!rows[0]?.isBusy || performance.now() >= giveUpMs) return;
    await new Promise((settle) => setTimeout(settle, lookEveryMs));
  }
}
