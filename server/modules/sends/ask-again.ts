import { sql } from 'kysely';
import type { App } from '#context';
import { afterCommit, rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';

/**
 * The receiver of marketing opt-outs: what is still planned for these people goes before the gate at once, which refuses it, so that the
 * ledger says why and nothing waits for a time that will not come (P6). Repeatable.
 */
export async function askAgain(app: App, tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    with waiting as (
      select s.workspace_id, s.id from send s
      join jsonb_to_recordset(${rowsOf(people)}) as r("workspaceId" uuid, "contactId" uuid) on s.workspace_id = r."workspaceId" and s.contact_id = r."contactId"
      where s.state = 'planned' and s.purpose = 'marketing' and s.due_at > ${app.clock.now()}
      order by s.id for no key update of s
    )
    update send s set due_at = ${app.clock.now()} from waiting w where s.workspace_id = w.workspace_id and s.id = w.id`.execute(tx);
  afterCommit(tx, () => app.poke('sends'));
}
