import { CartPage } from '#contract/cart';
import { ConversationPage } from '#contract/conversation';
import { Guide } from '#contract/guide';
import { post, until } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

const minuteMs = 60_000;
const business = '200300400500600';

export interface PlayedDay {
  /** The WhatsApp number of the shop, and the person who talked most with it. */
  business: string;
  talkativeKey: string;
  recoveredCartId: string;
  conversationId: string;
  flowId: string;
}

interface Shopper {
  firstName: string;
  lastName: string;
  /** The last four digits of +54 9 11 5555-…. */
  digits: string;
  /** What they left: variants of the pretend shop. */
  goods: readonly string[];
  acceptsWhatsApp: boolean;
  does: 'buys at once' | 'comes back and buys' | 'asks for a person' | 'asks about delivery' | 'nothing';
}

const shoppers: readonly Shopper[] = [
  { firstName: 'Lucía', lastName: 'Paz', digits: '0199', goods: ['zapatilla-norte'], acceptsWhatsApp: true, does: 'comes back and buys' },
  { firstName: 'Mateo', lastName: 'Ríos', digits: '0511', goods: ['#2', '#5'], acceptsWhatsApp: true, does: 'asks for a person' },
  { firstName: 'Camila', lastName: 'Sosa', digits: '0512', goods: ['#3'], acceptsWhatsApp: true, does: 'comes back and buys' },
  { firstName: 'Joaquín', lastName: 'Vera', digits: '0513', goods: ['#4'], acceptsWhatsApp: false, does: 'nothing' },
  { firstName: 'Emilia', lastName: 'Luna', digits: '0514', goods: ['#1', '#6'], acceptsWhatsApp: true, does: 'asks about delivery' },
  { firstName: 'Tomás', lastName: 'Gil', digits: '0515', goods: ['#7'], acceptsWhatsApp: true, does: 'buys at once' },
  { firstName: 'Renata', lastName: 'Ibarra', digits: '0516', goods: ['#8'], acceptsWhatsApp: true, does: 'nothing' },
  { firstName: 'Nicolás', lastName: 'Ferro', digits: '0517', goods: ['#2'], acceptsWhatsApp: false, does: 'nothing' },
];

/** A morning in the pretend shop: carts are left, an hour passes, some come back, some ask, some do nothing. */
export async function playDay(demo: Demo): Promise<PlayedDay> {
  const variants = await findVariants(demo);
  await until('approved texts', async () => Guide.parse(await demo.api('/guide')).steps.some(({ step, state }) => step === 'texts' && state === 'ok'));
  const checkouts = new Map<Shopper, string>();
  for (const shopper of shoppers) checkouts.set(shopper, await leaveCart(demo, shopper, variants));
  await demo.letTimePass(61 * minuteMs);
  for (const shopper of shoppers.filter(({ acceptsWhatsApp, does }) => acceptsWhatsApp && does !== 'buys at once')) {
    const message = await readMessage(demo, shopper);
    await demo.letTimePass(3 * minuteMs);
    await answer(demo, shopper, message, checkouts.get(shopper) ?? '');
    await post(`${demo.simulatorUrl}/sim/webhooks/idle`, {});
  }
  await until('a recovered cart', async () => (await recoveredCarts(demo)).length === 2);
  await until('a waiting person', async () => (await waiting(demo)).length > 0);
  const guide = Guide.parse(await demo.api('/guide'));
  const recovered = (await recoveredCarts(demo)).find(({ contactName }) => contactName?.startsWith('Lucía'));
  return {
    business,
    talkativeKey: keyOf(shoppers[1] as Shopper),
    recoveredCartId: recovered?.id ?? '',
    conversationId: (await waiting(demo))[0]?.id ?? '',
    flowId: guide.steps.find(({ step }) => step === 'texts')?.subjectId ?? '',
  };
}

const keyOf = ({ digits }: Shopper) => `54115555${digits}`;
const recoveredCarts = async (demo: Demo) => CartPage.parse(await demo.api('/carts?outcome=recovered')).items;
const waiting = async (demo: Demo) => ConversationPage.parse(await demo.api('/conversations?view=waiting')).items;

/** The first sellable variant of each product, by handle and by place in the shop. */
async function findVariants({ simulatorUrl }: Demo): Promise<Map<string, number>> {
  const shop = (await (await fetch(`${simulatorUrl}/sim/shopify/aurora`)).json()) as { products: { handle: string; variants: { id: number; stock: number }[] }[] };
  const sellable = shop.products.flatMap(({ handle, variants }) => variants.filter(({ stock }) => stock > 0).slice(0, 1).map(({ id }) => ({ handle, id })));
  return new Map(sellable.flatMap(({ handle, id }, index) => [[handle, id] as const, [`#${index}`, id] as const]));
}

async function leaveCart({ simulatorUrl }: Demo, shopper: Shopper, variants: ReadonlyMap<string, number>): Promise<string> {
  const { firstName, lastName, acceptsWhatsApp, digits } = shopper;
  const lines = shopper.goods.map((name) => ({ variantId: variants.get(name) ?? 4455, quantity: 1 }));
  const contact = { firstName, lastName, phone: `+549115555${digits}`, acceptsWhatsApp };
  await post(`${simulatorUrl}/sim/whatsapp/users`, { phone: contact.phone, name: `${firstName} ${lastName}` }).catch(() => undefined);
  const { token } = (await post(`${simulatorUrl}/sim/shopify/aurora/checkouts`, { lines, contact })) as { token: string };
  await post(`${simulatorUrl}/sim/webhooks/idle`, {});
  if (shopper.does === 'buys at once') await post(`${simulatorUrl}/sim/shopify/aurora/checkouts/${token}/complete`, { paid: true });
  return token;
}

interface Message {
  id: string;
  buttons: { title: string; url: string | null; id: string }[];
}

async function readMessage({ simulatorUrl }: Demo, shopper: Shopper): Promise<Message> {
  const user = `${simulatorUrl}/sim/whatsapp/users/${keyOf(shopper)}`;
  const find = async () => {
    const reply = await fetch(`${user}/chat?to=${business}`);
    const { messages = [] } = (await reply.json()) as { messages?: { id: string; from: string; view: { buttons: Message['buttons'] } }[] };
    return messages.find(({ from }) => from === 'business');
  };
  await until(`a message to ${shopper.firstName}`, async () => (await find()) !== undefined);
  const message = await find();
  await post(`${user}/read`, { phoneNumberId: business });
  return { id: message?.id ?? '', buttons: message?.view.buttons ?? [] };
}

async function answer({ simulatorUrl }: Demo, shopper: Shopper, message: Message, checkout: string): Promise<void> {
  const write = (body: Record<string, unknown>) => post(`${simulatorUrl}/sim/whatsapp/users/${keyOf(shopper)}/messages`, body);
  if (shopper.does === 'comes back and buys') {
    await fetch(message.buttons.find(({ url }) => url !== null)?.url ?? simulatorUrl);
    await post(`${simulatorUrl}/sim/shopify/aurora/checkouts/${checkout}/complete`, { paid: true });
  }
  if (shopper.does === 'asks for a person') {
    const button = message.buttons.find(({ title }) => title === 'Hablar con alguien');
    await write({ button: { payload: button?.id, text: button?.title }, reply_to: message.id });
    await write({ text: '¿El talle 42 es grande? En otras marcas uso 41 y medio.' });
  }
  if (shopper.does === 'asks about delivery') await write({ text: '¿Llega antes del viernes a Rosario?' });
}
