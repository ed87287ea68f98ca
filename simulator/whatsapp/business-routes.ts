import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Account } from './accounts.ts';
import type { ChatMessage } from './chats.ts';
import { unknown } from './control-routes.ts';
import { messagingValue, postChange, secondsOf } from './hooks.ts';
import type { Json } from './json.ts';
import { TIER_FIGURES } from './reach.ts';
import type { WhatsApp } from './state.ts';

const Business = z.object({ phoneNumberId: z.string().optional() });
const Echo = Business.extend({ to: z.string(), text: z.string().min(1) });
const History = Business.extend({
  with: z.string(),
  messages: z.array(z.object({ fromShopper: z.boolean(), text: z.string(), at: z.number() })).min(1),
  phase: z.int().min(0).max(2).default(0),
  chunkOrder: z.int().positive().default(1),
  progress: z.int().min(0).max(100).default(100),
});
const HistoryDeclined = Business.extend({ declined: z.literal(true) });
const AppContact = Business.extend({ phone: z.string(), name: z.string(), action: z.enum(['add', 'remove']).default('add') });
const RawEvent = Business.extend({ field: z.string().min(1), value: z.record(z.string(), z.unknown()) });
const QualityChange = Business.extend({ quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']), event: z.string().default('ONBOARDING') });
const TierChange = Business.extend({ tier: z.enum(['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']) });


/** What happens on the business's side without the product: the app on somebody's phone, and news of the account. */
export function registerBusiness(app: FastifyInstance, whatsapp: WhatsApp): void {
  const { world } = whatsapp;

  on('/sim/whatsapp/echo', Echo, (account, { to, text }) => echo(whatsapp, account, to, text));
  on('/sim/whatsapp/history', z.union([HistoryDeclined, History]), (account, body) => {
    const history = 'declined' in body ? declinedHistory() : describeHistory(whatsapp, account, body);
    postChange(world, account, 'history', { ...messagingValue(account), history: [history] });
    return { ok: true };
  });
  on('/sim/whatsapp/app-contacts', AppContact, (account, { phone, name, action }) => {
    const contact = { full_name: name, first_name: name.split(' ')[0], phone_number: phone.replace(/\D/g, '') };
    const item = { type: 'contact', contact, action, metadata: { timestamp: secondsOf(world.now()) } };
    postChange(world, account, 'smb_app_state_sync', { ...messagingValue(account), state_sync: [item] });
    return { ok: true };
  });
  on('/sim/whatsapp/events', RawEvent, (account, { field, value }) => {
    postChange(world, account, field, value);
    return { ok: true };
  });
  on('/sim/whatsapp/quality', QualityChange, (account, { quality, event }) => {
    account.quality = quality;
    const limit = account.tier;
    postChange(world, account, 'phone_number_quality_update', {
      display_phone_number: account.number,
      event,
      max_daily_conversations_per_business: limit,
    });
    return { quality };
  });
  on('/sim/whatsapp/tier', TierChange, (account, { tier }) => {
    account.tier = tier;
    postChange(world, account, 'business_capability_update', {
      max_daily_conversations_per_business: TIER_FIGURES[tier],
      max_phone_numbers_per_business: 20,
    });
    return { tier };
  });

  function on<T extends { phoneNumberId?: string | undefined }>(url: string, schema: z.ZodType<T>, run: (account: Account, body: T) => Json): void {
    app.post(url, (request, reply) => {
      const body = schema.parse(request.body);
      const account = body.phoneNumberId ? whatsapp.accounts.byNumberId(body.phoneNumberId) : whatsapp.accounts.all()[0];
      return account ? reply.send(run(account, body)) : reply.code(404).send(unknown('business'));
    });
  }
}

/** A person of the business answers from the app: the shopper gets it, the product hears an echo. */
function echo(whatsapp: WhatsApp, account: Account, to: string, text: string): Json {
  const { world, shoppers, chats, live } = whatsapp;
  const shopper = shoppers.findOrMake(to);
  const chat = chats.open(account, shopper);
  const content = { type: 'text', text: { body: text } };
  const message: ChatMessage = {
    id: whatsapp.nextMessageId(),
    from: 'app',
    at: world.now(),
    type: 'text',
    payload: content,
    status: 'delivered',
    errorCode: null,
    reactions: {},
    isUnseen: false,
    callbackData: null,
    templateCategory: null,
  };
  chat.messages.push(message);
  chat.unread += 1;
  live.messageChanged(chat, message);
  const { id } = message;
  const item = { from: account.number, to: shopper.waId, id, timestamp: secondsOf(message.at), ...content };
  postChange(world, account, 'smb_message_echoes', { ...messagingValue(account), message_echoes: [item] });
  return { id };
}

function describeHistory(whatsapp: WhatsApp, account: Account, body: z.infer<typeof History>): Json {
  const { waId } = whatsapp.shoppers.findOrMake(body.with);
  const messages = body.messages.map(({ fromShopper, text, at }) => ({
    from: fromShopper ? waId : account.number,
    ...(!fromShopper && { to: waId }),
    id: whatsapp.nextMessageId(),
    timestamp: secondsOf(at),
    type: 'text',
    text: { body: text },
    history_context: { status: 'READ' },
  }));
  const metadata = { phase: body.phase, chunk_order: body.chunkOrder, progress: body.progress };
  return { metadata, threads: [{ id: waId, messages }] };
}

function declinedHistory(): Json {
  const message = 'History sharing is turned off by the business from the WhatsApp Business App';
  return { errors: [{ code: 2593109, title: message, message, error_data: { details: message } }] };
}
