import { sql } from 'kysely';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

/** Carts of erased people stay as what was in them; visits to pages go. Blanks links too: they open a checkout that knows the person. Repeatable. */
export async function eraseCartPeople(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  const list = sql`select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)`;
  await sql`
    with locked as (select workspace_id, id from cart where (workspace_id, contact_id) in (${list}) order by id for no key update)
    update cart c set contact_id = null, attributes = '{}', checkout_url = null from locked l where c.workspace_id = l.workspace_id and c.id = l.id`.execute(tx);
  await sql`delete from activity where (workspace_id, contact_id) in (${list})`.execute(tx);
}
