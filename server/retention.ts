import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import type { Config } from '#config';
import { forgetQuestions } from '#modules/knowledge';
import { forgetOldTurns } from '#modules/assistant';
import { forgetOldRatings } from '#modules/ratings';
import { forgetOldHandoffs } from '#modules/turns';
import { forgetContactCodes } from '#modules/contacts';
import { forgetOldEvents } from '#modules/conversations';
import { dayMs, hourMs } from '#platform/clock';
import { defineJob } from '#platform/jobs';
import { maintainPartitions } from '#platform/partitions';
import type { PartitionedTable } from '#platform/partitions';

/** Providers repeat a webhook for at most 7 days (Meta); keys that recognise a repeat are kept longer than that. */
const keepKeysMs = 21 * dayMs;

export function partitionedTables({ retention }: Config): PartitionedTable[] {
  return [
    { table: 'inbound_delivery', unit: 'day', keepMs: retention.deliveriesDays * dayMs },
    { table: 'message', unit: 'month', keepMs: retention.messagesMonths * 31 * dayMs },
    { table: 'media', unit: 'month', keepMs: retention.mediaDays * dayMs },
    { table: 'activity', unit: 'month', keepMs: retention.activityMonths * 31 * dayMs },
  ];
}

/** Links that nobody paid with; those with money stay, like orders, for the books. */
const keepUnpaidLinksMs = 180 * dayMs;

/** Once an hour: parts ahead are made, expired ones dropped, old keys and reach forgotten. */
export const keepHouse = defineJob<App, Record<string, never>>({
  name: 'platform.keep_house',
  input: z.object({}).strip() as unknown as z.ZodType<Record<string, never>>,
  everyMs: hourMs,
  isLong: true,
  run: async (app) => {
    const now = app.clock.now();
    await maintainPartitions(app.db, partitionedTables(app.config), now);
    await sql`delete from inbound_key where received_at < ${new Date(now.getTime() - keepKeysMs)}`.execute(app.db);
    await sql`delete from cart_edit where at < ${new Date(now.getTime() - app.config.retention.activityMonths * 31 * dayMs)}`.execute(app.db);
    await sql`delete from mention where read_at < ${new Date(now.getTime() - 90 * dayMs)}`.execute(app.db);
    const messagesBefore = new Date(now.getTime() - app.config.retention.messagesMonths * 31 * dayMs);
    await forgetQuestions(app.db, messagesBefore);
    await forgetOldTurns(app.db, messagesBefore);
    await forgetOldEvents(app.db, messagesBefore);
    await forgetContactCodes(app.db, now, messagesBefore);
    await forgetOldHandoffs(app.db, messagesBefore);
    await forgetOldRatings(app.db, messagesBefore);
    await sql`
      delete from payment_link l where l.created_at < ${new Date(now.getTime() - keepUnpaidLinksMs)} and l.state in ('closed', 'expired', 'failed') and l.outcome is null
        and not exists (select from payment p where p.workspace_id = l.workspace_id and p.link_id = l.id)`.execute(app.db);
    await sql`delete from reach where last_at < ${new Date(now.getTime() - 2 * dayMs)}`.execute(app.db);
  },
});
