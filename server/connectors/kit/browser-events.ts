import { isRobot } from '#contract/user-agent';
import { z } from 'zod';
import { ActivityRecorded, CartChanged, ConsentChanged, InboundEvent, Person } from '#contract/inbound-event';
import type { HookRequest, KeyedEvent, Translation, Verdict } from '#ports/connector';
import { isSameText } from './hmac.ts';
import { describeIssues, parseJson, readJsonBody, readWith } from './read-body.ts';
import { clip } from './text.ts';

/**
 * Events out of shoppers' browsers, sent by the storefront script or a pixel. Their key is public, so they prove nothing:
 * only what a shopper may say about himself is taken, at no later time than its arrival, and marked as a browser's word.
 */

export interface BrowserGate {
  /** The public write key; without one nothing from browsers is taken. */
  publicKey: string | null | undefined;
  /** Origins such as "https://shop.example"; "null" is what sandboxed frames send. */
  allowedOrigins: readonly string[];
}

const maxEvents = 50;

/** Only names that a browser may know. A shop's customer id or a WhatsApp id from there could take over somebody's record. */
const BrowserPerson = Person.pick({
  phone: true,
  phoneCountry: true,
  email: true,
  name: true,
  firstName: true,
  locale: true,
  country: true,
  visitorKey: true,
});

const id = z.string().min(8).max(100);

export const BrowserEvent = z.discriminatedUnion('type', [
  ActivityRecorded.extend({ id, person: BrowserPerson }),
  CartChanged.omit({ consents: true, aliases: true }).extend({ id, state: z.literal('open').default('open'), person: BrowserPerson.default({}) }),
  ConsentChanged.extend({
    id,
    person: BrowserPerson,
    signal: ConsentChanged.shape.signal.extend({ state: z.literal('granted'), wording: z.string().min(1).max(2000), doubleOptIn: z.literal(false).default(false) }),
  }),
]);
export type BrowserEvent = z.infer<typeof BrowserEvent>;

const Envelope = z.object({ key: z.string().max(200).optional(), events: z.array(z.unknown()).min(1).max(maxEvents) });

/** The public key of a request from a browser, out of its address or body; null when it is no such request. */
export function readBrowserKey({ query, body }: HookRequest): string | null {
  if (query['key']) return query['key'];
  if (body.length === 0 || body.length > 512 * 1024 || body[0] !== 0x7b) return null;
  try {
    return z.object({ key: z.string().min(1) }).safeParse(parseJson(body.toString('utf8'))).data?.key ?? null;
  } catch {
    return null;
  }
}

/** The key must be ours and the page one of the shop's. Browsers tell a page's origin with every such request. */
export function verifyBrowser(request: HookRequest, key: string, gate: BrowserGate): Verdict {
  if (!gate.publicKey) return 'no_secret';
  const origin = request.headers['origin'];
  const isOurPage = origin !== undefined && gate.allowedOrigins.some((allowed) => normaliseOrigin(allowed) === origin.toLowerCase());
  return isOurPage && isSameText(key, gate.publicKey) ? 'genuine' : 'forged';
}

/** Events that a browser may not send, or that cannot be read, are remembered with the reason; their neighbours count. */
export function translateBrowser(request: HookRequest): Translation {
  const { events } = readJsonBody(request.body, Envelope);
  return { events: events.map((raw, index) => translateOne(request, raw, index)) };
}

function translateOne(request: HookRequest, raw: unknown, index: number): KeyedEvent {
  const result = BrowserEvent.safeParse(raw);
  if (result.success) return { key: `browser:${result.data.id}`, event: readWith(InboundEvent, mark(result.data, request)) };
  const named = z.object({ id, type: z.string() }).safeParse(raw).data;
  return {
    key: `browser:${named?.id ?? `${request.receivedAt.getTime()}:${index}`}:refused`,
    event: { type: 'ignored', topic: clip(named?.type ?? 'unknown', 200), reason: clip(`A browser may not say this: ${describeIssues(result.error)}`, 300) },
  };
}

function mark({ id: _id, ...event }: BrowserEvent, request: HookRequest): z.input<typeof InboundEvent> {
  const origin = clip(request.headers['origin'] ?? '', 200);
  const userAgent = clip(request.headers['user-agent'] ?? '', 300);
  if (event.type === 'activity.recorded') {
    return { ...event, at: notLater(event.at, request), attributes: { ...event.attributes, source: 'browser' } };
  }
  if (event.type === 'cart.changed') {
    const version = notLater(event.version, request);
    const activityAt = event.activityAt ? notLater(event.activityAt, request) : null;
    return { ...event, version, activityAt, attributes: { ...event.attributes, source: 'browser' }, botSigns: [...event.botSigns, ...readBotSigns(userAgent)] };
  }
  const { signal } = event;
  const evidence = { ...signal.evidence, origin, user_agent: userAgent };
  return { ...event, signal: { ...signal, occurredAt: notLater(signal.occurredAt, request), source: clip(`browser:${signal.source}`, 60), evidence } };
}

/** A browser's clock may run ahead, and a cart from the future could never be corrected. */
function notLater(at: string, { receivedAt }: HookRequest): string {
  return new Date(Math.min(Date.parse(at), receivedAt.getTime())).toISOString();
}

function readBotSigns(userAgent: string): string[] {
  return isRobot(userAgent) ? [clip(`user agent: ${userAgent}`, 100)] : [];
}

/** "https://Shop.example/anything" becomes "https://shop.example"; "null" stays. */
export function normaliseOrigin(text: string): string {
  return URL.canParse(text) ? new URL(text).origin.toLowerCase() : text.trim().toLowerCase();
}
