import type { App } from '#context';
import type { Person } from '#contract/inbound-event';
import type { Tx } from '#platform/database';
import { readWorkspaceFacts } from '#modules/workspaces';
import { findIdentities, insertIdentities, insertContacts, updateContacts } from './contact-queries.ts';
import type { StoredIdentity } from './contact-queries.ts';
import { findErased, hashIdentity } from './erased-identities.ts';
import { matchPerson } from './match-people.ts';
import { mergeContacts } from './merge-contacts.ts';
import { identitiesOf, placeOf } from './person-identities.ts';
import type { Identity } from './person-identities.ts';

export interface PersonMention {
  workspaceId: string;
  connectionId: string;
  person: Person;
  /** When this was said of the person: decides between two names. */
  at: Date;
  /** They talk to us: worth a contact, however little is known of them. */
  speaks?: boolean;
}

/** Only a browser is known of these: recognised, but not worth a contact of their own yet. */
const tooLittle = new Set(['visitor']);

/**
 * The contact of each mention, in order: found by any identity, made when new, merged when two prove to be one. Null when the mention says
 * nothing that recognises anybody, or the person was erased. Set-based: two statements when everybody is known.
 */
export async function resolveContacts(app: App, tx: Tx, mentions: PersonMention[]): Promise<(string | null)[]> {
  if (mentions.length === 0) return [];
  const workspaces = await readWorkspaceFacts(app.db, mentions.map((mention) => mention.workspaceId), tx);
  const entries = mentions.map((mention) => {
    const country = workspaces.get(mention.workspaceId)?.country ?? 'US';
    return { ...mention, country, identities: identitiesOf(mention.person, mention.connectionId, country) };
  });
  const book = await openBook(app, tx, entries);
  const results: (string | null)[] = [];
  for (const entry of entries) results.push(await settleMention(app, tx, book, entry));
  await book.write(app, tx);
  return results.map((id) => (id === null ? null : (book.winnerOf(id) ?? id)));
}

interface Entry extends PersonMention {
  country: string;
  identities: Identity[];
}
type Book = Awaited<ReturnType<typeof openBook>>;

async function settleMention(app: App, tx: Tx, book: Book, entry: Entry): Promise<string | null> {
  const { workspaceId, identities } = entry;
  if (identities.length === 0) return null;
  const match = matchPerson(identities, (identity) => book.find(workspaceId, identity), (contactId) => book.knownOf(contactId));
  if (match.contactId === null) {
    if (!entry.speaks && identities.every((identity) => tooLittle.has(identity.kind))) return null;
    if (identities.some((identity) => book.isErased(workspaceId, identity))) return null;
  }
  const contactId = match.contactId ?? app.ids.next();
  for (const mergedId of match.mergeIds) {
    await mergeContacts(app, tx, { workspaceId, keptId: contactId, mergedId });
    book.merge(mergedId, contactId);
  }
  book.note(entry, contactId, match.contactId === null, placeOf(entry.person, entry.country));
  return contactId;
}

