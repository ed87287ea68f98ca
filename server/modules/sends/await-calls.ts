import { sql } from 'kysely';
import type { App } from '#context';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { lockPeople } from './claim-queries.ts';
import { settleWithinMs } from './dispatch-sends.ts';

const lookEveryMs = 20;

/**
 * Waits until no claimed send of these carts can still begin its call. The caller holds the carts' row locks, so no new claim can be made
 * meanwhile: once this settles and the purchase is acknowledged, no message about the cart begins (P4). Costs one read when none is claimed.
 */
export async function awaitCalls(app: App, tx: Tx, carts: { workspaceId: string; cartId: string }[]): Promise<void> {
  if (carts.length === 0) return;
  await untilNone(async () => {
    const { rows } = await sql<{ isBusy: boolean }>`
      select exists (select 1 from jsonb_to_recordset(${rowsOf(carts)}) as r("workspaceId" uuid, "cartId" uuid)
        join send s on s.workspace_id = r."workspaceId" and s.cart_id = r."cartId" and s.state = 'claimed') as "isBusy"`.execute(tx);
    return rows[0]?.isBusy ?? false;
  });
}

/**
 * The same for people who want no more marketing: no new claim for them is made until the caller's transaction ends, and once this settles
 * none of the earlier ones can still begin its call (P6).
 */
export async function awaitMarketingCalls(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  await lockPeople(tx, people);
  await untilNone(async () => {
    const { rows } = await sql<{ isBusy: boolean }>`
      select exists (select 1 from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)
        join send s on s.workspace_id = r."workspaceId" and s.contact_id = r."contactId" and s.state = 'claimed' and s.purpose = 'marketing') as "isBusy"`.execute(tx);
    return rows[0]?.isBusy ?? false;
  });
}

async function untilNone(isBusy: () => Promise<boolean>): Promise<void> {
  const giveUpMs = performance.now() + settleWithinMs;
  while ((await isBusy()) && performance.now() < giveUpMs) await new Promise((settle) => setTimeout(settle, lookEveryMs));
}
