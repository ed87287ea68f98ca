import type { SentHook } from '../pretend-shop.ts';
import type { Stage } from '../stage.ts';
import { letTimePass } from './tell-stories.ts';
import type { Story } from './tell-stories.ts';

export interface Broken {
  promise: string;
  problem: string;
  examples: unknown[];
}

export interface Report {
  figures: Record<string, number | string>;
  broken: Broken[];
}

interface Message {
  callbackData: string | null;
  acceptedRealAt: number;
  arrivedRealAt: number;
  to: string;
}

/** Lets everything come to its end, then compares what the outside saw with what the product knows. */
export async function checkPromises(stage: Stage, stories: Story[]): Promise<Report> {
  await settleAll(stage, stories);
  const { messages } = await stage.control<{ messages: Message[] }>('GET', '/sim/whatsapp/messages?limit=200000');
  const broken = [
    ...(await checkEvents(stage, stories)),
    ...(await checkLedger(stage, messages)),
    ...(await checkTiming(stage, stories, messages)),
    ...(await checkOutcomes(stage, stories)),
  ].filter(({ examples }) => examples.length > 0);
  return { broken, figures: await countFigures(stage, stories, messages) };
}

async function settleAll(stage: Stage, stories: Story[]) {
  const { hooks } = stage.shop;
  await stage.until('every webhook is acknowledged', () => hooks.every((hook) => hook.acknowledgedAtMs !== null), 120_000);
  await stage.until('every send is settled', async () => {
    const [row] = await stage.read<{ open: number }>(`select count(*)::int as open from send where state in ('planned', 'claimed', 'in_doubt')`);
    const [armed] = await stage.read<{ open: number }>(`select count(*)::int as open from flow_run where state = 'armed' and due_at <= '${stage.inside.clock.now().toISOString()}'`);
    if (row?.open === 0 && armed?.open === 0) return true;
    await letTimePass(stage, 310_000);
    await new Promise((settle) => setTimeout(settle, 3000));
    return false;
  }, 180_000);
  // Carts touched late have their hour, and who was messaged the days in which a purchase counts.
  for (const minutes of [70, 73 * 60]) {
    await letTimePass(stage, minutes * 60_000);
    await stage.until(`every case that is due after ${minutes} minutes was taken up`, async () => {
      await new Promise((settle) => setTimeout(settle, 300));
      return (await stage.read(`select 1 from flow_run where state <> 'ended' and due_at <= '${stage.inside.clock.now().toISOString()}' union all select 1 from send where state in ('planned', 'claimed') limit 1`)).length === 0;
    }, 120_000);
  }
  if (stories.length === 0) throw new Error('No story was told.');
}

/** P1, P2: what was acknowledged is there. */
async function checkEvents(stage: Stage, stories: Story[]): Promise<Broken[]> {
  const [carts, orders] = [
    new Map((await stage.read<{ key: string; state: string; known: boolean }>(`select k.key, c.state, c.contact_id is not null as known from cart c join cart_key k on k.workspace_id = c.workspace_id and k.cart_id = c.id`)).map((row) => [row.key, row])),
    new Map((await stage.read<{ key: string; linked: boolean }>(`select order_key as key, cart_id is not null as linked from shop_order`)).map((row) => [row.key, row])),
  ];
  const words = new Map((await stage.read<{ phone: string; state: string }>(`select i.value as phone, c.state from consent c join contact_identity i on i.workspace_id = c.workspace_id and i.contact_id = c.contact_id and i.kind = 'phone' where c.channel = 'whatsapp' and c.purpose = 'marketing'`)).map(({ phone, state }) => [phone, state]));
  const wordOf = (story: Story) => (story.optOut ? 'withdrawn' : story.consent ? 'granted' : undefined);
  return [
    { promise: 'P1', problem: 'an acknowledged cart is not stored with its person', examples: stories.filter(({ cart }) => !carts.get(cart.cartKey)?.known).map(({ cart }) => cart.cartKey) },
    { promise: 'P1', problem: 'an acknowledged order is not stored with its cart', examples: stories.filter(({ order, cart }) => order && !orders.get(cart.orderKey)?.linked).map(({ cart }) => cart.orderKey) },
    { promise: 'P2', problem: 'a cart does not stand as its story ended', examples: stories.filter(({ order, cart }) => carts.get(cart.cartKey)?.state !== (order ? 'completed' : 'open')).map(({ cart }) => [cart.cartKey, carts.get(cart.cartKey)?.state]) },
    { promise: 'P6', problem: 'a word about messages does not stand as it was last said', examples: stories.filter((story) => words.get(story.cart.phone) !== wordOf(story)).map((story) => [story.cart.phone, words.get(story.cart.phone) ?? null, wordOf(story) ?? null]) },
    { promise: 'P2', problem: 'an event could not be applied', examples: await stage.read(`select error_code, error from inbound_failure limit 20`) },
  ];
}

