import { sql } from 'kysely';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';

/** What is newly known of one template. Instants are ISO text; null: no news of that fact. */
export interface TemplateNews {
  workspaceId: string;
  connectionId: string;
  /** Given to a template that nobody told us of before; its text comes with the next synchronisation. */
  id: string;
  name: string;
  language: string;
  templateKey: string | null;
  status: string | null;
  statusAt: string | null;
  /** The channel's reason for the status. */
  reason: string | null;
  category: string | null;
  categoryAt: string | null;
  quality: string | null;
  qualityAt: string | null;
}

/** Moves each fact forward where its news is newer. One row for each template. */
export async function storeTemplateNews(tx: Tx, news: TemplateNews[], now: Date): Promise<void> {
  await sql`
    insert into template as t (workspace_id, id, connection_id, template_key, name, language, category, category_at, status, status_at, reason,
      quality, quality_at, body, version, created_at, updated_at)
    select r."workspaceId", r.id, r."connectionId", r."templateKey", r.name, r.language, coalesce(r.category, 'marketing'), r."categoryAt",
      coalesce(r.status, 'pending'), r."statusAt", r.reason, coalesce(r.quality, 'unknown'), r."qualityAt", '',
      greatest(r."statusAt", r."categoryAt", r."qualityAt", '-infinity'), ${now}, ${now}
    from jsonb_to_recordset(${rowsOf(news)}) as r(
      "workspaceId" uuid, "connectionId" uuid, id uuid, name text, language text, "templateKey" text, status text, "statusAt" timestamptz, reason text,
      category text, "categoryAt" timestamptz, quality text, "qualityAt" timestamptz)
    order by 1, 3, 5, 6
    on conflict (workspace_id, connection_id, name, language) do update set
      template_key = coalesce(excluded.template_key, t.template_key),
      status = case when ${isNewer('status')} then excluded.status else t.status end,
      reason = case when ${isNewer('status')} then excluded.reason else t.reason end,
      status_at = greatest(t.status_at, excluded.status_at),
      category = case when ${isNewer('category')} then excluded.category else t.category end,
      category_at = greatest(t.category_at, excluded.category_at),
      quality = case when ${isNewer('quality')} then excluded.quality else t.quality end,
      quality_at = greatest(t.quality_at, excluded.quality_at),
      version = greatest(t.version, excluded.version),
      updated_at = excluded.updated_at`.execute(tx);
}

/** At the same instant the greater word wins, so that the order of arrival does not matter. */
function isNewer(fact: 'status' | 'category' | 'quality') {
  const [at, value] = [`${fact}_at`, fact];
  return sql`(excluded.${sql.ref(at)} is not null and (t.${sql.ref(at)} is null or (excluded.${sql.ref(at)}, excluded.${sql.ref(value)}) > (t.${sql.ref(at)}, t.${sql.ref(value)})))`;
}
