import { sql } from 'kysely';
import { z } from 'zod';
import type { ConnectionHealth, Home } from '#contract/insights';
import type { Db } from '#platform/database';

const HealthRow = z.object({
  id: z.string(),
  name: z.string(),
  port: z.string(),
  vendor: z.string(),
  state: z.enum(['active', 'paused', 'closed']),
  health: z.object({ steps: z.array(z.object({ step: z.string(), state: z.string(), detail: z.string().nullish() })).catch([]).default([]) }).catch({ steps: [] }),
  facts: z.object({
    quality: z.string().nullable().catch(null).default(null),
    restriction: z.object({ scope: z.string(), reason: z.string().nullish(), until: z.string().nullish() }).nullable().catch(null).default(null),
  }),
  last_event_at: z.date().nullable(),
  created_at: z.date(),
});
type HealthRow = z.infer<typeof HealthRow>;

const dayMs = 86_400_000;

/** How each connection fares, in words. */
export async function readHealth(db: Db, workspaceId: string, nowMs: number): Promise<ConnectionHealth[]> {
  const { rows } = await sql`
    select id, name, port, vendor, state, health, facts, last_event_at, created_at from connection
    where workspace_id = ${workspaceId} and state <> 'closed' order by port desc, created_at limit 50`.execute(db);
  return HealthRow.array().parse(rows).map((row) => ({
    connectionId: row.id,
    name: row.name,
    port: row.port,
    vendor: row.vendor,
    ...judgeConnection(row, nowMs),
    lastEventAt: row.last_event_at?.toISOString() ?? null,
  }));
}

function judgeConnection(row: HealthRow, nowMs: number): Pick<ConnectionHealth, 'level' | 'code' | 'step' | 'detail'> {
  const none = { step: null, detail: null };
  const findStep = (state: string) => row.health.steps.find((candidate) => candidate.state === state);
  const { restriction } = row.facts;
  if (row.state === 'paused') return { level: 'attention', code: 'paused', ...none };
  if (restriction && restriction.scope !== 'none' && (!restriction.until || Date.parse(restriction.until) > nowMs)) return { level: 'broken', code: 'restricted', step: null, detail: restriction.reason ?? null };
  const failed = findStep('failed');
  if (failed) return { level: 'broken', code: 'check_failed', step: failed.step, detail: failed.detail ?? null };
  if (row.facts.quality === 'red') return { level: 'attention', code: 'quality_low', ...none };
  const warned = findStep('warning');
  if (warned) return { level: 'attention', code: 'check_warning', step: warned.step, detail: warned.detail ?? null };
  // A model is called and calls nobody: its check is all that there is to tell.
  if (row.port === 'model') return { level: 'ok', code: 'ok', ...none };
  if (row.last_event_at === null) return { level: nowMs - row.created_at.getTime() > dayMs ? 'attention' : 'ok', code: 'never_heard', ...none };
  // A shop of any size tells something every other day.
  if (row.port === 'storefront' && nowMs - row.last_event_at.getTime() > 2 * dayMs) return { level: 'attention', code: 'quiet', ...none };
  return { level: 'ok', code: 'ok', ...none };
}

/** Shoppers who wait for a person: the longest wait at the highest priority first. */
export async function findLongestWaits(db: Db, workspaceId: string, now: Date): Promise<Home['waiting']['longest']> {
  const { rows } = await sql<{ conversationId: string; contactName: string | null; reason: string | null; priority: number; since: Date; preview: string | null }>`
    select v.id as "conversationId", p.name as "contactName", v.handoff_reason as reason, v.priority, v.waiting_since as since, v.last_preview as preview
    from conversation v join contact p on p.workspace_id = v.workspace_id and p.id = v.contact_id
    where v.workspace_id = ${workspaceId} and v.waiting_since is not null and (v.state = 'open' or (v.state = 'snoozed' and v.snoozed_until <= ${now}))
    order by v.priority desc, v.waiting_since, v.id limit 5`.execute(db);
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}

/** Counts behind the alarms. */
export async function readTroubles(db: Db, workspaceId: string, now: Date): Promise<{ failedEvents: number; stoppedTemplates: number; lateMessages: number }> {
  const late = new Date(now.getTime() - 600_000);
  const { rows } = await sql<{ failedEvents: number; stoppedTemplates: number; lateMessages: number }>`
    select (select count(*)::int from inbound_failure f where f.workspace_id = ${workspaceId} and f.state = 'open') as "failedEvents",
      (select count(*)::int from template t where t.workspace_id = ${workspaceId} and t.message_key is not null and t.status in ('paused', 'disabled', 'rejected')) as "stoppedTemplates",
      (select count(*)::int from send s where s.workspace_id = ${workspaceId} and s.state = 'planned' and s.due_at < ${late} and s.planned_at > ${now}::timestamptz - interval '7 days') as "lateMessages"`.execute(db);
  return rows[0] as { failedEvents: number; stoppedTemplates: number; lateMessages: number };
}
