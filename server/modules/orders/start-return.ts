import { sql } from 'kysely';
import type { App } from '#context';
import { ReturnPolicy } from '#contract/return-request';
import type { ReturnKind } from '#contract/return-request';
import { readWorkspaceSetting } from '#modules/workspaces';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { publishAfterCommit } from '#platform/live';
import { findOrdersOf } from './find-orders.ts';
import type { FoundOrder } from './find-orders.ts';
import { findReturnLine, requireReturnable } from './return-rules.ts';

export interface ReturnWish {
  workspaceId: string;
  contactId: string;
  conversationId: string;
  /** As the shopper typed it; null: their only order that can be meant. */
  number: string | null;
  kind: ReturnKind;
  reason: string;
  /** The shopper's words for the thing; null: the only one, else the whole order. */
  lineTitle: string | null;
}

export interface StartedReturn {
  returnId: string;
  /** False: the same was asked for before and stands. */
  isNew: boolean;
  order: FoundOrder;
  lineTitle: string | null;
}

/** What would be started, or `conflict` with the reason why not. Changes nothing. */
export async function judgeReturn(app: App, db: App['db'] | Tx, wish: ReturnWish): Promise<{ order: FoundOrder; lineNo: number }> {
  const order = await chooseOrder(db, wish);
  requireReturnable(order, await readReturnPolicy(db, wish.workspaceId), app.clock.now());
  return { order, lineNo: findReturnLine(order.lines, wish.lineTitle) };
}

export const readReturnPolicy = (db: App['db'] | Tx, workspaceId: string) => readWorkspaceSetting(db, workspaceId, 'returns', ReturnPolicy);

/** Keeps a shopper's wish to send something back, for a person to decide. An open one for the same thing is kept as it is, so a repeat makes none. */
export async function startReturn(app: App, tx: Tx, wish: ReturnWish): Promise<StartedReturn> {
  const { order, lineNo } = await judgeReturn(app, tx, wish);
  const { workspaceId, contactId, conversationId, kind } = wish;
  const lineTitle = titleOf(order, lineNo);
  const now = app.clock.now();
  const id = app.ids.next();
  const { rows } = await sql<{ id: string }>`
    insert into return_request (workspace_id, id, order_id, contact_id, conversation_id, kind, line_no, line_title, reason, state, created_at, updated_at)
    values (${workspaceId}, ${id}, ${order.id}, ${contactId}, ${conversationId}, ${kind}, ${lineNo}, ${lineTitle}, ${wish.reason.trim().slice(0, 500)}, 'requested', ${now}, ${now})
    on conflict (workspace_id, order_id, line_no) where state in ('requested', 'approved') do update set updated_at = return_request.updated_at
    returning id`.execute(tx);
  const returnId = rows[0]?.id ?? id;
  publishAfterCommit(app.live, tx, 'return', [{ workspaceId, id: returnId }]);
  return { returnId, isNew: returnId === id, order, lineTitle };
}

function titleOf({ lines }: FoundOrder, lineNo: number): string | null {
  const line = lines[lineNo];
  return line ? `${line.title}${line.variantTitle ? ` (${line.variantTitle})` : ''}` : null;
}

async function chooseOrder(db: App['db'] | Tx, wish: ReturnWish): Promise<FoundOrder> {
  const orders = await findOrdersOf(db, wish, wish.number, 5);
  const [first, ...others] = orders.filter(({ state }) => state !== 'cancelled');
  if (!first) throw new AppError('not_found', 'order_unknown', 'This person has no such order.');
  if (others.length > 0 && wish.number === null && !fitsOne(orders, wish.lineTitle)) {
    throw new AppError('conflict', 'which_order', `Which order? ${orders.map(({ number }) => number).join(', ')}.`);
  }
  return fitsOne(orders, wish.lineTitle) ?? first;
}

/** The one order that holds what the words name; null: none or several do. */
function fitsOne(orders: FoundOrder[], words: string | null): FoundOrder | null {
  if (words === null || words.trim() === '') return null;
  const fitting = orders.filter((order) => {
    try {
      return findReturnLine(order.lines, words) >= 0;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  });
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
