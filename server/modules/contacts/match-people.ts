import { chatOf } from './chat-of.ts';
import type { Identity } from './person-identities.ts';

/** An identity already stored, and whose it is. */
export interface KnownIdentity {
  kind: string;
  value: string;
  matchKey: string | null;
  contactId: string;
}

export interface Match {
  /** The contact this person is; null: nobody known, make one. */
  contactId: string | null;
  /** Contacts that prove to be the same person, to be merged into `contactId`. */
  mergeIds: string[];
}

/** Kinds of which one person has several at most by a change that the vendor reports itself. */
const exclusiveKinds = new Set(['bsuid', 'phone', 'shop_customer', 'visitor']);

/** Two browsers in the chat of one page: whoever typed the other's e-mail would read what they said there. A code joins them (`redeemContactCode`). */
const isSameChat = (left: string, right: string) => chatOf(left) !== null && chatOf(left) === chatOf(right);

/** Whoever writes here does so from another browser than the contact does in the same chat. */
const isOtherChat = (identities: readonly Identity[], known: readonly KnownIdentity[]) =>
  identities.some((own) => own.kind === 'visitor' && known.some((theirs) => theirs.kind === 'visitor' && isRival(own, theirs)) && !known.some((theirs) => theirs.value === own.value));

/**
 * Whose identities these are. The surest identity decides; contacts found by the others are the same person unless both have their own,
 * different identity of an exclusive kind (two phones, two shop accounts, two chats on a page): then a shared e-mail or browser proves nothing.
 * @param knownOf all identities of each contact that could match, by contact id.
 */
export function matchPerson(identities: Identity[], find: (identity: Identity) => string | null, knownOf: (contactId: string) => KnownIdentity[]): Match {
  const found: string[] = [];
  for (const identity of identities) {
    const contactId = find(identity);
    if (contactId !== null && !found.includes(contactId) && !isOtherChat(identities, knownOf(contactId))) found.push(contactId);
  }
  const [first, ...others] = found;
  if (first === undefined) return { contactId: null, mergeIds: [] };
  // The person's own identities count as the first contact's: a different phone on another contact is another person.
  const own = [...knownOf(first), ...identities.map((identity) => ({ ...identity, contactId: first }))];
  const mergeIds = others.filter((other) => !areTwoPeople(own, knownOf(other)));
  return { contactId: first, mergeIds };
}

/** Both have their own, different identity of an exclusive kind. */
export function areTwoPeople(left: KnownIdentity[], right: KnownIdentity[]): boolean {
  return left.some((a) => exclusiveKinds.has(a.kind) && right.some((b) => a.kind === b.kind && isRival(a, b)));
}

function isRival(a: Pick<KnownIdentity, 'kind' | 'value' | 'matchKey'>, b: Pick<KnownIdentity, 'kind' | 'value' | 'matchKey'>): boolean {
  if (a.value === b.value) return false;
  if (a.kind === 'visitor') return isSameChat(a.value, b.value);
  if (a.kind === 'phone') return a.matchKey !== b.matchKey;
  // Shop accounts of two shops are no rivals: the connection is the value's first part.
  if (a.kind === 'shop_customer') return a.value.split(':')[0] === b.value.split(':')[0];
  return true;
}
