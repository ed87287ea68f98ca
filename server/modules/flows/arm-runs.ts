import type { App, CartChange } from '#context';
import type { Tx } from '#platform/database';
import { abandonedAtMs, chooseFlow } from './choose-flow.ts';
import type { RunFacts } from './conditions.ts';
import { endBoughtRuns } from './exit-runs.ts';
import { armRuns, readActiveFlows } from './flow-queries.ts';
import type { ArmRow } from './flow-queries.ts';

/** The receiver of cart news: whatever lives gets its timer moved, whatever was bought ends its case. */
export async function onCartsChanged(app: App, tx: Tx, changes: CartChange[]): Promise<void> {
  const open = changes.filter((cart) => cart.state === 'open' && cart.itemCount > 0);
  const flows = await readActiveFlows(app.db, tx, open.map((cart) => cart.workspaceId));
  const rows = open.flatMap((cart): ArmRow[] => {
    const lanes = Map.groupBy(flows.get(cart.workspaceId) ?? [], (flow) => flow.lane);
    return [...lanes].flatMap(([lane, candidates]) => {
      const flow = chooseFlow(candidates, factsOf(cart), 'cart_moved');
      if (!flow || cart.activityAt.getTime() < flow.activatedAtMs) return [];
      return [{
        workspaceId: cart.workspaceId,
        id: app.ids.next(),
        flowId: flow.id,
        flowVersion: flow.version,
        lane,
        cartId: cart.cartId,
        contactId: cart.contactId,
        dueAt: new Date(abandonedAtMs(flow, cart.activityAt.getTime())).toISOString(),
      }];
    });
  });
  if (rows.length > 0) await armRuns(tx, rows, app.clock.now());
  const bought = changes.filter((cart) => cart.state === 'completed');
  if (bought.length > 0) await endBoughtRuns(app, tx, bought.map((cart) => ({ workspaceId: cart.workspaceId, cartIds: [cart.cartId], contactId: null, orderId: null, placedAt: app.clock.now() })));
}

function factsOf(cart: CartChange): RunFacts {
  return {
    cart: { state: cart.state, itemCount: cart.itemCount, totalMinor: cart.totalMinor, currency: cart.currency, checkoutReached: cart.checkoutReached, activityAtMs: cart.activityAt.getTime() },
    contact: null,
    run: { replied: false, clicked: false, messagesSent: 0 },
  };
}
