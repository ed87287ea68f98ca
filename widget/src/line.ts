import type { ChatConfig, ChatPage } from '#contract/chat-page';
import { keepKey, knownKey, shopVisitor } from './visit.ts';
import { readProduct } from './product.ts';

export interface Place {
  origin: string;
  connectionId: string;
  publicKey: string;
}

type Said = { id: string; type: 'message'; text: string } | { id: string; type: 'tap'; replyId: string; title: string; inReplyTo: string | null } | { id: string; type: 'receipt'; sendId: string; status: 'delivered' | 'read' };

/** The line to the server. Every request is a simple one: the browser asks nobody beforehand. */
export function openLine({ origin, connectionId, publicKey }: Place) {
  const chat = `${origin}/chat/${connectionId}`;
  const post = (url: string, body: object, signal?: AbortSignal) => fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(body), credentials: 'omit', ...(signal && { signal }) });

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

    /** Calls back whenever there may be something new, until stopped. A line that breaks is opened again, later each time. */
    listen(onNews: () => void): () => void {
      const stop = new AbortController();
      void keepOpen(() => post(`${chat}/stream`, { chatKey: keepKey() }, stop.signal), onNews, stop.signal);
      return () => stop.abort();
    },
  };
}
export type Line = ReturnType<typeof openLine>;

async function answerOf<Answer>(reply: Response): Promise<Answer> {
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json() as Promise<Answer>;
}

async function keepOpen(open: () => Promise<Response>, onNews: () => void, signal: AbortSignal): Promise<void> {
  for (let waitMs = 1000; !signal.aborted; waitMs = Math.min(waitMs * 2, 60_000)) {
    try {
      const reader = (await open()).body?.getReader();
      const decoder = new TextDecoder();
      onNews();
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) break;
        waitMs = 1000;
        if (decoder.decode(value).includes('data:')) onNews();
      }
    } catch {
      // Opened again below.
    }
    await new Promise((settle) => setTimeout(settle, waitMs));
  }
}
