import { sql } from 'kysely';
import { z } from 'zod';
import type { Page } from '#contract/page';
import { OutgoingContent, summarizeContent } from '#contract/message-content';
import { Send } from '#contract/send';
import type { SendQuery } from '#contract/send';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { pageOfRows, readCursor } from '#platform/page';

const SendRow = Send.omit({ preview: true }).extend({
  plannedAt: z.date(),
  acceptedAt: z.date().nullable(),
  deliveredAt: z.date().nullable(),
  readAt: z.date().nullable(),
  failedAt: z.date().nullable(),
  content: OutgoingContent.nullable(),
});

const isoOf = (at: Date | null) => at?.toISOString() ?? null;

/** The ledger, last planned first: what was to be said to whom, and what became of it. */
export async function listSends(app: App, actor: Actor, query: SendQuery): Promise<Page<Send>> {
  const after = readCursor(query.cursor);
  const where = (column: string, value: string | undefined) => (value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`);
  const { rows } = await sql`
    select s.id, s.planned_at as "plannedAt", s.origin, s.author_name as "authorName", s.purpose, s.channel, s.state, s.reason, s.contact_id as "contactId",
      p.name as "contactName", s.cart_id as "cartId", s.conversation_id as "conversationId", s.accepted_at as "acceptedAt", s.delivered_at as "deliveredAt",
      s.read_at as "readAt", s.failed_at as "failedAt", s.cost_micros as "costMicros", s.cost_currency as "costCurrency", s.click_count as "clickCount",
      coalesce(s.content, s.intent->'content') as content
    from send s join contact p on p.workspace_id = s.workspace_id and p.id = s.contact_id
    where s.workspace_id = ${actor.workspaceId} and ${where('s.contact_id', query.contactId)} and ${where('s.cart_id', query.cartId)}
      and ${where('s.origin', query.origin)} and ${where('s.state', query.state)} and ${where('s.reason', query.reason)}
      and (${after === null} or (s.planned_at, s.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by s.planned_at desc, s.id desc limit ${query.limit + 1}`.execute(app.db);
  return pageOfRows(SendRow.array().parse(rows), query.limit, (row) => ({ at: row.plannedAt, id: row.id }), toSend);
}

function toSend({ content, ...row }: z.infer<typeof SendRow>): Send {
  return {
    ...row,
    plannedAt: row.plannedAt.toISOString(),
    acceptedAt: isoOf(row.acceptedAt),
    deliveredAt: isoOf(row.deliveredAt),
    readAt: isoOf(row.readAt),
    failedAt: isoOf(row.failedAt),
    preview: content && summarizeContent(content),
  };
}
