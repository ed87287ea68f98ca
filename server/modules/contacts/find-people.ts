import type { App } from '#context';
import type { Person } from '#contract/inbound-event';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Tx } from '#platform/database';
import { findIdentities } from './contact-queries.ts';
import { matchPerson } from './match-people.ts';
import { identitiesOf } from './person-identities.ts';

/** Who this is, without making anybody: the surest contact and those that prove to be the same person. Empty: nobody known. */
export async function findPeople(app: App, tx: Tx, { workspaceId, connectionId, person }: { workspaceId: string; connectionId: string; person: Person }): Promise<string[]> {
  const country = (await readWorkspaceFacts(app.db, [workspaceId], tx)).get(workspaceId)?.country ?? 'US';
  const identities = identitiesOf(person, connectionId, country);
  const stored = await findIdentities(tx, identities.map((identity) => ({ ...identity, workspaceId })));
  const match = matchPerson(
    identities,
    ({ kind, value, matchKey }) => {
      const exact = stored.find((one) => one.kind === kind && one.value === value);
      if (exact || !matchKey) return exact?.contactId ?? null;
      const people = new Set(stored.filter((one) => one.matchKey === matchKey).map((one) => one.contactId));
      return people.size === 1 ? ([...people][0] ?? null) : null;
    },
    (contactId) => stored.filter((one) => one.contactId === contactId),
  );
  return match.contactId === null ? [] : [match.contactId, ...match.mergeIds];
}
