import type { Arrived } from '#context';
import type { InboundEventOf, Person } from '#contract/inbound-event';

type CartEvent = Arrived<InboundEventOf<'cart.changed'>>;

/** All news of one cart in a batch, joined through shared keys. */
export interface CartNews {
  workspaceId: string;
  connectionId: string;
  /** Every key of the cart, sorted. */
  keys: string[];
  /** The event with the newest version: the snapshot that counts. */
  newest: CartEvent;
  /** Whoever any of the events named, newer facts first. */
  person: Person;
  checkoutReached: boolean;
  /** Of all events, the newest on top: a campaign's mark told with an older version is kept. */
  attributes: Record<string, string>;
  /** The newest link told; null: none was. */
  checkoutUrl: string | null;
  activityAtMs: number;
  botSigns: string[];
  /** Some event said that it was completed: final, whatever its version. */
  isCompleted: boolean;
  events: CartEvent[];
}

/** Joins events that share a key. Pure; the result does not depend on the order of the events. */
export function gatherCarts(events: CartEvent[]): CartNews[] {
  const groups = new Map<string, Set<CartEvent>>();
  for (const arrived of events) {
    const joined = new Set([arrived]);
    const keys = keysOf(arrived).map((key) => `${arrived.connectionId} ${key}`);
    for (const key of keys) for (const other of groups.get(key) ?? []) joined.add(other);
    for (const other of joined) for (const key of keysOf(other)) groups.set(`${other.connectionId} ${key}`, joined);
  }
  return [...new Set(groups.values())].map((group) => describeGroup([...group]));
}

const keysOf = ({ event }: CartEvent) => [event.cartKey, ...event.aliases];
const versionMs = ({ event }: CartEvent) => Date.parse(event.version);

function describeGroup(events: CartEvent[]): CartNews {
  const ordered = events.toSorted((left, right) => versionMs(right) - versionMs(left) || compareText(left.key, right.key));
  const newest = ordered[0] as CartEvent;
  return {
    workspaceId: newest.workspaceId,
    connectionId: newest.connectionId,
    keys: [...new Set(ordered.flatMap(keysOf))].sort(),
    newest,
    person: ordered.reduceRight<Person>((person, { event }) => ({ ...person, ...definedOf(event.person) }), {}),
    checkoutReached: ordered.some(({ event }) => event.checkoutReached),
    attributes: ordered.reduceRight<Record<string, string>>((attributes, { event }) => ({ ...attributes, ...event.attributes }), {}),
    checkoutUrl: ordered.find(({ event }) => event.checkoutUrl)?.event.checkoutUrl ?? null,
    activityAtMs: Math.max(...ordered.map((arrived) => Date.parse(arrived.event.activityAt ?? arrived.event.version))),
    botSigns: [...new Set(ordered.flatMap(({ event }) => event.botSigns))].sort(),
    isCompleted: ordered.some(({ event }) => event.state === 'completed'),
    events: ordered,
  };
}

function definedOf(person: Person): Person {
  return Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null && value !== undefined));
}

const compareText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
