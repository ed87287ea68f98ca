import { sql } from 'kysely';
import type { PaymentEntryKind } from '#contract/payment';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { storableJson } from '#platform/database';

export interface Entry {
  linkId: string;
  paymentId?: string | null;
  kind: PaymentEntryKind;
  /** "system", "vendor", or a member's name. */
  actor?: string;
  details?: Record<string, string | number | boolean | null>;
}

/** Writes lines into the ledger, in the order given; nothing in it is ever changed. */
export async function writeEntries(app: App, tx: Tx, workspaceId: string, entries: Entry[]): Promise<void> {
  for (const { linkId, paymentId = null, kind, actor = 'system', details = {} } of entries) {
    await sql`
      insert into payment_entry (workspace_id, id, link_id, payment_id, at, kind, actor, details)
      values (${workspaceId}, ${app.ids.next()}, ${linkId}, ${paymentId}, ${app.clock.now()}, ${kind}, ${actor}, ${storableJson(details)}::jsonb)`.execute(tx);
  }
}
