import { z } from 'zod';
import {
  ActivityRecorded, CartChanged, ConnectionClosed, ConsentChanged, CustomerChanged, CustomersMerged, InboundEvent,
  OrderChanged, PrivacyRequested, ProductChanged, ShipmentChanged, StockChanged,
} from '#contract/inbound-event';
import type { HookRequest, Hooks, KeyedEvent } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import { clip, describeIssues, readBrowserKey, readJsonBody, readWith, translateBrowser, verifyBrowser } from '#kit';
import { isSignatureGood, signatureHeader } from './signature.ts';
import type { GenericSettings } from './settings.ts';

const id = z.string().min(1).max(150);

/** What a shop's server may tell: everything about the shop, nothing about messages. */
export const ShopEvent = z.discriminatedUnion('type', [
  CartChanged.extend({ id }),
  OrderChanged.extend({ id }),
  ShipmentChanged.extend({ id }),
  ProductChanged.extend({ id }),
  StockChanged.extend({ id }),
  CustomerChanged.extend({ id }),
  CustomersMerged.extend({ id }),
  ConsentChanged.extend({ id }),
  ActivityRecorded.extend({ id }),
  PrivacyRequested.extend({ id }),
  ConnectionClosed.extend({ id }),
]);
export type ShopEvent = z.infer<typeof ShopEvent>;

const maxEvents = 500;
const Envelope = z.object({ events: z.array(z.unknown()).min(1).max(maxEvents) });

/** The body of a signed request, for its JSON Schema. */
export const SignedBody = z.object({ events: z.array(ShopEvent).min(1).max(maxEvents) });

export const genericHooks: Hooks<GenericSettings> = {
  verify(request, settings) {
    const signature = request.headers[signatureHeader];
    const browserKey = signature === undefined ? readBrowserKey(request) : null;
    if (browserKey) return verifyBrowser(request, browserKey, { publicKey: settings.publicKey, allowedOrigins: [settings.shopUrl, ...settings.allowedOrigins] });
    if (!settings.signingSecret) return 'no_secret';
    const isGood = isSignatureGood(signature ?? '', request.body, settings.signingSecret, request.receivedAt, settings.toleranceS);
    return isGood ? 'genuine' : 'forged';
  },
  translate(request, { country }) {
    const events = request.headers[signatureHeader] === undefined ? translateBrowser(request).events : translateSigned(request);
    return { events: events.map((keyed) => ({ ...keyed, event: withCountry(keyed.event, country) })) };
  },
};

/** A local phone number is read with the country of the shop, unless the event names one. */
function withCountry(event: InboundEvent, country: string | null | undefined): InboundEvent {
  if (!country || !('person' in event) || !event.person.phone || event.person.phoneCountry) return event;
  return { ...event, person: { ...event.person, phoneCountry: country } };
}

/**
 * Events are independent: an unreadable one is remembered with the field that is wrong and the others count. When none
 * can be read the whole body is refused, so that a mistake made in every event is seen at once.
 */
function translateSigned({ body }: HookRequest): KeyedEvent[] {
  const { events } = readJsonBody(body, Envelope);
  const read = events.map((raw, index) => readOne(raw, index));
  const problems = read.flatMap(({ problem }) => (problem ? [problem] : []));
  if (problems.length === events.length) throw new ConnectorError('unexpected', clip(problems.join('; '), 500));
  return read.map(({ keyed }) => keyed);
}

function readOne(raw: unknown, index: number): { keyed: KeyedEvent; problem: string | null } {
  const result = ShopEvent.safeParse(raw);
  if (result.success) {
    const { id: eventId, ...event } = result.data;
    return { keyed: { key: `shop:${eventId}`, event: readWith(InboundEvent, event) }, problem: null };
  }
  const problem = `events.${index}: ${describeIssues(result.error)}`;
  const named = z.object({ id, type: z.string() }).safeParse(raw).data;
  const event: InboundEvent = { type: 'ignored', topic: clip(named?.type ?? 'unknown', 200), reason: clip(problem, 300) };
  return { keyed: { key: `shop:${named?.id ?? `unnamed ${index}`}:refused`, event }, problem };
}
