import { z } from 'zod';

/** An instant on the wire: ISO 8601 with its offset. */
export const Instant = z.iso.datetime({ offset: true });

/** The path of everything that belongs to a workspace. */
export const WorkspaceParams = z.object({ workspaceId: z.uuid() });

/** How a list is asked for; a list with filters extends it. */
export const PageQuery = z.object({
  /** `nextCursor` of the page before; absent for the first. */
  cursor: z.string().min(1).max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list; `nextCursor` is null on the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
