import type { HandoffGiver, HandoffTrigger } from '#contract/handoff';
import type { Language } from '#contract/language';
import type { ConsentChannel, InboundEvent, InboundEventOf, InboundEventType } from '#contract/inbound-event';
import type { PaymentFault } from '#contract/payment';
import type { Config } from '#config';
import type { Keys } from '#platform/crypto';
import type { Clock } from '#platform/clock';
import type { Db, Tx } from '#platform/database';
import type { Ids } from '#platform/ids';
import type { Live } from '#platform/live';
import type { Log } from '#platform/log';
import type { ChannelDefinition } from '#ports/channel';
import type { ConnectorIo } from '#ports/connector';
import type { ModelDefinition } from '#ports/model';
import type { PaymentDefinition } from '#ports/payment';
import type { StorefrontDefinition } from '#ports/storefront';

/** What every use case is given first. Made once in `app.ts`; nothing in it is looked up from elsewhere. */
export interface App {
  config: Config;
  /** Address under which vendors and shoppers reach us, without a slash at the end. */
  publicUrl: string;
  db: Db;
  clock: Clock;
  ids: Ids;
  log: Log;
  keys: Keys;
  live: Live;
  io: ConnectorIo;
  connectors: Connectors;
  /** The owner of each kind of inbound event. */
  handlers: EventHandlers;
  receivers: Receivers;
  /** Says that rows of this kind of due work became due just now, in this process or another. After the commit. */
  poke(work: 'flows' | 'sends' | 'jobs' | 'assistant'): void;
}

/** Every connector of the registry by vendor id, its settings' type erased (they passed its schema). */
export interface Connectors {
  storefronts: ReadonlyMap<string, StorefrontDefinition>;
  channels: ReadonlyMap<string, ChannelDefinition>;
  payments: ReadonlyMap<string, PaymentDefinition>;
  models: ReadonlyMap<string, ModelDefinition>;
}

export type AnyDefinition = StorefrontDefinition | ChannelDefinition | PaymentDefinition | ModelDefinition;

/** One inbound fact on its way into the modules, in the transaction that stores it. */
export interface Arrived<Event extends InboundEvent = InboundEvent> {
  workspaceId: string;
  connectionId: string;
  /** Recognises a repeat inside the connection; those were already left out. */
  key: string;
  receivedAt: Date;
  event: Event;
}

/**
 * Applies all arrived events of one type that share a transaction: several workspaces and connections may be mixed, and one object may
 * appear more than once. Set-based, safe in any order, throws only when the whole group must be tried one by one.
 */
export type EventHandler<Type extends InboundEventType> = (app: App, tx: Tx, events: Arrived<InboundEventOf<Type>>[]) => Promise<void>;

/** The owner of each inbound event: exactly one each, checked at start. */
export type EventHandlers = { [Type in InboundEventType]: EventHandler<Type> };

export interface CartChange {
  workspaceId: string;
  cartId: string;
  connectionId: string;
  contactId: string | null;
  state: 'open' | 'completed' | 'deleted';
  itemCount: number;
  totalMinor: number;
  currency: string;
  checkoutReached: boolean;
  activityAt: Date;
  isBot: boolean;
}

export interface OrderChange {
  workspaceId: string;
  orderId: string;
  contactId: string | null;
  cartIds: string[];
  isNew: boolean;
  /** True once the order stands: not cancelled, voided or failed. */
  counts: boolean;
  totalMinor: number;
  currency: string;
  placedAt: Date;
}

export interface IncomingMessage {
  workspaceId: string;
  connectionId: string;
  conversationId: string;
  channel: ConsentChannel;
  contactId: string;
  messageId: string;
  providerMessageId: string;
  at: Date;
  content: InboundEventOf<'message.received'>['content'];
  inReplyTo: string | null;
  isStandby: boolean;
}

/** What the assistant needs to know of a message that it is to answer. */
export type AskedMessage = Pick<IncomingMessage, 'workspaceId' | 'connectionId' | 'conversationId' | 'contactId' | 'messageId' | 'at'>;

/** Asks for a person, whoever notices that one is needed. */
export interface HandoffAsk {
  workspaceId: string;
  conversationId: string;
  trigger: HandoffTrigger;
  /** More than the rule's. */
  tags?: string[];
  /** One or two sentences for whoever takes it, in the merchant's language; '' for none. */
  summary: string;
  by: HandoffGiver;
  /** The assistant's turn that ended in it; null: another cause. */
  turnId: string | null;
  /** What caused it (a message, turn, payment): with `step` it makes a repeat tell the shopper nothing more. */
  causeId: string;
  step: string;
  /** What the shopper reads instead of the rule's words; when a person answers is added. Null: the rule's. */
  words: string | null;
  /** Null: as they are known to speak. */
  language: Language | null;
}

