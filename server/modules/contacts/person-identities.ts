import type { Person } from '#contract/inbound-event';
import { readPhone } from './phone-rules.ts';

export type IdentityKind = 'bsuid' | 'phone' | 'shop_customer' | 'email' | 'visitor';

export interface Identity {
  kind: IdentityKind;
  value: string;
  /** Collapses the regional variants of one phone; null for other kinds. */
  matchKey: string | null;
  /** The address the channel itself reported, digits only; null when nobody reported one. */
  reported: string | null;
}

// The surest first: what a channel vouches for, then what the shop keeps unique, then what was typed, then a browser.
const order: IdentityKind[] = ['bsuid', 'phone', 'shop_customer', 'email', 'visitor'];
export const sureness = (kind: IdentityKind) => order.indexOf(kind);

const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Everything that recognises this person, the surest first. Phones that are nobody's and malformed addresses are left out. */
export function identitiesOf(person: Person, connectionId: string, workspaceCountry: string): Identity[] {
  const identities: Identity[] = [];
  const add = (kind: IdentityKind, value: string, matchKey: string | null = null, reported: string | null = null) => {
    const same = identities.find((identity) => identity.kind === kind && identity.value === value);
    if (same) same.reported ??= reported;
    else identities.push({ kind, value, matchKey, reported });
  };
  if (person.bsuid) add('bsuid', person.bsuid);
  if (person.waId) {
    const phone = readPhone(`+${person.waId}`, workspaceCountry);
    if (phone) add('phone', phone.e164, phone.matchKey, person.waId);
  }
  if (person.phone) {
    const phone = readPhone(person.phone, person.phoneCountry ?? person.country ?? workspaceCountry);
    // Typed variants of the number that the channel reported are that number.
    if (phone && !identities.some((identity) => identity.matchKey === phone.matchKey)) add('phone', phone.e164, phone.matchKey);
  }
  if (person.shopCustomerKey) add('shop_customer', `${connectionId}:${person.shopCustomerKey}`);
  const email = person.email?.trim().toLowerCase();
  if (email && emailPattern.test(email)) add('email', email);
  if (person.visitorKey) add('visitor', `${connectionId}:${person.visitorKey}`);
  if (person.shopVisitor) add('visitor', `${person.shopVisitor.connectionId}:${person.shopVisitor.visitorKey}`);
  return identities.sort((left, right) => sureness(left.kind) - sureness(right.kind));
}

/** Country and region a person's own data tell, the surest first: what was stated, then the phone's prefix. */
export function placeOf(person: Person, workspaceCountry: string): { country: string | null; region: string | null } {
  const text = person.waId ? `+${person.waId}` : person.phone;
  const phone = text ? readPhone(text, person.phoneCountry ?? person.country ?? workspaceCountry) : null;
  return { country: person.country ?? phone?.country ?? null, region: phone?.region ?? null };
}
