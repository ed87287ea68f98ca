import { sql } from 'kysely';
import { z } from 'zod';
import type { HandoffTrigger } from '#contract/handoff';
import { nextShopper, postChange, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import type { Act, Given, Scenario } from './scenario.ts';
import { readAnswer } from './read-answer.ts';
import type { ReadAnswer } from './read-answer.ts';
import { variantsOf } from './shops/shop.ts';
import type { Goods } from './shops/shop.ts';
import type { EvaluationWorld, SeededShop } from './world.ts';

const TurnRow = z.object({
  id: z.string(), state: z.string(), reason: z.string().nullable(), engine: z.string().nullable(), fallback: z.string().nullable(), costMicros: z.coerce.number(), thinkMs: z.number().nullable(),
  record: z.object({ steps: z.array(z.looseObject({ kind: z.string() })).default([]) }),
});
const CallStep = z.object({ kind: z.literal('call'), name: z.string(), input: z.unknown(), outcome: z.object({ kind: z.string(), code: z.string().nullable(), output: z.unknown() }) });
export type Call = z.infer<typeof CallStep>;

/** What is so after a step, read from the database and from the platform's side. */
export interface Moment {
  answers: ReadAnswer[];
  calls: Call[];
  turns: z.infer<typeof TurnRow>[];
  /** Handed over to a person in this step or before. */
  trigger: HandoffTrigger | string | null;
  cart: { lines: { key: string; quantity: number }[]; totalMinor: number } | null;
  optedOut: boolean;
  wishes: string[];
  returns: string[];
  preferences: Record<string, unknown>;
}

export interface Played {
  scenario: Scenario;
  moments: Moment[];
  transcript: string[];
}

interface Talk extends Played {
  seeded: SeededShop;
  shopper: Shopper;
  contactId: string;
  seenTurns: Set<string>;
  seenSent: number;
}

/** Plays all scenarios side by side, step by step, each with a shopper of its own. The clock is the world's; nothing waits. */
export async function playScenarios(world: EvaluationWorld, scenarios: readonly Scenario[]): Promise<Played[]> {
  const talks: Talk[] = [];
  for (const scenario of scenarios) talks.push(await openTalk(world, scenario));
  await world.it.runDue();
  const most = Math.max(0, ...scenarios.map(({ steps }) => steps.length));
  for (let place = 0; place < most; place += 1) {
    const going = talks.filter(({ scenario }) => place < scenario.steps.length);
    for (const talk of going) await act(world, talk, place);
    world.it.clock.advance({ ms: 1500 });
    await world.it.runDue();
    // Answers that were paced come in the next seconds.
    world.it.clock.advance({ ms: 10_000 });
    await world.it.runDue();
    for (const talk of going) await look(world, talk);
  }
  return talks;
}

async function openTalk(world: EvaluationWorld, scenario: Scenario): Promise<Talk> {
  const seeded = world.shops[scenario.language];
  const shopper = nextShopper();
  const now = world.it.clock.now();
  for (const given of scenario.given) {
    const status = await seeded.events.tell(eventsOf(seeded, given, shopper, now));
    if (status !== 200) throw new Error(`${scenario.title}: what is given was answered ${status}.`);
  }
  return { scenario, seeded, shopper, contactId: '', moments: [], transcript: [], seenTurns: new Set(), seenSent: world.line.sent.length };
}

export const findGoods = ({ shop }: SeededShop, key: string): Goods | undefined => shop.goods.find((goods) => variantsOf(goods).some((variant) => variant.key === key) || goods.id === key);

function eventsOf(seeded: SeededShop, given: Given, { waId, name }: Shopper, now: Date): Parameters<SeededShop['events']['tell']>[0] {
  const { currency, country } = seeded.shop;
  const person = { phone: `+${waId}`, phoneCountry: 'AR', name: name ?? null, country };
  if (given.kind === 'viewed') return [{ type: 'activity.recorded', kind: 'product_viewed', at: now.toISOString(), person, productKey: given.key }];
  const lines = given.lines.map(({ key, quantity }) => {
    const goods = findGoods(seeded, key);
    const variant = goods && variantsOf(goods).find((one) => one.key === key);
    if (!goods || !variant) throw new Error(`There is no variant ${key} in ${seeded.shop.name}.`);
    return { variantKey: key, productKey: goods.id, title: goods.title, variantTitle: variant.title === 'Default' ? null : variant.title, quantity, unitPriceMinor: goods.priceMinor };
  });
  const totalMinor = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
  if (given.kind === 'cart') return [{ type: 'cart.changed', cartKey: `cart-${waId}`, version: now.toISOString(), person, currency, totalMinor, lines, checkoutReached: true, checkoutUrl: `https://shop.example/checkout/${waId}` }];
  const placedAt = new Date(now.getTime() - given.daysAgo * 86_400_000).toISOString();
  const isSent = given.state === 'shipped' || given.state === 'delivered';
  const order = { type: 'order.changed' as const, orderKey: `order-${waId}-${given.number}`, number: given.number, version: placedAt, placedAt, person, currency, totalMinor, lines, state: given.state === 'cancelled' ? ('cancelled' as const) : ('open' as const), paymentState: given.state === 'pending' ? ('pending' as const) : ('paid' as const), fulfilmentState: isSent ? ('fulfilled' as const) : ('none' as const) };
  const shippedAt = new Date(Math.min(now.getTime(), Date.parse(placedAt) + 2 * 86_400_000)).toISOString();
  const shipment = { type: 'shipment.changed' as const, shipmentKey: `parcel-${waId}-${given.number}`, orderKey: order.orderKey, version: shippedAt, status: given.state === 'delivered' ? ('delivered' as const) : ('in_transit' as const), carrier: 'OCA', trackingNumber: `OC${given.number}`, trackingUrl: `https://carrier.example/OC${given.number}` };
  return isSent ? [order, shipment] : [order];
}

async function act(world: EvaluationWorld, talk: Talk, place: number): Promise<void> {
  for (const one of talk.scenario.steps[place]?.acts ?? []) {
    talk.transcript.push(`> ${describeAct(one)}`);
    await send(world, talk, one);
  }
}

const describeAct = (act: Act) => (act.kind === 'text' ? act.text.slice(0, 300) : act.kind === 'order' ? `[order: ${act.items.map(({ key, quantity }) => `${key} ${quantity}`).join(', ')}]` : `[${act.kind}] ${act.text.slice(0, 300)}`);

async function send({ it }: EvaluationWorld, talk: Talk, act: Act): Promise<void> {
  const { seeded, shopper } = talk;
  if (act.kind === 'text') return void (await postMessage(it, seeded.numberId, shopper, { text: act.text }));
  if (act.kind === 'forged') return void (await postMessage(it, seeded.numberId, shopper, { tap: { id: act.id, title: act.text } }));
  if (act.kind === 'tap') return void (await postMessage(it, seeded.numberId, shopper, { tap: findButton(talk, act.text) }));
  const id = `wamid.EVAL-${shopper.waId}-${talk.transcript.length}`;
  const content =
    act.kind === 'voice' ? { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg; codecs=opus', sha256: 'x', voice: true } }
    : act.kind === 'image' ? { type: 'image', image: { id: '2', mime_type: 'image/jpeg', sha256: 'x', ...(act.text && { caption: act.text }) } }
    : { type: 'order', order: { catalog_id: '3', product_items: act.items.map(({ key, quantity }) => ({ product_retailer_id: key, quantity, item_price: (findGoods(seeded, key)?.priceMinor ?? 100) / 100, currency: seeded.shop.currency })) } };
  const timestamp = String(Math.floor(it.clock.nowMs() / 1000));
  await postChange(it, seeded.numberId, 'messages', { contacts: [{ wa_id: shopper.waId, user_id: shopper.bsuid, profile: { name: shopper.name } }], messages: [{ from: shopper.waId, from_user_id: shopper.bsuid, id, timestamp, ...content }] });
  // What a merchant's ear would have written down: only the vendor is left out.
  if (act.kind === 'voice' && act.text) await sql`update message set transcript = ${act.text} where workspace_id = ${seeded.workspaceId} and provider_message_id = ${id}`.execute(it.app.db);
}

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

function findButton({ moments, scenario }: Talk, wanted: string): { id: string; title: string } {
  const buttons = moments.at(-1)?.answers.flatMap((answer) => answer.buttons) ?? [];
  const place = /^#(\d+)$/.exec(wanted)?.[1];
  const found = place ? buttons[Number(place) - 1] : buttons.find(({ title }) => fold(title).startsWith(fold(wanted)));
  // Without the button its words are typed; the expectations tell whether that will do.
  return found ?? { id: `missing:${scenario.title}`, title: wanted };
}

/** Reads what became of a step. */
async function look({ it, line }: EvaluationWorld, talk: Talk): Promise<void> {
  const { seeded, shopper, seenTurns } = talk;
  const { workspaceId } = seeded;
  const { db } = it.app;
  const sent = line.sent.slice(talk.seenSent).filter(({ to }) => to === shopper.waId || to === shopper.bsuid);
  talk.seenSent = line.sent.length;
  const answers = sent.map(readAnswer);
  const { rows } = await sql<{ contactId: string; handler: string; reason: string | null }>`
    select c.contact_id as "contactId", c.handler, c.handoff_reason as reason from conversation c join contact_identity i on i.workspace_id = c.workspace_id and i.contact_id = c.contact_id and i.kind = 'phone' and i.value = ${`+${shopper.waId}`}
    where c.workspace_id = ${workspaceId}`.execute(db);
  const [conversation] = rows;
  const contactId = conversation?.contactId ?? '00000000-0000-0000-0000-000000000000';
  const all = TurnRow.array().parse((await sql`
    select id, state, reason, engine, fallback, cost_micros as "costMicros", think_ms as "thinkMs", record from assistant_turn where workspace_id = ${workspaceId} and contact_id = ${contactId} order by started_at, id`.execute(db)).rows);
  const turns = all.filter(({ id }) => !seenTurns.has(id));
  for (const { id } of turns) seenTurns.add(id);
  const calls = turns.flatMap(({ record }) => record.steps.flatMap((step) => CallStep.safeParse(step).data ?? []));
  const cart = (await sql<{ lines: { variantKey: string | null; quantity: number }[]; totalMinor: string }>`
    select lines, total_minor as "totalMinor" from cart where workspace_id = ${workspaceId} and contact_id = ${contactId} and state = 'open' order by activity_at desc limit 1`.execute(db)).rows[0];
  const facts = (await sql<{ optedOut: boolean; wishes: string[]; returns: string[]; attributes: Record<string, unknown> }>`
    select exists (select from consent where workspace_id = ${workspaceId} and contact_id = ${contactId} and state = 'withdrawn' and channel = 'whatsapp') as "optedOut",
      array(select variant_key from restock_wish where workspace_id = ${workspaceId} and contact_id = ${contactId}) as wishes,
      array(select kind from return_request where workspace_id = ${workspaceId} and contact_id = ${contactId}) as returns,
      coalesce((select attributes from contact where workspace_id = ${workspaceId} and id = ${contactId}), '{}') as attributes`.execute(db)).rows[0];
  talk.transcript.push(...answers.map(({ parts, buttons }) => `< ${parts.join(' ¦ ').replaceAll('\n', ' / ')} ${buttons.map(({ title }) => `[${title}]`).join(' ')}`), `  (${calls.map(({ name, outcome }) => name + (outcome.kind === 'done' ? '' : `:${outcome.code ?? outcome.kind}`)).join(', ') || 'no tools'}${conversation?.handler === 'person' ? `; person: ${conversation.reason}` : ''})`);
  talk.moments.push({
    answers, calls, turns,
    trigger: conversation?.handler === 'person' ? conversation.reason : null,
    cart: cart ? { lines: cart.lines.map(({ variantKey, quantity }) => ({ key: variantKey ?? '', quantity })), totalMinor: Number(cart.totalMinor) } : null,
    optedOut: facts?.optedOut ?? false, wishes: facts?.wishes ?? [], returns: facts?.returns ?? [], preferences: facts?.attributes ?? {},
  });
}