/** P3, P5: the ledger and the outside agree. */
async function checkLedger(stage: Stage, messages: Message[]): Promise<Broken[]> {
  const sends = new Map((await stage.read<{ id: string; state: string; reason: string | null; decisions: unknown[] }>(`select id, state, reason, decisions from send`)).map((row) => [row.id, row]));
  const seen = Map.groupBy(messages, ({ callbackData }) => callbackData);
  const left = new Set(['accepted', 'delivered', 'read']);
  return [
    { promise: 'P5', problem: 'a message reached its shopper twice', examples: [...seen].filter(([, list]) => list.length > 1).map(([id, list]) => [id, list.length]) },
    { promise: 'P3', problem: 'a message went out that the ledger did not let go', examples: messages.filter(({ callbackData }) => !callbackData || !left.has(sends.get(callbackData)?.state ?? '')).map(({ callbackData }) => [callbackData, sends.get(callbackData ?? '')?.state ?? null, sends.get(callbackData ?? '')?.reason ?? null]) },
    { promise: 'P3', problem: 'the ledger calls a message sent that nobody received', examples: [...sends.values()].filter(({ id, state }) => left.has(state) && !seen.has(id)).map(({ id, state }) => [id, state]) },
    { promise: 'P3', problem: 'a send has no decision with its checks', examples: [...sends.values()].filter(({ decisions }) => decisions.length === 0).map(({ id, state }) => [id, state]) },
    { promise: 'P5', problem: 'a send is not settled', examples: [...sends.values()].filter(({ state }) => ['planned', 'claimed', 'in_doubt'].includes(state)).map(({ id, state }) => [id, state]) },
  ];
}

/** P4, P6: no message begins once the purchase or the opt-out was acknowledged. */
async function checkTiming(stage: Stage, stories: Story[], messages: Message[]): Promise<Broken[]> {
  const arrivals = new Map(messages.map((message) => [message.to.replace('+', ''), message]));
  const late = (story: Story, hook: Story['order']) => {
    const arrivedAtMs = arrivals.get(story.cart.phone.replace('+', ''))?.arrivedRealAt;
    return arrivedAtMs !== undefined && hook?.acknowledgedAtMs != null && arrivedAtMs > hook.acknowledgedAtMs;
  };
  const describe = (hook: (story: Story) => Story['order']) => (story: Story) => [story.cart.cartKey, { lateByMs: (arrivals.get(story.cart.phone.replace('+', ''))?.arrivedRealAt ?? 0) - (hook(story)?.acknowledgedAtMs ?? 0) }];
  return [
    { promise: 'P4', problem: 'a reminder began after its purchase was acknowledged', examples: stories.filter((story) => late(story, story.order)).map(describe(({ order }) => order)) },
    { promise: 'P6', problem: 'a message began after an opt-out was acknowledged', examples: stories.filter((story) => late(story, story.optOut)).map(describe(({ optOut }) => optOut)) },
  ];
}

/** P9: one explained outcome for each cart. */
async function checkOutcomes(stage: Stage, stories: Story[]): Promise<Broken[]> {
  const runs = await stage.read<{ key: string; state: string; outcome: string | null; reason: string | null; messages: number }>(`
    select k.key, r.state, r.outcome, r.outcome_reason as reason, r.messages_sent as messages from flow_run r join cart_key k on k.workspace_id = r.workspace_id and k.cart_id = r.subject_id where k.key like 'cart-%'`);
  const byCart = Map.groupBy(runs, ({ key }) => key);
  const withoutReason = runs.filter(({ outcome, reason }) => outcome === 'not_messaged' && reason === null);
  return [
    { promise: 'P9', problem: 'a case is stuck', examples: runs.filter(({ state, outcome }) => state !== 'ended' || outcome === null) },
    { promise: 'P9', problem: 'a cart that nobody messaged has no reason', examples: withoutReason },
    { promise: 'P9', problem: 'a cart has not exactly one case', examples: stories.filter(({ cart, order }) => (byCart.get(cart.cartKey)?.length ?? 0) !== 1 && !order).map(({ cart }) => [cart.cartKey, byCart.get(cart.cartKey) ?? null]) },
    { promise: 'P9', problem: 'a bought cart is not called bought', examples: stories.filter(({ cart, order }) => order && byCart.get(cart.cartKey)?.some(({ outcome }) => outcome !== 'recovered' && outcome !== 'bought_alone')).map(({ cart }) => byCart.get(cart.cartKey)) },
    { promise: 'P9', problem: 'who allowed messages, bought nothing and said no more was not messaged', examples: stories.filter(({ cart, consent, order, optOut }) => consent && isPrompt(consent) && !order && !optOut && byCart.get(cart.cartKey)?.some(({ messages }) => messages !== 1)).map(({ cart }) => byCart.get(cart.cartKey)) },
  ];
}

/** A yes that the product could only be told of late, because it was down, may come after the reminder's moment. */
const isPrompt = ({ sentAtMs, acknowledgedAtMs }: SentHook) => acknowledgedAtMs !== null && acknowledgedAtMs - sentAtMs < 10_000;

async function countFigures(stage: Stage, stories: Story[], messages: Message[]): Promise<Report['figures']> {
  const post = stage.simulator.world.webhooks.stats();
  const outcomes = await stage.read<{ outcome: string; count: number }>(`select outcome, count(*)::int as count from flow_run group by 1 order by 1`);
  const [doubts] = await stage.read<{ count: number }>(`select count(*)::int as count from send where attempts > 1 or state <> 'refused' and reason is not null`);
  return {
    'webhooks delivered': post.delivered,
    'deliveries that failed and were repeated': post.failedAttempts,
    carts: stories.length,
    purchases: stories.filter(({ order }) => order).length,
    'opt-outs': stories.filter(({ optOut }) => optOut).length,
    'messages that reached a phone': messages.length,
    'sends interrupted': doubts?.count ?? 0,
    ...Object.fromEntries(outcomes.map(({ outcome, count }) => [`outcome ${outcome}`, count])),
  };
}
