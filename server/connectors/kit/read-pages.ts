/**
 * Walks a cursor from the start to the end, yielding one page at a time. A vendor that gives the same cursor twice in a
 * row would keep us walking for ever: that ends the walk with an error.
 */
export async function* readPages<Item>(
  readPage: (cursor: string | null) => Promise<{ items: Item[]; nextCursor: string | null }>,
): AsyncGenerator<Item[]> {
  let cursor: string | null = null;
  do {
    const page: { items: Item[]; nextCursor: string | null } = await readPage(cursor);
    yield page.items;
    if (page.nextCursor !== null && page.nextCursor === cursor) throw new Error('The cursor does not move.');
    cursor = page.nextCursor;
  } while (cursor !== null);
}
