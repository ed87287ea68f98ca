import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import { FlowDefinition } from '#contract/flow';
import type { CreateDiscountNode } from '#contract/flow';
import type { Tx } from '#platform/database';
import { inTransaction } from '#platform/database';
import { dayMs } from '#platform/clock';
import { defineJob, enqueueJob } from '#platform/jobs';
import { ConnectorError } from '#ports/connector';
import { discountCodeOf, makeShopCode } from './make-shop-code.ts';
import type { ShopCodeAnswer } from './make-shop-code.ts';

/** What a step asks for. */
interface DiscountWish {
  workspaceId: string;
  flowId: string;
  runId: string;
  cartId: string;
  discountId: string;
  offer: CreateDiscountNode['offer'];
  validForMs: number;
}

/** Keeps the wish for a discount and the job that fulfils it, in the step's transaction. Poke 'jobs' after the commit. */
export async function askForDiscount(app: App, tx: Tx, wish: DiscountWish): Promise<void> {
  const now = app.clock.now();
  await sql`
    insert into flow_discount (workspace_id, id, flow_id, run_id, connection_id, code, percent, state, starts_at, ends_at, asked_at)
    select workspace_id, ${wish.discountId}, ${wish.flowId}, ${wish.runId}, connection_id, ${discountCodeOf(wish.discountId, 0)},
      ${wish.offer.kind === 'percent' ? wish.offer.percent : null}, 'asked', ${now}, ${new Date(now.getTime() + wish.validForMs)}, ${now}
    from cart where workspace_id = ${wish.workspaceId} and id = ${wish.cartId}`.execute(tx);
  await enqueueJob(app, tx, createDiscount, { workspaceId: wish.workspaceId, input: { discountId: wish.discountId }, key: wish.discountId });
}

const maxAttempts = 5;

/** Makes the code at the shop, outside any transaction, and wakes the run. Repeatable: the code was fixed before the first call. */
export const createDiscount = defineJob<App, { discountId: string }>({
  name: 'flows.create_discount',
  input: z.object({ discountId: z.uuid() }),
  // The last try settles the wish itself; a few more are left for a process that is killed while it does.
  maxAttempts: maxAttempts + 3,
  async run(app, { workspaceId, input, attempt }) {
    const asked = await readAsked(app, workspaceId, input.discountId);
    if (!asked) return;
    const answer = await makeCode(app, workspaceId, asked, attempt);
    await inTransaction(app.db, (tx) => settleDiscount(app, tx, workspaceId, asked, answer));
    app.poke('flows');
  },
});

interface Asked {
  id: string;
  runId: string;
  flowName: string;
  connectionId: string;
  code: string;
  percent: number | null;
  startsAt: Date;
  endsAt: Date;
  heldOut: boolean;
  definition: unknown;
  /** Wishes of this flow in the last 24 hours that came first: the limit holds however many are fulfilled at once. */
  askedBefore: number;
}

/** The wish with its surroundings; null when the run no longer waits for it. */
async function readAsked(app: App, workspaceId: string, discountId: string): Promise<Asked | null> {
  const since = new Date(app.clock.nowMs() - dayMs);
  const { rows } = await sql<Asked>`
    select d.id, d.run_id as "runId", f.name as "flowName", d.connection_id as "connectionId", d.code, d.percent, d.starts_at as "startsAt", d.ends_at as "endsAt",
      r.held_out as "heldOut", v.definition,
      (select count(*)::int from flow_discount o join flow_run q on q.workspace_id = o.workspace_id and q.id = o.run_id
        where o.workspace_id = d.workspace_id and o.flow_id = d.flow_id and o.asked_at > ${since} and (o.asked_at, o.id) < (d.asked_at, d.id)
          and o.state <> 'refused' and not q.held_out) as "askedBefore"
    from flow_discount d
    join flow_run r on r.workspace_id = d.workspace_id and r.id = d.run_id
    join flow f on f.workspace_id = d.workspace_id and f.id = d.flow_id
    join flow_version v on v.workspace_id = r.workspace_id and v.flow_id = r.flow_id and v.version = r.flow_version
    where d.workspace_id = ${workspaceId} and d.id = ${discountId} and d.state = 'asked' and r.state = 'running' and r.pending_send_id = d.id`.execute(app.db);
  return rows[0] ?? null;
}

async function makeCode(app: App, workspaceId: string, asked: Asked, attempt: number): Promise<ShopCodeAnswer> {
  // Held-out people get no code; the road goes on, so that the gate still says whether they would have been messaged.
  if (asked.heldOut) return { kind: 'created', code: asked.code, discountKey: null };
  const { limits } = FlowDefinition.parse(asked.definition);
  if (asked.askedBefore >= limits.discounts.maxPerDay) return { kind: 'refused', reason: 'discount_limit' };
  try {
    // Nobody else draws this code: on a later attempt one that is taken is the one whose answer was lost.
    return await makeShopCode(app, { ...asked, workspaceId, title: asked.flowName }, attempt > 1);
  } catch (error) {
    if (!(error instanceof ConnectorError) || attempt < maxAttempts) throw error;
    return { kind: 'refused', reason: error.kind };
  }
}

/** Writes what became of the wish and wakes the run that waits for it. The run is locked before the wish, as everywhere. */
async function settleDiscount(app: App, tx: Tx, workspaceId: string, asked: Asked, answer: ShopCodeAnswer): Promise<void> {
  const now = app.clock.now();
  const isMade = answer.kind === 'created';
  const code = isMade ? answer.code : null;
  const reason = isMade ? null : answer.reason;
  await sql`
    update flow_run set pending_result = ${isMade ? 'accepted' : 'refused'}, pending_reason = ${reason}, discount_code = ${code}, due_at = ${now}
    where workspace_id = ${workspaceId} and id = ${asked.runId} and state = 'running' and pending_send_id = ${asked.id}`.execute(tx);
  await sql`
    update flow_discount set state = ${isMade ? 'created' : 'refused'}, reason = ${reason}, code = coalesce(${code}, code), discount_key = ${isMade ? answer.discountKey : null}, settled_at = ${now}
    where workspace_id = ${workspaceId} and id = ${asked.id} and state = 'asked'`.execute(tx);
}
