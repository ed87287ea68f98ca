import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Account } from './accounts.ts';
import { isFreeEntry, isWindowOpen } from './chats.ts';
import { unknown } from './control-routes.ts';
import type { Json } from './json.ts';
import { changeNumber, setBlocked, setMarketingPreference } from './preferences.ts';
import type { Shopper } from './shoppers.ts';
import type { WhatsApp } from './state.ts';
import { viewMessage } from './view-message.ts';
import { readChat, ShopperAct, writeAsShopper } from './write-as-shopper.ts';

const NewShopper = z.object({
  phone: z.string().regex(/^\+?\d[\d ()-]{6,}$/).nullable().default(null),
  waId: z.string().regex(/^\d+$/).optional(),
  name: z.string().min(1).max(60),
  username: z.string().regex(/^[a-z0-9._]{3,35}$/).nullable().default(null),
  hidesPhone: z.boolean().optional(),
  isOnNetwork: z.boolean().default(true),
  country: z.string().length(2).optional(),
  language: z.string().default('es'),
});
const ShopperChange = NewShopper.partial().pick({ name: true, username: true, hidesPhone: true, isOnNetwork: true, language: true, waId: true });
const ToBusiness = z.object({ to: z.string().optional() });
const BlockChange = ToBusiness.extend({ blocked: z.boolean().default(true) });
const PreferenceChange = ToBusiness.extend({ marketing: z.enum(['stop', 'resume']) });
const NumberChange = ToBusiness.extend({ phone: z.string().min(8) });

type ByAddress = { Params: { address: string }; Querystring: { to?: string } };

/** `/sim/whatsapp/users/{address}`: what a person does. The address is a phone in any spelling, a username or a scoped id. */
export function registerShoppers(app: FastifyInstance, whatsapp: WhatsApp): void {
  const base = '/sim/whatsapp/users';
  const { shoppers, chats, live } = whatsapp;

  app.get(base, () => ({ users: shoppers.all().slice(0, 1000).map((shopper) => describeShopper(whatsapp, shopper)) }));
  app.post(base, (request, reply) => {
    const shopper = shoppers.add(definedOnly(NewShopper.parse(request.body)));
    live.worldChanged();
    return reply.code(201).send(describeShopper(whatsapp, shopper));
  });

  act('patch', '', (shopper, _account, body) => {
    Object.assign(shopper, definedOnly(ShopperChange.parse(body)));
    live.worldChanged();
    return describeShopper(whatsapp, shopper);
  });
  act('get', '', (shopper) => describeShopper(whatsapp, shopper));
  act('get', '/chat', (shopper, account) => describeChat(whatsapp, account, shopper));
  act('post', '/messages', (shopper, account, body) => {
    const message = writeAsShopper(whatsapp, account, shopper, ShopperAct.parse(body));
    return message ? { id: message.id, at: message.at } : { id: null, reason: 'The shopper blocked this business.' };
  });
  act('post', '/read', (shopper, account) => ({ read: readChat(whatsapp, chats.open(account, shopper)) }));
  act('post', '/block', (shopper, account, body) => {
    setBlocked(whatsapp, account, shopper, BlockChange.parse(body ?? {}).blocked);
    return describeShopper(whatsapp, shopper);
  });
  act('post', '/preferences', (shopper, account, body) => {
    setMarketingPreference(whatsapp, account, shopper, PreferenceChange.parse(body).marketing);
    return describeShopper(whatsapp, shopper);
  });
  act('post', '/number', (shopper, account, body) => {
    changeNumber(whatsapp, account, shopper, NumberChange.parse(body).phone);
    live.worldChanged();
    return describeShopper(whatsapp, shopper);
  });

  /** The person is made up when the address is a phone of nobody; `to` picks the business, by default the first. */
  function act(method: 'get' | 'post' | 'patch', path: string, run: (shopper: Shopper, account: Account, body: unknown) => Json): void {
    app.route<ByAddress>({
      method,
      url: `${base}/:address${path}`,
      handler(request, reply) {
        const { address } = request.params;
        const shopper = shoppers.find(address) ?? (/^\+?\d{8,15}$/.test(address) ? shoppers.findOrMake(address) : undefined);
        if (!shopper) return reply.code(404).send(unknown('person'));
        const to = request.query.to ?? ToBusiness.parse(request.body ?? {}).to;
        const account = to === undefined ? whatsapp.accounts.all()[0] : whatsapp.accounts.byNumberId(to);
        if (!account) return reply.code(404).send(unknown('business'));
        return reply.send(run(shopper, account, request.body));
      },
    });
  }
}

export function describeShopper({ accounts, shoppers }: WhatsApp, shopper: Shopper): Json {
  const businesses = accounts.all();
  return {
    ...shopper,
    blocked: [...shopper.blocked],
    stoppedMarketing: businesses.filter(({ portfolioId }) => shopper.stoppedMarketing.has(portfolioId)).map(({ phoneNumberId }) => phoneNumberId),
    scopedIds: Object.fromEntries(businesses.map((account) => [account.phoneNumberId, shoppers.scopedIdOf(shopper, account)])),
  };
}

/** The chat as the person sees it, and the windows that the network keeps for it. */
export function describeChat(whatsapp: WhatsApp, account: Account, shopper: Shopper): Json {
  const { chats, world } = whatsapp;
  const chat = chats.find(account, shopper);
  if (!chat) return { messages: [], unread: 0, typingUntil: null, isWindowOpen: false, isFreeEntry: false };
  return {
    messages: chat.messages.all().map((message) => viewMessage(chat, message, whatsapp.templateOf(chat, message))),
    unread: chat.unread,
    typingUntil: chat.typingUntil,
    isWindowOpen: isWindowOpen(chat, world.now()),
    lastInboundAt: chat.lastInboundAt,
    isFreeEntry: isFreeEntry(chat, world.now()),
  };
}

function definedOnly<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
