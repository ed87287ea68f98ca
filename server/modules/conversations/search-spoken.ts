import { sql } from 'kysely';
import { foldText } from '#platform/fold-text';

/** The newest so many hits of each kind; older ones are found with one more word. */
const mostHits = 300;

/**
 * The newest place in each conversation at which all words of a search were said, as `conversation_id, at, text, is_ours`. Every word may be
 * the beginning of a longer one; case and accents do not matter. Reads two indexes of words, newest month first.
 */
export function searchSpoken(workspaceId: string, search: string | undefined) {
  const query = toWordQuery(search ?? '');
  if (query === null) return sql`select null::uuid as conversation_id, null::timestamptz as at, null::text as text, false as is_ours where false`;
  const words = (content: ReturnType<typeof sql.ref>) => sql`left(coalesce(${content} ->> 'text', ${content} ->> 'title', ${content} -> 'media' ->> 'caption', ${content} -> 'media' ->> 'fileName', ${content} -> 'preview' ->> 'text', ''), 2000)`;
  return sql`
    select distinct on (conversation_id) conversation_id, at, ts_headline('simple', text, to_tsquery('simple', ${query}), 'MaxWords=16, MinWords=8, StartSel="", StopSel=""') as text, is_ours from (
      (select m.conversation_id, m.at, ${words(sql.ref('m.content'))} as text, m.direction = 'out' as is_ours from message m
        where m.workspace_id = ${workspaceId} and spoken_words(m.content) @@ to_tsquery('simple', ${query}) and not m.is_revoked order by m.at desc limit ${mostHits})
      union all
      (select t.id, s.planned_for, ${words(sql.ref('s.content'))}, true from send s
        join conversation t on t.workspace_id = s.workspace_id and t.connection_id = s.connection_id and t.contact_id = s.contact_id
        where s.workspace_id = ${workspaceId} and s.origin in ('person', 'assistant') and s.content is not null
          and spoken_words(s.content) @@ to_tsquery('simple', ${query}) order by s.planned_for desc limit ${mostHits})) said
    order by conversation_id, at desc`;
}

/** The search as a query of words for the database, each by its beginning; null: there is no word in it. */
export function toWordQuery(search: string): string | null {
  const words = foldText(search).match(/[\p{L}\p{N}]+/gu)?.slice(0, 8) ?? [];
  return words.length === 0 ? null : words.map((word) => `'${word.slice(0, 40)}':*`).join(' & ');
}

