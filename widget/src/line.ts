import type { ChatConfig, ChatPage } from '#contract/chat-page';
import { keepKey, knownKey, shopVisitor } from './visit.ts';
import { readProduct } from './product.ts';

export interface Place {
  origin: string;
  connectionId: string;
  publicKey: string;
}

/** What a visitor can say. */
export type Saying = { type: 'message'; text: string } | { type: 'tap'; replyId: string; title: string; inReplyTo: string | null };
type Said = { id: string } & (Saying | { type: 'receipt'; sendId: string; status: 'delivered' | 'read' });

const firstWaitMs = 1000;
const longestWaitMs = 60_000;
/** A line that held for so long was a good one: the next may be opened soon. */
const goodLineMs = 10_000;

/** The line to the server. Every request is a simple one: the browser asks nobody beforehand. */
export function openLine({ origin, connectionId, publicKey }: Place) {
  const chat = `${origin}/chat/${connectionId}`;
  const post = (url: string, body: object) => fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(body), credentials: 'omit' });

  return {
    config: async (): Promise<ChatConfig> => answerOf(await fetch(`${chat}/config`, { credentials: 'omit' })),

    /** Settles once the server has stored it; a repeat with the same ids is harmless. */
    async say(events: Said[]): Promise<void> {
      const at = new Date().toISOString();
      const reply = await post(`${origin}/hooks/${connectionId}`, {
        key: publicKey, chatKey: keepKey(), visitorKey: shopVisitor(), locale: document.documentElement.lang || navigator.language, productKey: readProduct()?.key ?? null, pageUrl: location.href.slice(0, 1000),
        events: events.map((event) => ({ at, ...event })),
      });
      if (!reply.ok) throw new Error(String(reply.status));
    },

    async read(cursor: string | null): Promise<ChatPage | null> {
      const chatKey = knownKey();
      return chatKey ? answerOf(await post(`${chat}/messages`, { chatKey, cursor })) : null;
    },

    whatsapp: async (): Promise<{ url: string }> => answerOf(await post(`${chat}/whatsapp`, { chatKey: keepKey() })),

    /** Calls back whenever there may be something new. Settles once the server refuses; a line that breaks is opened again, later each time. */
    listen: (onNews: () => void): Promise<void> => keepOpen(() => post(`${chat}/stream`, { chatKey: keepKey() }), onNews),
  };
}
export type Line = ReturnType<typeof openLine>;

async function answerOf<Answer>(reply: Response): Promise<Answer> {
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json() as Promise<Answer>;
}

async function keepOpen(open: () => Promise<Response>, onNews: () => void): Promise<void> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    const beganMs = performance.now();
    try {
      const reply = await open();
      if (isRefusal(reply.status)) return;
      if (reply.ok && reply.body) await follow(reply.body.getReader(), onNews);
    } catch {
      // Opened again below.
    }
    if (performance.now() - beganMs > goodLineMs) waitMs = firstWaitMs;
    // After a restart not every visitor comes back in the same instant.
    const pauseMs = waitMs * (0.75 + Math.random() / 2);
    await new Promise((settle) => setTimeout(settle, pauseMs));
  }
}

/** The chat is gone, or this page or key is none of its: asking again changes nothing. Too many at once, and everything else, passes. */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 408 && status !== 429;

async function follow(reader: ReadableStreamDefaultReader<Uint8Array>, onNews: () => void): Promise<void> {
  const decoder = new TextDecoder();
  onNews();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (decoder.decode(value).includes('data:')) onNews();
  }
}
