import { sql } from 'kysely';
import { z } from 'zod';
import type { App, SendOutcome, StockWish } from '#context';
import { languageOf } from '#contract/language';
import { settleWishes, takeAnswerableWishes } from '#modules/catalog';
import type { WishOutcome, WishPosition } from '#modules/catalog';
import { planSends } from '#modules/sends';
import { ensureTemplates } from '#modules/templates';
import { dayMs, minuteMs } from '#platform/clock';
import { afterCommit, inTransaction, rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { defineJob } from '#platform/jobs';
import { backInStock } from './back-in-stock.ts';

/** News that is older is none: by then the shopper has looked elsewhere, or it is gone again. */
const maxLatenessMs = 3 * dayMs;
const step = 'back_in_stock';
/** Wishes planned in one transaction. */
const sweepBatch = 500;

/**
 * The receiver of stock that returned: plans one message for each wish. The gate looks at the shelf again when it is claimed, so nothing is
 * announced that was sold meanwhile.
 */
export async function announceRestock(app: App, tx: Tx, wishes: StockWish[]): Promise<void> {
  await planSends(tx, wishes.map((wish) => {
    const language = languageOf(wish.language) ?? 'en';
    return {
      workspaceId: wish.workspaceId,
      id: app.ids.next(),
      origin: 'system',
      originId: wish.wishId,
      step,
      contactId: wish.contactId,
      connectionId: wish.channelConnectionId,
      cartId: null,
      flowId: null,
      channel: 'whatsapp',
      purpose: backInStock.purpose,
      plannedForMs: app.clock.nowMs(),
      intent: {
        kind: 'notice',
        messageKey: backInStock.key,
        language,
        text: backInStock.texts[language],
        about: { connectionId: wish.connectionId, variantKey: wish.variantKey },
        askedAtMs: wish.wishedAtMs,
        maxLatenessMs,
      },
      isReply: false,
      heldOut: false,
      arm: null,
      authorId: null,
      authorName: null,
    };
  }));
  afterCommit(tx, () => app.poke('sends'));
}

/** The receiver of settled sends: a wish whose message went is answered; one that sold out again goes on waiting. */
export async function onRestockSettled(app: App, tx: Tx, outcomes: SendOutcome[]): Promise<void> {
  const asked = outcomes.filter(({ runId, cartId }) => runId === null && cartId === null);
  if (asked.length === 0) return;
  const { rows } = await sql<{ workspaceId: string; wishId: string; kind: SendOutcome['kind']; reason: string | null }>`
    select s.workspace_id as "workspaceId", s.origin_id as "wishId", r.kind, r.reason
    from jsonb_to_recordset(${rowsOf(asked)}) as r("workspaceId" uuid, "sendId" uuid, kind text, reason text)
    join send s on s.workspace_id = r."workspaceId" and s.id = r."sendId" and s.origin = 'system' and s.step = ${step}`.execute(tx);
  await settleWishes(app, tx, rows.map(({ kind, reason, ...wish }): WishOutcome => ({ ...wish, kind: kind === 'accepted' ? 'told' : reason === 'out_of_stock' ? 'again' : 'ended', reason: kind === 'accepted' ? null : (reason ?? kind) })));
}

/** Sees that the message has its templates at this number, for wishes that are answered after the window closed. Repeatable. */
export async function ensureRestockTemplates(app: App, tx: Tx, number: { workspaceId: string; connectionId: string }): Promise<void> {
  const { key, purpose, texts } = backInStock;
  const made = await ensureTemplates(app, tx, { ...number, messageKey: key, purpose, texts });
  if (made.length > 0) afterCommit(tx, () => app.poke('jobs'));
}

/** What came back in a reading of a whole catalogue, which brings no event. */
export const sweepRestock = defineJob<App, Record<string, never>>({
  name: 'restock.sweep',
  input: z.object({}).strip() as unknown as z.ZodType<Record<string, never>>,
  everyMs: 10 * minuteMs,
  run: async (app) => {
    let after: WishPosition = null;
    do {
      const position: WishPosition = after;
      after = await inTransaction(app.db, async (tx) => {
        const { wishes, next } = await takeAnswerableWishes(app, tx, position, sweepBatch);
        if (wishes.length > 0) await announceRestock(app, tx, wishes);
        return next;
      });
    } while (after !== null);
  },
});
