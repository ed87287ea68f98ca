import type { FastifyRequest } from 'fastify';
import type { World } from '../kit/index.ts';
import { createAccounts, type Account, type Accounts } from './accounts.ts';
import { createChats, type Chat, type ChatMessage, type Chats } from './chats.ts';
import { GraphError } from './graph-errors.ts';
import { asObject, asText } from './json.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createLive, type Live } from './live.ts';
import { createMediaStore, type MediaStore } from './media.ts';
import { createReach, type Reach } from './reach.ts';
import { createSettings, type Settings } from './settings.ts';
import { createShoppers, type Shoppers } from './shoppers.ts';
import { createStatuses, type Statuses } from './statuses.ts';
import { createTemplates, type Template, type Templates } from './templates.ts';
import { viewMessage } from './view-message.ts';

/** The whole pretend network. */
export interface WhatsApp {
  world: World;
  settings: Settings;
  accounts: Accounts;
  shoppers: Shoppers;
  chats: Chats;
  templates: Templates;
  ledger: Ledger;
  media: MediaStore;
  reach: Reach;
  statuses: Statuses;
  live: Live;
  nextMessageId(): string;
  /** Notes where a person's message lies, so that a read receipt finds it. */
  rememberInbound(messageId: string, chat: Chat): void;
  /** Undefined for a message of nobody. */
  chatOfInbound(messageId: string): Chat | undefined;
  /** The account behind the bearer token, or error 190. */
  authenticate(request: FastifyRequest): Account;
  /** The account of this token if the node is its number, account; else the error for an object out of reach. */
  requireNumber(request: FastifyRequest, phoneNumberId: string): Account;
  requireWaba(request: FastifyRequest, wabaId: string): Account;
  /** The template that a message used; null when it is no template or the template is gone. */
  templateOf(chat: Chat, message: ChatMessage): Template | null;
  /** Free service messages left to this number in the calendar month of `now`. */
  freeServiceLeft(account: Account, now: number): number;
  useFreeService(account: Account, now: number): void;
}

const INBOUND_REMEMBERED = 50_000;

export function createWhatsApp(world: World): WhatsApp {
  const settings = createSettings(world);
  const accounts = createAccounts(world);
  const ledger = createLedger(world, { entries: 200_000, payloads: 5000, callbacks: 2_000_000 });
  const templates = createTemplates(world, accounts);
  const live = createLive((chat, message) => viewMessage(chat, message, whatsapp.templateOf(chat, message)));
  const freeService = new Map<string, number>();
  const inbound = new Map<string, Chat>();
  let lastMessage = 0;
  // Message ids stay unique when the simulator starts again in front of the same product.
  const prefix = `wamid.HBgL${Date.now().toString(36).toUpperCase()}`;
  const monthOf = (account: Account, now: number) => `${account.phoneNumberId}:${new Date(now).toISOString().slice(0, 7)}`;
  world.onReset(() => {
    freeService.clear();
    inbound.clear();
  });

  const whatsapp: WhatsApp = {
    world,
    settings,
    accounts,
    ledger,
    templates,
    live,
    shoppers: createShoppers(world),
    chats: createChats(world, { silentChats: 500, messagesPerChat: 100 }),
    media: createMediaStore(world),
    reach: createReach(world),
    statuses: createStatuses(world, settings, ledger, live),
    nextMessageId() {
      lastMessage += 1;
      return `${prefix}${lastMessage.toString(36).toUpperCase().padStart(7, '0')}=`;
    },
    rememberInbound(messageId, chat) {
      inbound.set(messageId, chat);
      if (inbound.size <= INBOUND_REMEMBERED) return;
      for (const oldest of inbound.keys()) {
        inbound.delete(oldest);
        break;
      }
    },
    chatOfInbound: (messageId) => inbound.get(messageId),
    authenticate(request) {
      const header = request.headers.authorization ?? '';
      const query = asObject(request.query).access_token;
      const token = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header)?.[1] ?? asText(query);
      if (token === '') throw new GraphError(190, 'An access token is required to request this resource.');
      const account = accounts.byToken(token);
      if (!account) throw new GraphError(190, 'Invalid OAuth access token - Cannot parse access token');
      return account;
    },
    requireNumber: (request, id) => requireOwn(accounts.byNumberId(id), whatsapp.authenticate(request), id),
    requireWaba: (request, id) => requireOwn(accounts.byWabaId(id), whatsapp.authenticate(request), id),
    templateOf({ account }, { type, payload }) {
      if (type !== 'template') return null;
      const { name, language } = asObject(payload.template);
      return templates.find(account.wabaId, asText(name), asText(asObject(language).code)) ?? null;
    },
    freeServiceLeft: (account, now) => settings.freeServicePerMonth - (freeService.get(monthOf(account, now)) ?? 0),
    useFreeService(account, now) {
      const key = monthOf(account, now);
      freeService.set(key, (freeService.get(key) ?? 0) + 1);
    },
  };
  return whatsapp;
}

/** One token reaches every account that carries it. */
function requireOwn(account: Account | undefined, holder: Account, id: string): Account {
  if (account && account.token === holder.token) return account;
  throw unknownObject(id);
}

export const unknownObject = (id: string): GraphError =>
  new GraphError(100, `Object with ID '${id}' does not exist or cannot be loaded due to missing permissions`, { subcode: 33 });
