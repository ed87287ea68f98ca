import type { ServerResponse } from 'node:http';
import type { Account } from './accounts.ts';
import type { Chat, ChatMessage } from './chats.ts';
import type { Shopper } from './shoppers.ts';

/** Tells open phone pages what happened; costs nothing while none is open. */
export interface Live {
  watch(response: ServerResponse): void;
  messageChanged(chat: Chat, message: ChatMessage): void;
  chatChanged(account: Account, shopper: Shopper): void;
  /** Shoppers, clock or everything changed: the page reads its state again. */
  worldChanged(): void;
  close(): void;
}

/** `describe` turns a message into what the page draws; called only while a page is open. */
export function createLive(describe: (chat: Chat, message: ChatMessage) => unknown): Live {
  const pages = new Set<ServerResponse>();
  const tell = (event: string, data: unknown) => {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const page of pages) {
      // A page that does not keep up is cut off rather than remembered; it reads its state again when it comes back.
      if (page.writableLength > 4_000_000) page.destroy();
      else page.write(text);
    }
  };
  return {
    watch(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\n');
      pages.add(response);
      response.once('close', () => pages.delete(response));
    },
    messageChanged(chat, message) {
      if (pages.size === 0) return;
      const { account, shopper } = chat;
      tell('message', { shopper: shopper.key, business: account.phoneNumberId, message: describe(chat, message) });
    },
    chatChanged(account, shopper) {
      if (pages.size > 0) tell('chat', { shopper: shopper.key, business: account.phoneNumberId });
    },
    worldChanged() {
      if (pages.size > 0) tell('world', {});
    },
    close() {
      for (const page of pages) page.destroy();
    },
  };
}
