import { z } from 'zod';
import type { Page } from '#contract/page';
import { AppError } from './errors.ts';

/** Where a page ended: the sort value and the id of its last row, so that rows of one instant are neither lost nor repeated. */
export interface Position {
  at: Date;
  id: string;
}

const Stored = z.tuple([z.iso.datetime(), z.uuid()]);

/** Cursor of a list sorted by an instant and an id. Opaque to callers. */
export function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify([position.at.toISOString(), position.id])).toString('base64url');
}

/** Null for the first page; throws `cursor_invalid` for a text that is no cursor of ours. */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const parsed = Stored.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw new AppError('invalid', 'cursor_invalid', 'This cursor is not one that a list gave. Leave it out to read the first page.');
  const [at, id] = parsed.data;
  return { at: new Date(at), id };
}

/** @param rows one more than `limit` when there is a next page. */
export function pageOfRows<Row, Item>(rows: Row[], limit: number, position: (row: Row) => Position, map: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(map), nextCursor: rows.length > limit && last !== undefined ? writeCursor(position(last)) : null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
