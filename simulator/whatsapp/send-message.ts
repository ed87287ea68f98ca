import { checkMessage } from './check-message.ts';
import { checkTemplateSend } from './check-template-send.ts';
import type { Account } from './accounts.ts';
import { isFreeEntry, isWindowOpen, PAIR_BURST, PAIR_REFILL_MS, type Chat, type ChatMessage } from './chats.ts';
import { GraphError } from './graph-errors.ts';
import { asObject, asText, type Json } from './json.ts';
import { digitsOf, isUnitedStates } from './phone-numbers.ts';
import { priceMessage } from './pricing-rules.ts';
import { textOf } from './render-message.ts';
import type { Shopper } from './shoppers.ts';
import type { WhatsApp } from './state.ts';
import type { Template } from './templates.ts';

const DAY_MS = 86_400_000;

/** What the network did with a send. */
export interface Accepted {
  wamid: string;
  reply: Json;
}

export interface SendOptions {
  /** A fault decided that the message fails later with this code; null = none. */
  failLaterWith: number | null;
  /** The sender will not see the answer. */
  answerDropped: boolean;
  /** Real time at which the call arrived, ms. */
  arrivedRealAt: number;
}

/** Accepts a message or throws the GraphError that refuses it. */
export function sendMessage(whatsapp: WhatsApp, account: Account, body: Json, options: SendOptions): Accepted {
  const { world, chats, shoppers, ledger, statuses } = whatsapp;
  checkMessage(body);
  if (account.refuseWith !== null) throw new GraphError(account.refuseWith, 'The pretend account was told to refuse.');
  const template = body.type === 'template' ? findTemplate(whatsapp, account, asObject(body.template)) : null;
  const shopper = findRecipient(whatsapp, account, body);
  checkThroughput(whatsapp, account);
  const chat = chats.open(account, shopper);
  const type = asText(body.type) || 'text';
  if (type === 'reaction') checkReaction(chat, asObject(body.reaction));
  if (whatsapp.settings.messagingLimit) whatsapp.reach.check(account, chat);
  if (whatsapp.settings.pairRate) takePairToken(chat, world.now());

  const now = world.now();
  const category = template?.category ?? null;
  const message = createMessage(whatsapp.nextMessageId(), type, body, now, category);
  const failure = foreseeFailure(whatsapp, chat, template, options.failLaterWith);
  if (!failure) whatsapp.reach.note(account, chat);
  if (!failure) openFreeWindow(whatsapp, chat, now);
  if (!failure && category === 'MARKETING') rememberMarketing(chat, now);
  const entry = describeEntry(account, shopper, body, message, template, options);
  ledger.record(entry);
  rememberMessage(whatsapp, chat, message, failure !== null || shopper.blocked.has(account.phoneNumberId));

  const isReaction = type === 'reaction';
  statuses.follow({
    account,
    chat,
    message,
    entry,
    scopedId: shoppers.scopedIdOf(shopper, account),
    hidesPhone: shopper.hidesPhone || asText(body.to) === '',
    pricing: isReaction ? null : priceOf(whatsapp, chat, category, now),
    freeUntil: isFreeEntry(chat, now) ? chat.freeUntil : null,
    failure,
    isDeliverable: !shopper.blocked.has(account.phoneNumberId),
  });
  return { wamid: message.id, reply: describeReply(whatsapp, account, shopper, body, message, template) };
}

function findTemplate({ templates }: WhatsApp, account: Account, sent: Json): Template {
  const name = asText(sent.name);
  const language = asText(asObject(sent.language).code);
  const template = templates.find(account.wabaId, name, language);
  if (!template) throw new GraphError(132001, `template name (${name}) does not exist in ${language}`);
  checkTemplateSend(template, sent);
  return template;
}

/** `to` wins over `recipient`. A phone that nobody described belongs to somebody all the same. */
function findRecipient({ shoppers }: WhatsApp, account: Account, body: Json): Shopper {
  const to = asText(body.to);
  const shopper = to === '' ? shoppers.findByScopedId(asText(body.recipient)) : findByPhone(to);
  if (!shopper) throw new GraphError(131009, 'Parameter recipient is not valid');
  if (account.blockedUsers.has(shopper.key)) throw new GraphError(130403, 'This business has blocked the user.');
  return shopper;

  function findByPhone(phone: string): Shopper {
    const digits = digitsOf(phone);
    if (digits.length < 8 || digits.length > 15) throw new GraphError(131009, `Parameter to (${phone}) is not a valid number`);
    if (digits === account.number) throw new GraphError(131021, 'Sender and recipient phone number is the same');
    return shoppers.findOrMake(phone);
  }
}

function checkThroughput({ settings, ledger }: WhatsApp, account: Account): void {
  if (!settings.throughput) return;
  // A tenth more, because arrivals jitter on the way and the real limit is not that exact either.
  if (ledger.rateOf(account.phoneNumberId) >= Math.ceil(account.messagesPerSecond * 1.1)) {
    throw new GraphError(130429, 'Cloud API message throughput has been reached.');
  }
}

