import { sql } from 'kysely';
import { likeOf } from '#platform/database';
import type { Db } from '#platform/database';

/** Products on sale whose title holds one of these words, at most 200: whoever asks compares closer. */
export async function findActiveTitles(db: Db, workspaceId: string, words: string[]): Promise<{ id: string; title: string; url: string | null }[]> {
  if (words.length === 0) return [];
  const patterns = words.map(likeOf);
  // Words come without accents, titles with them.
  const { rows } = await sql<{ id: string; title: string; url: string | null }>`
    select id, title, url from product
    where workspace_id = ${workspaceId} and state = 'active' and regexp_replace(normalize(lower(title), nfd), ${'[\u0300-\u036f]'}, '', 'g') like any(${patterns}) order by title limit 200`.execute(db);
  return rows;
}
