import type { World } from '../kit/index.ts';
import type { Account } from './accounts.ts';
import type { Chat, ChatMessage, MessageStatus } from './chats.ts';
import { statusError } from './graph-errors.ts';
import { messagingValue, postChange, secondsOf } from './hooks.ts';
import type { Json } from './json.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import type { Live } from './live.ts';
import type { Pricing } from './pricing-rules.ts';
import type { Settings } from './settings.ts';

/** A message on its way to a phone. */
export interface InFlight {
  account: Account;
  chat: Chat;
  message: ChatMessage;
  entry: LedgerEntry;
  /** The person's id in this portfolio. */
  scopedId: string;
  /** Addressed by scoped id or kept from businesses: the number is not told. */
  hidesPhone: boolean;
  /** Null for reactions, which cost nothing and are only ever sent. */
  pricing: Pricing | null;
  /** Free-entry window as statuses report it; null = not in one. */
  freeUntil: number | null;
  /** How it will end instead of being delivered; null = it arrives. */
  failure: { code: number; details: string } | null;
  /** False for a person who blocked the business: sent, never delivered. */
  isDeliverable: boolean;
}

export interface Statuses {
  /** Takes an accepted message; its statuses follow by the settings' delays. */
  follow(message: InFlight): void;
  /** The person has read (or played) it. Safe to repeat. */
  read(message: ChatMessage): void;
}

/** How often waiting messages are looked at, ms of world time: one timer for all of them. */
const TICK_MS = 25;

/**
 * Messages wait in two queues, not on timers of their own: the delays are the same for all, so both queues are in order of
 * their due time and one tick moves whole batches on. Statuses of a number leave together, hundreds in one webhook.
 */
export function createStatuses(world: World, settings: Settings, ledger: Ledger, live: Live): Statuses {
  let accepted = createQueue();
  let sent = createQueue();
  let delivered = createQueue();
  let outgoing = new Map<Account, { statuses: Json[]; since: number; recipients: Set<string> }>();
  let readable = new WeakMap<ChatMessage, InFlight>();
  let isTicking = false;
  world.onReset(() => {
    accepted = createQueue();
    sent = createQueue();
    delivered = createQueue();
    outgoing = new Map();
    readable = new WeakMap();
    isTicking = false;
  });

  function startTicking(): void {
    if (isTicking) return;
    isTicking = true;
    world.after(TICK_MS, tick);
  }

  function tick(): void {
    isTicking = false;
    const now = world.now();
    accepted.takeDue(now, (item) => {
      if (item.failure) return report(item, 'failed');
      report(item, 'sent');
      if (item.isDeliverable && item.pricing) sent.add(item, item.message.at + settings.deliveredAfterMs);
    });
    sent.takeDue(now, (item) => {
      // Before `delivered`, so that a phone that marks it read at once finds it.
      readable.set(item.message, item);
      report(item, 'delivered');
      if (settings.readAfterMs !== null) delivered.add(item, now + settings.readAfterMs);
    });
    delivered.takeDue(now, (item) => markRead(item));
    for (const [account, batch] of outgoing) {
      if (now - batch.since >= settings.statusFlushMs) flush(account);
    }
    if (accepted.size() + sent.size() + delivered.size() + outgoing.size > 0) startTicking();
  }

  function markRead(item: InFlight): void {
    if (item.message.status === 'read' || item.message.status === 'played') return;
    const isVoice = item.message.type === 'audio';
    report(item, 'read');
    if (isVoice) report(item, 'played');
  }

  function report(item: InFlight, status: MessageStatus): void {
    item.message.status = status;
    item.entry.status = status;
    if (status === 'failed') item.message.errorCode = item.entry.errorCode = item.failure?.code ?? null;
    ledger.countOutcome(status);
    live.messageChanged(item.chat, item.message);
    if (!settings.statuses) return;
    let batch = outgoing.get(item.account);
    if (!batch) outgoing.set(item.account, (batch = { statuses: [], since: world.now(), recipients: new Set() }));
    batch.statuses.push(describeStatus(item, status, world.now()));
    if (batch.recipients.size < 2) batch.recipients.add(item.chat.shopper.waId);
    if (batch.statuses.length >= settings.statusBatch) flush(item.account);
    startTicking();
  }

  function flush(account: Account): void {
    const batch = outgoing.get(account);
    if (!batch) return;
    outgoing.delete(account);
    // Only a webhook about one person can be singled out by a fault for that person.
    const [recipient] = batch.recipients.size === 1 ? batch.recipients : [];
    postChange(world, account, 'messages', { ...messagingValue(account), statuses: batch.statuses }, recipient ? { recipient } : {});
  }

  return {
    follow(item) {
      accepted.add(item, item.message.at + settings.sentAfterMs);
      startTicking();
    },
    read(message) {
      const item = readable.get(message);
      if (!item) return;
      readable.delete(message);
      markRead(item);
    },
  };
}

function describeStatus(item: InFlight, status: MessageStatus, now: number): Json {
  const showsPhone = !item.hidesPhone;
  const isFailed = status === 'failed';
  return {
    id: item.message.id,
    status,
    timestamp: secondsOf(now),
    ...(showsPhone && { recipient_id: item.chat.shopper.waId }),
    ...(!(isFailed && showsPhone) && { recipient_user_id: item.scopedId }),
    ...(item.message.callbackData !== null && { biz_opaque_callback_data: item.message.callbackData }),
    ...(item.freeUntil !== null && status === 'sent' && { conversation: describeConversation(item, item.freeUntil) }),
    ...(item.pricing && (status === 'sent' || status === 'delivered') && { pricing: item.pricing }),
    ...(isFailed && item.failure && { errors: [statusError(item.failure.code, item.failure.details)] }),
  };
}

const describeConversation = ({ scopedId }: InFlight, freeUntil: number): Json => ({
  id: `fep${scopedId.slice(3)}`,
  expiration_timestamp: secondsOf(freeUntil),
  origin: { type: 'referral_conversion' },
});

function createQueue() {
  let items: { item: InFlight; dueAt: number }[] = [];
  let head = 0;
  return {
    size: () => items.length - head,
    add: (item: InFlight, dueAt: number) => void items.push({ item, dueAt }),
    takeDue(now: number, take: (item: InFlight) => void) {
      for (let next = items[head]; next && next.dueAt <= now; next = items[head]) {
        head += 1;
        take(next.item);
      }
      if (head > 0) {
        items = items.slice(head);
        head = 0;
      }
    },
  };
}
