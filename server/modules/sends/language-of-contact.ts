import { sql } from 'kysely';
import type { App } from '#context';
import { languageOf } from '#contract/language';
import type { Language } from '#contract/language';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Tx } from '#platform/database';

/** The language to speak to a person: that of their last turn with the assistant, else the shop's word on them, else the shop's own. */
export async function languageOfContact(app: App, tx: Tx, workspaceId: string, contactId: string): Promise<Language> {
  const { rows } = await sql<{ locale: string | null; spoken: string | null }>`
    select p.locale, (select t.language from assistant_turn t where t.workspace_id = p.workspace_id and t.contact_id = p.id and t.language is not null order by t.started_at desc limit 1) as spoken
    from contact p where p.workspace_id = ${workspaceId} and p.id = ${contactId}`.execute(tx);
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId], tx)).get(workspaceId);
  return languageOf(rows[0]?.spoken) ?? languageOf(rows[0]?.locale) ?? languageOf(workspace?.locale) ?? 'en';
}
