import { sql } from 'kysely';
import type { App, Arrived, EventHandler } from '#context';
import type { InboundEventOf } from '#contract/inbound-event';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { readWorkspaceFacts } from '#modules/workspaces';
import { mergeContacts } from './merge-contacts.ts';
import { identitiesOf } from './person-identities.ts';
import { resolveContacts } from './resolve-contacts.ts';

/**
 * The channel gave a person another number or id: whoever has the new one is the same person. The old number leaves them, since
 * carriers give it to somebody else. Rare, so one by one, in the order of the news.
 */
export const applyIdentityChanges: EventHandler<'identity.changed'> = async (app, tx, events) => {
  for (const arrived of events.toSorted((left, right) => Date.parse(left.event.at) - Date.parse(right.event.at))) await applyIdentityChange(app, tx, arrived);
};

async function applyIdentityChange(app: App, tx: Tx, { workspaceId, connectionId, event }: Arrived<InboundEventOf<'identity.changed'>>): Promise<void> {
  const at = new Date(event.at);
  const mention = (person: typeof event.previous) => ({ workspaceId, connectionId, person, at });
  const [previousId] = await resolveContacts(app, tx, [mention(event.previous)]);
  const [currentId] = await resolveContacts(app, tx, [mention(event.current)]);
  if (!previousId || !currentId) return;
  if (previousId !== currentId) await mergeContacts(app, tx, { workspaceId, keptId: previousId, mergedId: currentId });

  const country = (await readWorkspaceFacts(app.db, [workspaceId], tx)).get(workspaceId)?.country ?? 'US';
  const kept = identitiesOf(event.current, connectionId, country);
  const left = identitiesOf(event.previous, connectionId, country).filter(
    ({ kind, value }) => kept.some((identity) => identity.kind === kind) && !kept.some((identity) => identity.kind === kind && identity.value === value),
  );
  if (left.length === 0) return;
  await sql`
    delete from contact_identity i using jsonb_to_recordset(${rowsOf(left)}) as r(kind text, value text)
    where i.workspace_id = ${workspaceId} and i.contact_id = ${previousId} and i.kind = r.kind and i.value = r.value`.execute(tx);
}
