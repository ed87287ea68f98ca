import type { OutgoingContent } from '#contract/message-content';
import { defineChannel } from '#ports/channel';
import type { CheckStep, ConnectorIo } from '#ports/connector';
import { providerIdOf, webChatHooks } from './hooks.ts';
import { WebChatSettings } from './settings.ts';

const contentTypes: readonly OutgoingContent['type'][] = ['text', 'image', 'buttons', 'list', 'cards'];

/** The chat on the shop's own pages. It has no vendor in between: what is sent is kept in the ledger, and the page fetches it there. */
export const webChat = defineChannel<WebChatSettings, { settings: WebChatSettings; io: ConnectorIo }>({
  id: 'web-chat',
  name: 'Chat on your site',
  channel: 'chat',
  contentTypes,
  settings: WebChatSettings,
  connect: (settings, io) => ({ settings, io }),
  hooks: webChatHooks,
  check: async ({ settings, io }) => ({ steps: [await checkPages(settings.shopUrl, io)], accountName: new URL(settings.shopUrl).host, accountKey: settings.publicKey, facts: { url: settings.shopUrl } }),
  pace: () => ({ messagesPerSecond: 1000, pairIntervalMs: 200, pairBurst: 30 }),
  send: async (_client, { sendId }) => ({ kind: 'accepted', providerMessageId: providerIdOf(sendId), waId: null, bsuid: null, isHeld: false }),
});

async function checkPages(shopUrl: string, io: ConnectorIo): Promise<CheckStep> {
  try {
    const page = await io.fetch(shopUrl, { timeoutMs: 5_000 });
    if (page.status >= 400) return { step: 'shop', state: 'warning', detail: `The shop’s address answers with status ${page.status}.` };
    const carries = (await page.text()).includes('chat.js');
    return carries ? { step: 'script', state: 'ok', detail: null } : { step: 'script', state: 'warning', detail: null };
  } catch {
    return { step: 'shop', state: 'warning', detail: null };
  }
}
