import { sql } from 'kysely';
import type { z } from 'zod';
import type { Arrived } from '#context';
import { InboundEvent } from '#contract/inbound-event';
import { createTestApp, makeNumber, makeShop, makeWorkspace } from '#test/app';
import type { TestApp } from '#test/app';
import { inTransaction } from '#platform/database';
import { maintainPartitions } from '#platform/partitions';
import { partitionedTables } from '../../retention.ts';

/** A shop with shoppers, for tests of what is told about them: the channel accepts everything, events come in as the intake hands them over. */
export interface PretendShop {
  workspaceId: string;
  shopId: string;
  numberId: string;
  cookie: string;
  tell(connectionId: string, event: z.input<typeof InboundEvent>): Promise<void>;
  /** A shopper who wrote to the shop once, so that a free message may go, and who said yes to marketing. */
  meet(name: string): Promise<void>;
  write(name: string, text: string): Promise<void>;
  leaveCart(name: string, totalMinor?: number): Promise<void>;
  order(name: string, change?: Record<string, unknown>): Promise<void>;
  /** They are met, leave a cart, and an hour passes. */
  rescue(...names: string[]): Promise<void>;
  /** The channel's own id of the newest message of a flow. */
  lastMessageId(): Promise<string>;
}

let sentCount = 0;
let eventCount = 0;

/** An application whose channel accepts every message. @param publicUrl plain http for a browser: the cookie's name depends on it. */
export async function openShopApp(publicUrl = 'https://chat.example.com'): Promise<TestApp> {
  const home: TestApp = await createTestApp({ publicUrl, io: { now: () => home.clock.now(), fetch: () => Promise.resolve(acceptMessage()) } });
  return home;
}

function acceptMessage() {
  sentCount += 1;
  const text = JSON.stringify({ messages: [{ id: `wamid.${sentCount}` }] });
  return { status: 200, headers: { 'content-type': 'application/json' }, text: () => Promise.resolve(text), bytes: () => Promise.resolve(Buffer.from(text)) };
}

export const phoneOf = (name: string) => `+54911${String(40_000_000 + ([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 9_999_999))}`;
export const personOf = (name: string) => ({ phone: phoneOf(name), name, country: 'AR' });
export const cartTitleOf = (name: string) => `Mate de ${name}`;

/** A new workspace with a shop and a number, at three in the afternoon in Buenos Aires on a day that is no holiday. */
export async function openPretendShop(home: TestApp): Promise<PretendShop> {
  home.clock.setOffset(Date.UTC(2027, 1, 3, 18) - Date.now());
  await maintainPartitions(home.app.db, partitionedTables(home.app.config), home.clock.now());
  const workspace = await makeWorkspace(home);
  const workspaceId = workspace.id;
  const shopId = await makeShop(home, workspaceId);
  const numberId = await makeNumber(home, workspaceId);
  const nowIso = () => home.clock.now().toISOString();

  const tell: PretendShop['tell'] = async (connectionId, input) => {
    eventCount += 1;
    const event = InboundEvent.parse(input);
    const arrived: Arrived = { workspaceId, connectionId, key: `event-${eventCount}`, receivedAt: home.clock.now(), event };
    await inTransaction(home.app.db, (tx) => home.app.handlers[event.type](home.app, tx, [arrived] as never));
  };

  const write = (name: string, text: string) =>
    tell(numberId, { type: 'message.received', providerMessageId: `in-${eventCount}`, person: personOf(name), at: nowIso(), content: { type: 'text', text } });

  const meet = async (name: string) => {
    await write(name, 'hola');
    await sql`update conversation set handler = 'none', waiting_since = null where workspace_id = ${workspaceId}`.execute(home.app.db);
    const signal = { channel: 'whatsapp' as const, purpose: 'marketing' as const, state: 'granted' as const, occurredAt: nowIso(), source: 'checkout', wording: 'Quiero ofertas por WhatsApp' };
    await tell(shopId, { type: 'consent.changed', person: personOf(name), signal });
  };

  const leaveCart = (name: string, totalMinor = 50_000) =>
    tell(shopId, {
      type: 'cart.changed',
      cartKey: `cart-${name}`,
      version: nowIso(),
      person: personOf(name),
      currency: 'ARS',
      totalMinor,
      lines: [{ title: cartTitleOf(name), quantity: 1, unitPriceMinor: totalMinor }],
      checkoutUrl: 'https://aurora.example/cart/1',
    });

  const order = (name: string, change: Record<string, unknown> = {}) =>
    tell(shopId, {
      type: 'order.changed',
      orderKey: `order-${name}`,
      number: `#${name}`,
      version: nowIso(),
      cartKeys: [`cart-${name}`],
      person: personOf(name),
      currency: 'ARS',
      totalMinor: 48_000,
      placedAt: nowIso(),
      paymentState: 'paid',
      ...change,
    } as z.input<typeof InboundEvent>);

  const rescue = async (...names: string[]) => {
    for (const name of names) await meet(name);
    home.clock.advance({ minutes: 5 });
    for (const name of names) await leaveCart(name);
    home.clock.advance({ minutes: 61 });
    await home.runDue();
  };

  const lastMessageId = async () => {
    const { rows } = await sql<{ id: string }>`
      select provider_message_id as id from send where workspace_id = ${workspaceId} and origin = 'flow' and provider_message_id is not null order by planned_at desc, id desc limit 1`.execute(home.app.db);
    return rows[0]?.id ?? '';
  };

  return { workspaceId, shopId, numberId, cookie: workspace.cookie, tell, meet, write, leaveCart, order, rescue, lastMessageId };
}
