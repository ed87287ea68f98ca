import { createRing, type Ring, type World } from '../kit/index.ts';
import type { Account } from './accounts.ts';
import type { Json } from './json.ts';
import type { Shopper } from './shoppers.ts';

export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** One message between a business and a person, as both ends see it. */
export interface ChatMessage {
  id: string;
  /** `app` = a person of the business wrote it in the business app. */
  from: 'business' | 'shopper' | 'app';
  /** World time, ms. */
  at: number;
  type: string;
  /** The request that sent it, or the webhook message that it became. */
  payload: Json;
  status: MessageStatus;
  errorCode: number | null;
  /** Emoji by who reacted; absent when nobody did. */
  reactions: { business?: string; shopper?: string };
  callbackData: string | null;
  /** True for what the person never gets to see: it failed, or they blocked the business. */
  isUnseen: boolean;
  templateCategory: string | null;
}

/** What one business and one person have between them. */
export interface Chat {
  account: Account;
  shopper: Shopper;
  messages: Ring<ChatMessage>;
  /** World time of the person's last message, ms; null = never wrote. */
  lastInboundAt: number | null;
  /** When the person came in through an ad and nobody has answered yet; null = not so. */
  enteredByAdAt: number | null;
  /** End of the free window that an answered ad opened; null = none. */
  freeUntil: number | null;
  /** The typing bubble shows until then; null = no bubble. */
  typingUntil: number | null;
  unread: number;
  /** Tokens left in the pair bucket and when they were counted. */
  pairTokens: number;
  pairAt: number;
  /** Marketing templates of the last 24 h, world ms each. */
  marketingAt: number[];
}

const DAY_MS = 86_400_000;

export const isWindowOpen = (chat: Chat, now: number): boolean =>
  chat.lastInboundAt !== null && now - chat.lastInboundAt < DAY_MS;

export const isFreeEntry = (chat: Chat, now: number): boolean => chat.freeUntil !== null && now < chat.freeUntil;

export interface Chats {
  open(account: Account, shopper: Shopper): Chat;
  /** Undefined when the two never had anything to do with each other. */
  find(account: Account, shopper: Shopper): Chat | undefined;
  all(): Chat[];
}

export interface ChatLimits {
  /** Chats with people who never wrote; the oldest is forgotten first. */
  silentChats: number;
  /** Messages remembered in each chat. */
  messagesPerChat: number;
}

/** Burst of messages to one person, and the time after which one more is allowed. */
export const PAIR_BURST = 45;
export const PAIR_REFILL_MS = 6000;

export function createChats(world: World, limits: ChatLimits): Chats {
  const talking = new Map<string, Chat>();
  /** Chats of people who never wrote: bounded, because a load test meets a million of them. */
  const silent = new Map<string, Chat>();
  world.onReset(() => {
    talking.clear();
    silent.clear();
  });
  const keyOf = (account: Account, shopper: Shopper) => `${account.phoneNumberId}:${shopper.key}`;

  function find(account: Account, shopper: Shopper): Chat | undefined {
    const key = keyOf(account, shopper);
    const known = talking.get(key);
    if (known) return known;
    const quiet = silent.get(key);
    if (quiet && shopper.isKept) {
      silent.delete(key);
      talking.set(key, quiet);
    }
    return quiet;
  }

  return {
    find,
    open(account, shopper) {
      const found = find(account, shopper);
      if (found) return found;
      const chat: Chat = {
        account,
        shopper,
        messages: createRing(limits.messagesPerChat),
        lastInboundAt: null,
        enteredByAdAt: null,
        freeUntil: null,
        typingUntil: null,
        unread: 0,
        pairTokens: PAIR_BURST,
        pairAt: world.now(),
        marketingAt: [],
      };
      (shopper.isKept ? talking : silent).set(keyOf(account, shopper), chat);
      if (silent.size > limits.silentChats) {
        for (const oldest of silent.keys()) {
          silent.delete(oldest);
          break;
        }
      }
      return chat;
    },
    all: () => [...talking.values(), ...silent.values()],
  };
}
