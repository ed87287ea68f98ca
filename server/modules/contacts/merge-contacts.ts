import { sql } from 'kysely';
import type { App } from '#context';
import type { Tx } from '#platform/database';

/**
 * Makes two contacts one: identities and tags move, empty fields are filled, and every module moves its own rows.
 * The merged row stays as a signpost, so that an old link still leads to the person. Two things go on naming it on purpose: entries of the consent
 * ledger with their chain, whose hashes bind the contact (`mergeConsents`; the ledger, the export and an erasure read the whole family), and `reach`,
 * which counts whom a number reached today and is forgotten tomorrow (`readPortfolio`).
 */
export async function mergeContacts(app: App, tx: Tx, merge: { workspaceId: string; keptId: string; mergedId: string }): Promise<void> {
  const { workspaceId, keptId, mergedId } = merge;
  const now = app.clock.now();
  // Both rows in id order, so that two merges of the same pair cannot wait for each other.
  await sql`select id from contact where workspace_id = ${workspaceId} and id in (${keptId}, ${mergedId}) order by id for update`.execute(tx);
  await sql`update contact_identity set contact_id = ${keptId} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
  await sql`
    update contact kept set
      name = coalesce(kept.name, gone.name), first_name = coalesce(kept.first_name, gone.first_name), locale = coalesce(kept.locale, gone.locale),
      country = coalesce(kept.country, gone.country), region = coalesce(kept.region, gone.region), time_zone = coalesce(kept.time_zone, gone.time_zone),
      attributes = gone.attributes || kept.attributes,
      tags = (select coalesce(array_agg(distinct tag order by tag), '{}') from unnest(kept.tags || gone.tags) tag),
      order_count = greatest(kept.order_count, gone.order_count), spent_minor = greatest(kept.spent_minor, gone.spent_minor),
      spent_currency = coalesce(kept.spent_currency, gone.spent_currency), last_order_at = greatest(kept.last_order_at, gone.last_order_at),
      is_bot = kept.is_bot and gone.is_bot, created_at = least(kept.created_at, gone.created_at), updated_at = ${now}
    from contact gone
    where kept.workspace_id = ${workspaceId} and kept.id = ${keptId} and gone.workspace_id = ${workspaceId} and gone.id = ${mergedId}`.execute(tx);
  // What they asked for is asked for by who they are now: an export that is still to be written must find them.
  await sql`update privacy_request set contact_id = ${keptId} where workspace_id = ${workspaceId} and contact_id = ${mergedId}`.execute(tx);
  await sql`update contact set merged_into = ${keptId}, updated_at = ${now} where workspace_id = ${workspaceId} and id = ${mergedId}`.execute(tx);
  await app.receivers.contactsMerged(app, tx, [merge]);
}
