import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import { inTransaction } from '#platform/database';
import { defineJob } from '#platform/jobs';
import { gatherExport } from './export-contact.ts';

/** Writes the export that a person asked for beside the request, where the merchant fetches it. A repeat writes it anew. */
export const exportPerson = defineJob({
  name: 'contacts.export_person',
  input: z.object({ requestId: z.uuid() }),
  async run(app: App, { workspaceId, input }) {
    await inTransaction(app.db, async (tx) => {
      const here = sql`workspace_id = ${workspaceId} and id = ${input.requestId}`;
      const { rows } = await sql<{ contactId: string | null; erasedAt: Date | null }>`
        select r.contact_id as "contactId", p.erased_at as "erasedAt" from privacy_request r left join contact p on p.workspace_id = r.workspace_id and p.id = r.contact_id
        where r.workspace_id = ${workspaceId} and r.id = ${input.requestId}`.execute(tx);
      const contactId = rows[0]?.contactId ?? null;
      const result = contactId === null || rows[0]?.erasedAt ? null : await gatherExport(app, tx, workspaceId, contactId);
      await sql`update privacy_request set result = ${result === null ? null : JSON.stringify(result)}::jsonb, done_at = ${app.clock.now()} where ${here}`.execute(tx);
    });
    app.live.publish({ workspaceId, topic: 'privacy_request', id: input.requestId });
  },
});
