import type { OutgoingContent } from '#contract/message-content';
import { defineChannel } from '#ports/channel';
import { checkAccount } from './check-account.ts';
import { connectGraphApi } from './graph-api.ts';
import { markRead } from './mark-read.ts';
import { downloadMedia, uploadMedia } from './media.ts';
import { sendMessage } from './send-message.ts';
import { CloudApiSettings, messagesPerSecond } from './settings.ts';
import { subscribeWebhooks, unsubscribeWebhooks } from './subscribe.ts';
import { createTemplate, listTemplates, removeTemplate } from './templates.ts';
import { translateHook } from './translate-hook.ts';
import { answerChallenge, verifyHook } from './verify-hook.ts';

export type { CloudApiSettings } from './settings.ts';

const contentTypes: readonly OutgoingContent['type'][] = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'buttons',
  'list',
  'cards',
  'products',
  'location',
  'reaction',
  'contacts',
  'ask_location',
  'ask_phone',
  'template',
];

/** WhatsApp, straight from Meta. */
export const cloudApi = defineChannel({
  id: 'cloud-api',
  name: 'WhatsApp Cloud API',
  channel: 'whatsapp',
  contentTypes,
  settings: CloudApiSettings,
  connect: connectGraphApi,
  hooks: { verify: verifyHook, translate: translateHook, challenge: answerChallenge },
  subscribe: subscribeWebhooks,
  unsubscribe: unsubscribeWebhooks,
  check: checkAccount,
  // One message to a person every six seconds, after a burst of 45 that borrows from the future.
  pace: (settings) => ({ messagesPerSecond: messagesPerSecond(settings), pairIntervalMs: 6_000, pairBurst: 45 }),
  send: sendMessage,
  templates: (api) => ({
    list: (cursor) => listTemplates(api, cursor),
    create: (draft) => createTemplate(api, draft),
    remove: (name) => removeTemplate(api, name),
  }),
  media: (api) => ({
    download: (mediaId, options) => downloadMedia(api, mediaId, options),
    upload: (file) => uploadMedia(api, file),
  }),
  receipts: (api) => ({
    markRead: (providerMessageId, options) => markRead(api, providerMessageId, options),
  }),
});