function takePairToken(chat: Chat, now: number): void {
  const earned = (now - chat.pairAt) / PAIR_REFILL_MS;
  chat.pairTokens = Math.min(PAIR_BURST, chat.pairTokens + earned);
  chat.pairAt = now;
  if (chat.pairTokens < 1) {
    throw new GraphError(131056, 'Too many messages sent to the same recipient in a short period.');
  }
  chat.pairTokens -= 1;
}

function checkReaction(chat: Chat, reaction: Json): void {
  const target = chat.messages.all().find(({ id }) => id === reaction.message_id);
  if (!target || target.type === 'reaction') throw new GraphError(131009, 'The message to react to does not exist');
  const emoji = asText(reaction.emoji);
  if (emoji) target.reactions.business = emoji;
  else delete target.reactions.business;
}

const createMessage = (id: string, type: string, payload: Json, at: number, templateCategory: string | null): ChatMessage => ({
  id,
  from: 'business',
  at,
  type,
  payload,
  status: 'accepted',
  errorCode: null,
  reactions: {},
  isUnseen: false,
  callbackData: typeof payload.biz_opaque_callback_data === 'string' ? payload.biz_opaque_callback_data : null,
  templateCategory,
});

/** The failures that the network tells only afterwards, by status webhook; null when the message will arrive. */
function foreseeFailure(whatsapp: WhatsApp, chat: Chat, template: Template | null, failLaterWith: number | null) {
  const { account, shopper } = chat;
  const now = whatsapp.world.now();
  const isMarketing = template?.category === 'MARKETING';
  const forced = failLaterWith ?? account.failWith;
  if (forced !== null) return { code: forced, details: 'The pretend network was told to fail this message.' };
  if (!shopper.isOnNetwork) return { code: 131026, details: 'Message Undeliverable.' };
  if (!template && !isWindowOpen(chat, now)) {
    return { code: 131047, details: 'More than 24 hours have passed since the recipient last wrote.' };
  }
  if (isMarketing && shopper.stoppedMarketing.has(account.portfolioId)) {
    return { code: 131050, details: 'The recipient stopped marketing messages from this business.' };
  }
  const cap = whatsapp.settings.marketingCapPerDay;
  const isCapped = cap !== null && chat.marketingAt.filter((at) => now - at < DAY_MS).length >= cap;
  if (isMarketing && (isCapped || isUnitedStates(shopper.waId))) {
    return { code: 131049, details: 'Not delivered to keep the ecosystem healthy.' };
  }
  return null;
}

/** Our first answer to somebody who came through an ad opens the free window. */
function openFreeWindow({ settings }: WhatsApp, chat: Chat, now: number): void {
  if (chat.enteredByAdAt === null) return;
  if (now - chat.enteredByAdAt < DAY_MS) chat.freeUntil = now + settings.freeEntryDays * DAY_MS;
  chat.enteredByAdAt = null;
}

function rememberMarketing(chat: Chat, now: number): void {
  chat.marketingAt = chat.marketingAt.filter((at) => now - at < DAY_MS);
  chat.marketingAt.push(now);
}

function rememberMessage({ live }: WhatsApp, chat: Chat, message: ChatMessage, staysUnseen: boolean): void {
  message.isUnseen = staysUnseen;
  chat.messages.push(message);
  chat.typingUntil = null;
  if (!staysUnseen && message.type !== 'reaction') chat.unread += 1;
  live.messageChanged(chat, message);
}

function priceOf(whatsapp: WhatsApp, chat: Chat, category: string | null, now: number) {
  const pricing = priceMessage({
    templateCategory: category === null ? null : category.toLowerCase(),
    isWindowOpen: isWindowOpen(chat, now),
    isFreeEntry: isFreeEntry(chat, now),
    freeServiceLeft: whatsapp.freeServiceLeft(chat.account, now),
    now,
  });
  if (pricing.category === 'service' && pricing.type === 'free_customer_service') whatsapp.useFreeService(chat.account, now);
  return pricing;
}

function describeEntry(
  account: Account,
  shopper: Shopper,
  body: Json,
  message: ChatMessage,
  template: Template | null,
  { answerDropped, arrivedRealAt }: SendOptions,
) {
  return {
    wamid: message.id,
    phoneNumberId: account.phoneNumberId,
    to: asText(body.to) || asText(body.recipient),
    shopper: shopper.key,
    callbackData: message.callbackData,
    type: message.type,
    text: textOf(body, template),
    template: template && `${template.name}/${template.language}`,
    status: message.status,
    errorCode: null,
    answerDropped,
    acceptedAt: message.at,
    arrivedRealAt,
    acceptedRealAt: Date.now(),
    payload: body,
  };
}

function describeReply(
  { shoppers }: WhatsApp,
  account: Account,
  shopper: Shopper,
  body: Json,
  message: ChatMessage,
  template: Template | null,
): Json {
  const input = asText(body.to);
  const contact = input
    ? { input, wa_id: shopper.waId }
    : { input: asText(body.recipient), user_id: shoppers.scopedIdOf(shopper, account) };
  return {
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [{ id: message.id, ...(template && { message_status: 'accepted' }) }],
  };
}
