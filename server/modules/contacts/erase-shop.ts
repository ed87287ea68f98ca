import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { defineJob } from '#platform/jobs';
import { eraseAndTell } from './erase-contact.ts';

const batch = 100;

/**
 * A shop asks, some time after it removed us, that everything of it be forgotten. People known through it alone are erased; people who also
 * wrote to the merchant, or buy at another of its shops, keep what they have there and lose what this shop told. Carts and orders stay as
 * amounts without people; goods, page visits and the connection's secrets go. In small transactions; a repeat goes on where it stopped.
 */
export const eraseShop = defineJob({
  name: 'contacts.erase_shop',
  input: z.object({ requestId: z.uuid() }),
  isLong: true,
  async run(app: App, { workspaceId, input, reportProgress }) {
    const { rows } = await sql<{ connectionId: string; state: string; name: string }>`
      select r.connection_id as "connectionId", c.state, c.name from privacy_request r join connection c on c.workspace_id = r.workspace_id and c.id = r.connection_id
      where r.workspace_id = ${workspaceId} and r.id = ${input.requestId}`.execute(app.db);
    const [shop] = rows;
    if (!shop) return;
    const actor: Actor = { kind: 'system', id: shop.connectionId, name: shop.name, workspaceId, role: 'owner' };
    let people = 0;
    for (;;) {
      const ids = await findOwnPeople(app, workspaceId, shop.connectionId);
      for (const id of ids) await inTransaction(app.db, (tx) => eraseAndTell(app, tx, actor, id, 'shop'));
      people += ids.length;
      await reportProgress({ people });
      if (ids.length < batch) break;
    }
    await forgetShop(app, workspaceId, shop.connectionId);
    await sql`update privacy_request set done_at = ${app.clock.now()} where workspace_id = ${workspaceId} and id = ${input.requestId}`.execute(app.db);
    app.live.publish({ workspaceId, topic: 'privacy_request', id: input.requestId });
  },
});

/** People of this shop who have no conversation, no other shop account, and nothing bought or left elsewhere. */
async function findOwnPeople(app: App, workspaceId: string, connectionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with of_shop as (
      select contact_id from contact_identity where workspace_id = ${workspaceId} and kind in ('shop_customer', 'visitor') and left(value, 36) = ${connectionId}
      union select contact_id from cart where workspace_id = ${workspaceId} and connection_id = ${connectionId} and contact_id is not null
      union select contact_id from shop_order where workspace_id = ${workspaceId} and connection_id = ${connectionId} and contact_id is not null)
    select s.contact_id as id from of_shop s join contact p on p.workspace_id = ${workspaceId} and p.id = s.contact_id and p.erased_at is null
    where not exists (select from conversation v where v.workspace_id = ${workspaceId} and v.contact_id = s.contact_id)
      and not exists (select from contact_identity i where i.workspace_id = ${workspaceId} and i.contact_id = s.contact_id and i.kind = 'shop_customer' and left(i.value, 36) <> ${connectionId})
      and not exists (select from cart c where c.workspace_id = ${workspaceId} and c.contact_id = s.contact_id and c.connection_id <> ${connectionId})
      and not exists (select from shop_order o where o.workspace_id = ${workspaceId} and o.contact_id = s.contact_id and o.connection_id <> ${connectionId})
    order by 1 limit ${batch}`.execute(app.db);
  return rows.map((row) => row.id);
}

/** What the shop itself told. The connection stays closed, as a row that old carts point at. */
async function forgetShop(app: App, workspaceId: string, connectionId: string): Promise<void> {
  const here = sql`workspace_id = ${workspaceId} and connection_id = ${connectionId}`;
  const personal = sql`contact_id = null, attributes = '{}', discount_codes = '{}'`;
  const statements = [
    sql`delete from contact_identity where workspace_id = ${workspaceId} and kind in ('shop_customer', 'visitor') and left(value, 36) = ${connectionId}`,
    sql`update cart set ${personal}, checkout_url = null where ${here}`,
    sql`update shop_order set ${personal}, status_url = null where ${here}`,
    sql`update shipment set tracking_number = null, tracking_url = null where ${here}`,
    sql`delete from activity where ${here}`,
    sql`delete from variant where ${here}`,
    sql`delete from product where ${here}`,
    sql`delete from stock_level where ${here}`,
    sql`delete from inbound_failure where ${here}`,
    sql`delete from inbound_delivery where ${here}`,
    sql`update connection set state = 'closed', settings = '{}', sealed_secrets = null, facts = '{}', health = '{}', account_key = null, updated_at = ${app.clock.now()} where workspace_id = ${workspaceId} and id = ${connectionId}`,
  ];
  await inTransaction(app.db, async (tx) => {
    for (const statement of statements) await statement.execute(tx);
  });
}