export interface SendOutcome {
  workspaceId: string;
  sendId: string;
  runId: string | null;
  cartId: string | null;
  contactId: string;
  /** `accepted` comes once; `undelivered` may follow it when the channel reports a failure later. */
  kind: 'accepted' | 'refused' | 'failed' | 'undelivered';
  reason: string | null;
  at: Date;
}

/** Something in a conversation that members should hear of. */
export interface MemberConcern {
  workspaceId: string;
  conversationId: string;
  /** Given to them, named in a note, waiting urgently, written to by the shopper of their conversation, or told by one that the help was bad. */
  kind: 'assigned' | 'mentioned' | 'urgent' | 'written' | 'rated_bad';
  /** Null: everybody who answers shoppers. */
  memberIds: string[] | null;
}

/** Somebody asked to be told when this can be bought, and now it can. Taken: nobody else answers it. */
export interface StockWish {
  workspaceId: string;
  wishId: string;
  connectionId: string;
  variantKey: string;
  contactId: string;
  /** The number that they wrote to. */
  channelConnectionId: string;
  language: string;
  wishedAtMs: number;
}

/** What a payment came to, for whoever tells the shopper and the merchant's people. Each comes once. */
export interface PaymentOutcome {
  workspaceId: string;
  linkId: string;
  paymentId: string | null;
  cartId: string;
  contactId: string | null;
  conversationId: string | null;
  /** es, pt or en. */
  language: string;
  /** The till's name. */
  vendorName: string;
  amountMinor: number;
  currency: string;
  /** Where the shopper pays, or tries again. */
  payUrl: string;
  /** Other tills for the same cart; only where this one refused. */
  others: { name: string; url: string }[];
  news:
    | { kind: 'order_made'; orderNumber: string; statusUrl: string | null }
    | { kind: 'order_by_hand'; orderNumber: string; why: string }
    /** Paid, and no order was made: a person decides. `paidMinor` and `paidCurrency` are what came in. */
    | { kind: 'held'; fault: PaymentFault; paidMinor: number; paidCurrency: string }
    /** A slip or code to pay with elsewhere was made. */
    | { kind: 'pending'; voucher: { kind: 'cash' | 'bank_slip' | 'pix'; url: string | null; code: string | null; expiresAt: Date | null } | null }
    /** `times`: how often on this link. */
    | { kind: 'refused'; times: number; reason: string | null }
    | { kind: 'expired' }
    | { kind: 'refunded'; refundedMinor: number; isWhole: boolean }
    | { kind: 'disputed' | 'dispute_lost' | 'dispute_won' };
}

/**
 * How a module tells one above it: it looks the receiver up here and never imports upwards. All run in the teller's transaction.
 */
export interface Receivers {
  cartsChanged(app: App, tx: Tx, changes: CartChange[]): Promise<void>;
  ordersChanged(app: App, tx: Tx, changes: OrderChange[]): Promise<void>;
  messagesReceived(app: App, tx: Tx, messages: IncomingMessage[]): Promise<void>;
  /** Messages that the assistant is to answer. One that comes again, as after a hand-back, is answered once all the same. */
  assistantAsked(app: App, tx: Tx, messages: AskedMessage[]): Promise<void>;
  /** A member gave their conversation back to the assistant; it is locked and the assistant's by now. False: the assistant answers nobody there just now. */
  handedBack(app: App, tx: Tx, conversation: { workspaceId: string; conversationId: string; contactId: string }): Promise<boolean>;
  /** A person has to go on with these conversations, and the shopper is to be told. */
  personNeeded(app: App, tx: Tx, asks: HandoffAsk[]): Promise<void>;
  /** A person of the merchant took the conversation over (console or the vendor's own app). */
  personTookOver(app: App, tx: Tx, conversations: { workspaceId: string; contactId: string }[]): Promise<void>;
  /** A member closed them; that can still be taken back. */
  conversationsClosed(app: App, tx: Tx, conversations: { workspaceId: string; conversationId: string }[]): Promise<void>;
  membersConcerned(app: App, tx: Tx, concerns: MemberConcern[]): Promise<void>;
  marketingWithdrawn(app: App, tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void>;
  sendsSettled(app: App, tx: Tx, outcomes: SendOutcome[]): Promise<void>;
  stockReturned(app: App, tx: Tx, wishes: StockWish[]): Promise<void>;
  /** A payment of these carts may just have been made: once this settles, no reminder about them can still begin. Their rows are locked. */
  paymentsAwaited(app: App, tx: Tx, carts: { workspaceId: string; cartId: string }[]): Promise<void>;
  paymentsSettled(app: App, tx: Tx, outcomes: PaymentOutcome[]): Promise<void>;
  contactsMerged(app: App, tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void>;
  contactsErased(app: App, tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void>;
}
