import type { PretendCart, SentHook } from '../pretend-shop.ts';
import type { Stage } from '../stage.ts';
import { makeDice } from './dice.ts';
import type { Dice } from './dice.ts';

/** One shopper's story as it was told to the product. */
export interface Story {
  cart: PretendCart;
  /** Null: the shopper never allowed messages. */
  consent: SentHook | null;
  order: SentHook | null;
  optOut: SentHook | null;
}

export interface Plan {
  seed: number;
  carts: number;
  durationMs: number;
}

const hourMs = 3_600_000;

/**
 * Carts are left one after another, then an hour passes at once, and their reminders fall due at the same pace, with purchases and opt-outs
 * around them. Rounds of it, until the time is up.
 */
export async function tellStories(stage: Stage, plan: Plan): Promise<Story[]> {
  const { world } = stage.simulator;
  const dice = makeDice(plan.seed);
  const rounds = Math.max(1, Math.round(plan.durationMs / 90_000));
  const halfMs = plan.durationMs / rounds / 2;
  const stories: Story[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const [beganMs, wanted] = [world.now(), Math.floor((plan.carts * round) / rounds)];
    const missing = wanted - stories.length;
    for (let told = 0; told < missing; ) {
      const due = Math.min(missing, Math.ceil(((world.now() - beganMs) / halfMs) * missing));
      for (; told < due; told += 1) stories.push(beginStory(stage, dice));
      await new Promise((settle) => setTimeout(settle, 20));
    }
    await letTimePass(stage, hourMs - (world.now() - beganMs) - 1000);
    await new Promise((settle) => setTimeout(settle, halfMs + 3000));
  }
  return stories;
}

function beginStory({ simulator: { world }, shop }: Stage, dice: Dice): Story {
  const cart = shop.makeCart(world.now());
  const story: Story = { cart, consent: null, order: null, optOut: null };
  const isAllowed = dice.chance(0.92);
  const tellings = [() => shop.tellCheckout(cart), ...(isAllowed ? [() => (story.consent = shop.tellConsent(cart))] : [])];
  for (const tell of dice.chance(0.5) ? tellings : tellings.toReversed()) tell();
  if (dice.chance(0.1)) world.after(20_000 * dice.next(), () => shop.tellCheckout(cart, world.now()));
  const fate = dice.next();
  const nearReminderMs = hourMs - 1500 + 4000 * dice.next();
  if (fate < 0.35) world.after(nearReminderMs, () => (story.order = shop.tellOrder(cart, world.now())));
  else if (fate < 0.45) world.after(30_000 * dice.next(), () => (story.order = shop.tellOrder(cart, world.now())));
  else if (fate < 0.6 && isAllowed) world.after(nearReminderMs, () => (story.optOut = shop.tellConsent(cart, { state: 'unsubscribed', atMs: world.now() })));
  return story;
}

/** Time jumps only when nothing is in a call and every echo has arrived: no real clock skips over a lease. */
export async function letTimePass(stage: Stage, ms: number): Promise<void> {
  await stage.until('no send is in its call', async () => (await stage.read(`select 1 from send where state = 'claimed' limit 1`)).length === 0, 60_000);
  const { webhooks } = stage.simulator.world;
  const isDelivered = () => webhooks.stats().waiting === 0;
  await stage.until('every webhook is delivered', isDelivered, 120_000);
  await new Promise((settle) => setTimeout(settle, 2500));
  await stage.until('every later webhook is delivered', isDelivered, 120_000);
  if (ms > 0) await stage.advance({ seconds: ms / 1000 });
}
