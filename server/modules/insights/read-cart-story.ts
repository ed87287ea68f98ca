import { sql } from 'kysely';
import { z } from 'zod';
import type { CartStory } from '#contract/cart';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { readJudgingFacts } from './cart-facts.ts';
import { readTalks } from './cart-talks.ts';
import type { Talk } from './cart-talks.ts';
import { cartColumns, CartRow, cartTables, toCartItem } from './cart-rows.ts';
import { readActivity, readAnswers, readCartSends, readConversationEvents, readCounted, readEdits, readMessages, readOrders, readPayments, readRuns } from './story-queries.ts';
import type { CountedRow, SendRow } from './story-queries.ts';
import { tellStory } from './tell-story.ts';

/** The whole story of one cart: what happened, every check of the gate, the money and by which rule it is counted. */
export async function readCartStory(app: App, actor: Actor, cartId: string): Promise<CartStory> {
  requireRole(actor, 'analyst');
  const { db } = app;
  const ref = { workspaceId: actor.workspaceId, cartId };
  const cart = await findCart(app, ref);
  if (!cart) throw new AppError('not_found', 'cart_unknown', 'There is no such cart in this workspace.');
  const runs = await readRuns(db, ref);
  const sends = await readCartSends(db, ref);
  const edits = await readEdits(db, ref);
  const talks = await readTalks(db, ref, { sends, edits, runs }, app.clock.nowMs());
  const answers = await ofTalks(talks, (talk) => readAnswers(db, ref.workspaceId, talk));
  const counted = await readCounted(db, ref.workspaceId, sends.map((send) => send.id));
  const item = toCartItem(cart);
  const [run] = runs;
  return {
    ...item,
    timeZone: cart.contact_time_zone,
    lines: cart.lines,
    discountCodes: cart.discount_codes,
    checkoutReached: cart.checkout_reached,
    checkoutUrl: cart.checkout_url,
    flowId: run?.flow_id ?? null,
    flowName: run?.flow_name ?? null,
    arm: run?.arm ?? null,
    conversationId: talks[0]?.conversationId ?? null,
    counted: sumCounted(counted),
    costs: sumCosts([...sends, ...answers]),
    entries: tellStory({
      createdAt: cart.created_at,
      activityAt: cart.activity_at,
      activity: await readActivity(db, ref),
      runs,
      sends: [...sends, ...answers],
      messages: await ofTalks(talks, (talk) => readMessages(db, ref.workspaceId, talk)),
      events: await ofTalks(talks, (talk) => readConversationEvents(db, ref.workspaceId, talk)),
      edits,
      payments: await readPayments(db, ref),
      orders: await readOrders(db, ref),
      counted,
    }),
  };
}

const StoryRow = CartRow.extend({
  discount_codes: z.array(z.string()),
  checkout_reached: z.boolean(),
  checkout_url: z.string().nullable(),
  created_at: z.date(),
});

async function findCart(app: App, { workspaceId, cartId }: { workspaceId: string; cartId: string }) {
  const judging = await readJudgingFacts(app.db, workspaceId, app.clock.now());
  const { rows } = await sql`
    select ${cartColumns(judging)}, c.discount_codes, c.checkout_reached, c.checkout_url, c.created_at from cart c ${cartTables}
    where c.workspace_id = ${workspaceId} and c.id = coalesce((select merged_into from cart m where m.workspace_id = ${workspaceId} and m.id = ${cartId}), ${cartId})`.execute(app.db);
  return rows[0] === undefined ? null : StoryRow.parse(rows[0]);
}

async function ofTalks<Row>(talks: Talk[], read: (talk: Talk) => Promise<Row[]>): Promise<Row[]> {
  return (await Promise.all(talks.map(read))).flat();
}

function sumCounted(rows: CountedRow[]): CartStory['counted'] {
  const standing = rows.filter((row) => !row.is_reversed);
  const [first] = standing;
  return first ? { amountMinor: standing.filter((row) => row.currency === first.currency).reduce((sum, row) => sum + row.amount_minor, 0), currency: first.currency } : null;
}

function sumCosts(sends: SendRow[]): CartStory['costs'] {
  const priced = sends.flatMap(({ cost_micros, cost_currency }) => (cost_micros !== null && cost_currency !== null ? [{ micros: cost_micros, currency: cost_currency }] : []));
  return [...Map.groupBy(priced, (cost) => cost.currency)].map(([currency, list]) => ({ currency, micros: list.reduce((sum, cost) => sum + cost.micros, 0) }));
}