/** The identities around a batch of mentions, and what has to be written for it. */
async function openBook(app: App, tx: Tx, entries: Entry[]) {
  const stored = await findIdentities(
    tx,
    entries.flatMap((entry) => entry.identities.map((identity) => ({ workspaceId: entry.workspaceId, ...identity }))),
  );
  const byValue = new Map<string, StoredIdentity>();
  const byMatch = new Map<string, Set<string>>();
  const byContact = new Map<string, StoredIdentity[]>();
  const moved = new Map<string, string>();
  const newIdentities: StoredIdentity[] = [];
  const newContacts = new Map<string, Parameters<typeof insertContacts>[1][number]>();
  const updates = new Map<string, Parameters<typeof updateContacts>[1][number]>();
  const valueKey = (workspaceId: string, kind: string, value: string) => `${workspaceId} ${kind} ${value}`;
  const current = (contactId: string): string => {
    const next = moved.get(contactId);
    return next === undefined ? contactId : current(next);
  };
  const learn = (identity: StoredIdentity) => {
    byValue.set(valueKey(identity.workspaceId, identity.kind, identity.value), identity);
    if (identity.matchKey) {
      const key = `${identity.workspaceId} ${identity.matchKey}`;
      byMatch.set(key, (byMatch.get(key) ?? new Set()).add(identity.contactId));
    }
    byContact.set(identity.contactId, [...(byContact.get(identity.contactId) ?? []), identity]);
  };
  stored.forEach(learn);
  const strange = entries.flatMap((entry) => entry.identities.filter(({ kind, value }) => !byValue.has(valueKey(entry.workspaceId, kind, value))).map((identity) => ({ ...identity, workspaceId: entry.workspaceId })));
  const erased = await findErased(tx, app.keys, strange);
  const isErased = (workspaceId: string, identity: Identity) => erased.size > 0 && erased.has(`${workspaceId} ${hashIdentity(app.keys, identity)}`);

  return {
    isErased,
    find: (workspaceId: string, identity: Identity): string | null => {
      const exact = byValue.get(valueKey(workspaceId, identity.kind, identity.value));
      if (exact) return current(exact.contactId);
      if (!identity.matchKey) return null;
      // Two people who share a match key are never taken for one another.
      const people = new Set([...(byMatch.get(`${workspaceId} ${identity.matchKey}`) ?? [])].map(current));
      return people.size === 1 ? ([...people][0] ?? null) : null;
    },
    knownOf: (contactId: string) => [...byContact].filter(([owner]) => current(owner) === contactId).flatMap(([, list]) => list),
    merge: (mergedId: string, keptId: string) => moved.set(mergedId, keptId),
    winnerOf: (contactId: string) => moved.get(contactId) && current(contactId),
    note: (entry: Entry, contactId: string, isNew: boolean, place: { country: string | null; region: string | null }) => {
      const { person, workspaceId } = entry;
      const fields = {
        workspaceId,
        id: contactId,
        name: person.name ?? null,
        firstName: person.firstName ?? person.name?.trim().split(/\s+/)[0] ?? null,
        nameAt: person.name ? entry.at.toISOString() : null,
        locale: person.locale ?? null,
        country: place.country,
        region: place.region,
      };
      if (isNew) newContacts.set(contactId, fields);
      else {
        const list = newContacts.has(contactId) ? newContacts : updates;
        if (list === newContacts || fields.name || fields.locale || fields.country) list.set(contactId, combine(list.get(contactId) ?? fields, fields));
      }
      for (const identity of entry.identities) {
        const known = byValue.get(valueKey(workspaceId, identity.kind, identity.value));
        // An identity that belongs to somebody else stays with them.
        if (known && (known.reported ?? identity.reported) === known.reported) continue;
        if (known && current(known.contactId) !== contactId) continue;
        // Nor does one that an erased person had come back with somebody who is known by another.
        if (!known && isErased(workspaceId, identity)) continue;
        const row = { ...(known ?? identity), workspaceId, contactId, reported: identity.reported ?? known?.reported ?? null };
        newIdentities.push(row);
        if (known) known.reported = row.reported;
        else learn(row);
      }
    },
    write: async (app: App, tx: Tx) => {
      const now = app.clock.now();
      await insertIdentities(tx, newIdentities.map((identity) => ({ ...identity, contactId: current(identity.contactId) })), now);
      await insertContacts(tx, [...newContacts.values()], now);
      await updateContacts(tx, [...updates.values()].filter((contact) => !moved.has(contact.id)), now);
    },
  };
}

type Fields = Parameters<typeof insertContacts>[1][number];
function combine(first: Fields, second: Fields): Fields {
  const isSecondNewer = second.name !== null && (first.name === null || (second.nameAt ?? '') > (first.nameAt ?? ''));
  const named = isSecondNewer ? second : first;
  return {
    ...first,
    name: named.name,
    firstName: named.firstName ?? first.firstName ?? second.firstName,
    nameAt: named.nameAt,
    locale: first.locale ?? second.locale,
    country: first.country ?? second.country,
    region: first.region ?? second.region,
  };
}
