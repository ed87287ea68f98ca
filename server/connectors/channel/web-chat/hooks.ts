import { z } from 'zod';
import { InboundEvent } from '#contract/inbound-event';
import type { Person } from '#contract/inbound-event';
import { ChatKey, chatIdentity } from '#ports/chat-page';
import type { HookRequest, Hooks, KeyedEvent } from '#ports/connector';
import { clip, describeIssues, readBrowserKey, readJsonBody, readWith, verifyBrowser } from '#kit';
import type { WebChatSettings } from './settings.ts';

const id = z.string().min(8).max(100);

/** What the chat of a shop's page may say. When it was said is when it arrived: the clock of a browser may be wrong by hours, and a line of long ago is read by nobody. */
const ChatEvent = z.discriminatedUnion('type', [
  z.object({ id, type: z.literal('message'), text: z.string().trim().min(1).max(4096) }),
  z.object({ id, type: z.literal('tap'), replyId: z.string().min(1).max(256), title: z.string().max(100), inReplyTo: z.string().max(200).nullish() }),
  z.object({ id, type: z.literal('receipt'), sendId: z.uuid(), status: z.enum(['delivered', 'read']) }),
]);

/** `chatKey` is this visitor's secret: whoever has it reads the conversation. */
const Envelope = z.object({
  key: z.string().max(200),
  chatKey: ChatKey,
  visitorKey: z.string().regex(/^[\w-]{8,100}$/).nullish(),
  locale: z.string().max(20).nullish(),
  productKey: z.string().max(200).nullish(),
  pageUrl: z.string().max(1000).nullish(),
  events: z.array(z.unknown()).min(1).max(20),
});
type Envelope = z.infer<typeof Envelope>;

export const webChatHooks: Hooks<WebChatSettings> = {
  verify: (request, settings) => verifyBrowser(request, readBrowserKey(request) ?? '', { publicKey: settings.publicKey, allowedOrigins: [settings.shopUrl, ...settings.allowedOrigins] }),
  translate(request, settings) {
    const envelope = readJsonBody(request.body, Envelope);
    const person = personOf(envelope, settings);
    const events = envelope.events.map((raw, index) => translateOne(request, person, raw, index));
    const speaks = events.some(({ event }) => event.type === 'message.received');
    return { events: speaks ? [...viewOf(request, envelope, person), ...events] : events };
  },
};

function personOf({ chatKey, visitorKey, locale }: Envelope, { shopConnectionId }: WebChatSettings): Person {
  const known = visitorKey && shopConnectionId ? { shopVisitor: { connectionId: shopConnectionId, visitorKey } } : {};
  return { visitorKey: chatIdentity(chatKey), locale: locale ?? null, ...known };
}

/** What they look at while they write, so that nobody has to ask which shoe is meant. */
function viewOf(request: HookRequest, { productKey, pageUrl, events }: Envelope, person: Person): KeyedEvent[] {
  const first = z.object({ id }).safeParse(events[0]).data;
  if (!productKey || !first) return [];
  const event = { type: 'activity.recorded' as const, kind: 'product_viewed' as const, at: request.receivedAt.toISOString(), person, productKey, attributes: { source: 'chat', ...(pageUrl && { url: clip(pageUrl, 500) }) } };
  return [{ key: `chat:${first.id}:view`, event: readWith(InboundEvent, event) }];
}

function translateOne({ receivedAt }: HookRequest, person: Person, raw: unknown, index: number): KeyedEvent {
  const read = ChatEvent.safeParse(raw);
  if (!read.success) return { key: `chat:${receivedAt.getTime()}:${index}:refused`, event: { type: 'ignored', topic: 'chat', reason: clip(`The chat may not say this: ${describeIssues(read.error)}`, 300) } };
  const event = read.data;
  const at = receivedAt.toISOString();
  const key = `chat:${event.id}`;
  if (event.type === 'receipt') return { key, event: readWith(InboundEvent, { type: 'message.status', providerMessageId: providerIdOf(event.sendId), sendId: event.sendId, status: event.status, at, person }) };
  const content = event.type === 'message' ? { type: 'text' as const, text: event.text } : { type: 'reply' as const, id: event.replyId, title: event.title };
  return { key, event: readWith(InboundEvent, { type: 'message.received', providerMessageId: `chat.${event.id}`, person, at, content, inReplyTo: event.type === 'tap' ? (event.inReplyTo ?? null) : null }) };
}

/** What we call one of our own messages in a chat: there is no vendor that would name it. */
export const providerIdOf = (sendId: string) => `chat.out.${sendId}`;
