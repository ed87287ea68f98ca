import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Chat } from '../whatsapp/chats.ts';
import type { Json } from '../whatsapp/json.ts';
import { textOf } from '../whatsapp/render-message.ts';
import { describeShopper } from '../whatsapp/shopper-routes.ts';
import type { WhatsApp } from '../whatsapp/state.ts';
import { isVisible } from '../whatsapp/view-message.ts';

/** People listed in the switcher; a load test would otherwise fill it with thousands. */
const LISTED = 60;

const require = createRequire(import.meta.url);
const folderOf = (stylesheet: string) => dirname(require.resolve(stylesheet));

/** The phone at `/phone`, what it reads at start and its live stream. */
export async function registerPhone(app: FastifyInstance, whatsapp: WhatsApp): Promise<void> {
  const { media, live, world } = whatsapp;
  await app.register(serveStatic, { root: join(import.meta.dirname, 'public'), prefix: '/phone/', cacheControl: false });
  // `emoji.css`, not the smaller `400.css`: only the whole font has the layers that Chromium draws in colour.
  for (const [prefix, stylesheet] of [
    ['/phone/fonts/inter/', '@fontsource-variable/inter/index.css'],
    ['/phone/fonts/emoji/', '@fontsource/noto-color-emoji/emoji.css'],
  ] as const) {
    await app.register(serveStatic, { root: folderOf(stylesheet), prefix, decorateReply: false, maxAge: '7d' });
  }
  for (const short of ['/', '/phone']) app.get(short, (_request, reply) => reply.redirect('/phone/'));

  app.get('/sim/phone/state', () => describeStage(whatsapp));
  app.get('/sim/phone/events', (_request, reply) => {
    reply.hijack();
    live.watch(reply.raw);
  });
  app.get<{ Params: { id: string } }>('/sim/whatsapp/media/:id', (request, reply) => {
    const file = media.find(request.params.id);
    return file ? reply.type(file.mimeType).send(file.bytes) : reply.code(404).send('Not found');
  });
  world.onReset(() => live.worldChanged());
  world.onAdvance(() => live.worldChanged());
}

/** Businesses, people and what was last said between them, the liveliest first. */
function describeStage(whatsapp: WhatsApp): Json {
  const { world, accounts, shoppers, chats } = whatsapp;
  const businesses = accounts.all().map(({ phoneNumberId, name, displayNumber, country, language }) => ({
    id: phoneNumberId, name, displayNumber, country, language,
  }));
  const open = new Map<string, Json[]>();
  const lastAt = new Map<string, number>();
  for (const chat of chats.all()) {
    const summary = summarise(whatsapp, chat);
    if (!summary) continue;
    const { key } = chat.shopper;
    open.set(key, [...(open.get(key) ?? []), summary]);
    lastAt.set(key, Math.max(lastAt.get(key) ?? 0, Number(summary.lastAt)));
  }
  const listed = shoppers
    .all()
    .filter(({ key, isKept }) => isKept || lastAt.has(key))
    .sort((left, right) => (lastAt.get(right.key) ?? 0) - (lastAt.get(left.key) ?? 0))
    .slice(0, LISTED)
    .map((shopper) => ({ ...describeShopper(whatsapp, shopper), chats: open.get(shopper.key) ?? [] }));
  return { now: world.now(), businesses, shoppers: listed };
}

/** Null for a chat in which the person has not seen anything yet. */
function summarise(whatsapp: WhatsApp, chat: Chat): Json | null {
  const last = chat.messages.all().findLast(isVisible);
  if (!last) return null;
  return {
    business: chat.account.phoneNumberId,
    unread: chat.unread,
    lastAt: last.at,
    lastFrom: last.from,
    lastType: last.type,
    lastStatus: last.status,
    lastText: textOf({ type: last.type, ...last.payload }, whatsapp.templateOf(chat, last)).slice(0, 120),
  };
}
