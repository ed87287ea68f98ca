import { sql } from 'kysely';
import { keptConversation } from '#modules/contacts';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';

type Merge = { workspaceId: string; keptId: string; mergedId: string };

export async function repointPaymentContacts(tx: Tx, merges: Merge[]): Promise<void> {
  for (const merge of merges) {
    await sql`update payment_link set contact_id = ${merge.keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${merge.workspaceId} and contact_id = ${merge.mergedId}`.execute(tx);
  }
}

/** Payments of erased people stay as amounts, for the books; who paid goes, and with it slips that carry a name. Repeatable. */
export async function erasePaymentPeople(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  const list = sql`select r."workspaceId", r."contactId" from jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid)`;
  await sql`
    update payment p set payer = '{}', voucher = null from payment_link l
    where (l.workspace_id, l.contact_id) in (${list}) and p.workspace_id = l.workspace_id and p.link_id = l.id`.execute(tx);
  await sql`
    with locked as (select workspace_id, id from payment_link where (workspace_id, contact_id) in (${list}) order by id for no key update)
    update payment_link l set contact_id = null, conversation_id = null, payer = '{}' from locked k where l.workspace_id = k.workspace_id and l.id = k.id`.execute(tx);
}
