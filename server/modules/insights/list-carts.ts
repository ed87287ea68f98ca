import { sql } from 'kysely';
import type { CartItem, CartQuery } from '#contract/cart';
import type { Page } from '#contract/page';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { hasText, likeOf } from '#platform/database';
import type { Position } from '#platform/page';
import { readCursor, writeCursor } from '#platform/page';
import { readJudgingFacts } from './cart-facts.ts';
import type { JudgingFacts } from './cart-facts.ts';
import { cartColumns, CartRow, cartTables, toCartItem } from './cart-rows.ts';

/** Carts looked at in one statement, and statements in one request: a filter that fits few carts ends a page early, with a cursor to go on. */
const scanSize = 400;
const mostScans = 15;

/**
 * Carts, last touched first. Where a cart stands is decided by one pure function, so those filters are asked after reading; a page may
 * therefore be shorter than asked for, and even empty, and still have a next one.
 */
export async function listCarts(app: App, actor: Actor, query: CartQuery): Promise<Page<CartItem>> {
  requireRole(actor, 'analyst');
  const judging = await readJudgingFacts(app.db, actor.workspaceId, app.clock.now());
  const outcomes = new Set<string>([query.outcome ?? []].flat());
  const reasons = new Set<string>([query.reason ?? []].flat());
  const fits = ({ standing }: CartItem) => (outcomes.size === 0 || outcomes.has(standing.outcome)) && (reasons.size === 0 || (standing.reason !== null && reasons.has(standing.reason)));
  const isFiltered = outcomes.size + reasons.size > 0;
  const items: CartItem[] = [];
  let after = readCursor(query.cursor);
  for (let scans = 0; scans < mostScans; scans += 1) {
    const limit = isFiltered ? scanSize : query.limit + 1;
    const rows = await readRows(app, actor.workspaceId, query, judging, after, limit);
    for (const row of rows) {
      const item = toCartItem(row);
      if (!fits(item)) continue;
      const last = items.at(-1);
      if (items.length === query.limit && last) return { items, nextCursor: writeCursor({ at: new Date(last.activityAt), id: last.id }) };
      items.push(item);
    }
    const end = rows.at(-1);
    if (!end || rows.length < limit) return { items, nextCursor: null };
    after = positionOf(end);
  }
  return { items, nextCursor: after && writeCursor(after) };
}

const positionOf = (row: CartRow): Position => ({ at: row.activity_at, id: row.id });

async function readRows(app: App, workspaceId: string, query: CartQuery, judging: JudgingFacts, after: Position | null, limit: number): Promise<CartRow[]> {
  const { rows } = await sql`
    select ${cartColumns(judging)} from cart c ${cartTables}
    where c.workspace_id = ${workspaceId} and c.merged_into is null
      and ${query.state === undefined ? sql`true` : sql`c.state = ${query.state}`}
      and ${query.minMinor === undefined ? sql`true` : sql`c.total_minor >= ${query.minMinor}`}
      and ${query.contactId === undefined ? sql`true` : sql`c.contact_id = ${query.contactId}`}
      and ${matches(query.search)}
      and ${after === null ? sql`true` : sql`(c.activity_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by c.activity_at desc, c.id desc limit ${limit}`.execute(app.db);
  return CartRow.array().parse(rows);
}

/** Person, address, order number or a thing in the cart. */
function matches(search: string | undefined) {
  if (!search) return sql`true`;
  const words = likeOf(search);
  const digits = search.replaceAll(/\D/g, '');
  return sql`(${hasText(sql`p.name`, search)} or o.number ilike ${words}
    or exists (select from contact_identity i where i.workspace_id = c.workspace_id and i.contact_id = c.contact_id
      and (i.value ilike ${words} or (${digits.length >= 4} and i.kind = 'phone' and i.value like ${`%${digits}%`})))
    or exists (select from jsonb_array_elements(c.lines) line where ${hasText(sql`line->>'title'`, search)}))`;
}
