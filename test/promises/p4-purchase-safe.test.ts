import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PretendCart, SentHook } from '../pretend-shop.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ webs: 2, workers: 2, seed: 41, environment: { IN_DOUBT_MINUTES: '0.2' } });
});
afterAll(() => stage?.close());

const hourMs = 3_600_000;

test('P4: in more than a thousand races between a purchase and its reminder, no reminder begins after the purchase was acknowledged', async () => {
  const { simulator, shop } = stage;
  const { world } = simulator;
  const count = 1200;
  // Reminders fall due second by second; each purchase comes near its own.
  const firstDueMs = Math.ceil(world.now() / 1000) * 1000 + hourMs;
  const carts: PretendCart[] = [];
  for (let index = 0; index < count; index += 1) {
    const cart = shop.makeCart(firstDueMs + 1000 * (index % 8) - hourMs);
    shop.tellConsent(cart);
    shop.tellCheckout(cart);
    carts.push(cart);
  }
  await world.webhooks.idle();
  await stage.advance({ seconds: (firstDueMs - world.now()) / 1000 - 2 });
  await stage.control('POST', '/sim/faults', [
    { place: 'graph.messages', kind: 'drop_after', probability: 0.05 },
    { place: 'graph.messages', kind: 'drop_before', probability: 0.05 },
    { place: 'graph.messages', kind: 'slow', delayMs: 500, probability: 0.2 },
  ]);
  const orders = new Map<string, SentHook>();
  for (const cart of carts) {
    const atMs = cart.leftAtMs + hourMs - 300 + 2000 * world.random.next() ** 2;
    world.after(atMs - world.now(), () => orders.set(cart.cartKey, shop.tellOrder(cart, world.now())));
  }
  await stage.until('all purchases are acknowledged', () => orders.size === count && [...orders.values()].every((order) => order.acknowledgedAtMs !== null));
  // What was begun before comes to its end, and every case is closed.
  await stage.until('nothing is under way', async () => ((await stage.read<{ count: number }>(`select (select count(*) from send where state = 'claimed')::int + (select count(*) from flow_run where state <> 'ended')::int as count`))[0]?.count ?? 1) === 0);

  const messages = (await stage.control<{ messages: { callbackData: string; acceptedRealAt: number }[] }>('GET', '/sim/whatsapp/messages?limit=10000')).messages;
  const cartOf = new Map((await stage.read<{ id: string; key: string }>(`select s.id, k.key from send s join cart_key k on k.workspace_id = s.workspace_id and k.cart_id = s.cart_id where k.key like 'cart-%'`)).map(({ id, key }) => [id, key]));
  const late = messages.filter(({ callbackData, acceptedRealAt }) => acceptedRealAt > (orders.get(cartOf.get(callbackData) ?? '')?.acknowledgedAtMs ?? Infinity));
  expect(late).toEqual([]);
  // Both sides of the race were run often enough for the outcome to mean something.
  const refused = (await stage.read<{ count: number }>(`select count(*)::int as count from send where state = 'refused' and reason in ('cart_bought', 'bought_recently')`))[0]?.count ?? 0;
  const never = count - cartOf.size;
  expect(messages.length).toBeGreaterThan(150);
  expect(refused + never).toBeGreaterThan(150);
  expect(await stage.read(`select outcome, count(*)::int as count from flow_run where state <> 'ended' or outcome not in ('recovered', 'bought_alone') group by 1`)).toEqual([]);
});
