import { sql } from 'kysely';
import type { App, MemberConcern } from '#context';
import { secondMs } from '#platform/clock';
import { afterCommit, rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import { enqueueJobs } from '#platform/jobs';
import { sendPush } from './send-push.ts';

/** Whoever has the console open reads it there first; a burst of messages becomes one notice. */
const patienceMs = 4 * secondMs;

/** Tells members what concerns them: in their open consoles after the commit, on their devices by jobs. */
export async function tellMembers(app: App, tx: Tx, concerns: MemberConcern[]): Promise<void> {
  if (concerns.length === 0) return;
  const rows = concerns.flatMap(({ workspaceId, conversationId, kind, memberIds }) => (memberIds ?? [null]).map((memberId) => ({ workspaceId, conversationId, kind, memberId })));
  const { rows: found } = await sql<{ workspaceId: string; deviceId: string; conversationId: string; kind: MemberConcern['kind'] }>`
    select distinct on (d.workspace_id, d.id, r."conversationId") d.workspace_id as "workspaceId", d.id as "deviceId", r."conversationId", r.kind
    from jsonb_to_recordset(${rowsOf(rows)}) as r("workspaceId" uuid, "conversationId" uuid, kind text, "memberId" text)
    join push_device d on d.workspace_id = r."workspaceId" and (r."memberId" is null or d.user_id = r."memberId") and r.kind = any(d.kinds)`.execute(tx);
  const dueAt = new Date(app.clock.nowMs() + patienceMs);
  if (found.length > 0) {
    await enqueueJobs(app, tx, sendPush, found.map(({ workspaceId, deviceId, conversationId, kind }) => ({ workspaceId, input: { deviceId, kind, conversationId }, key: `${deviceId} ${conversationId}`, dueAt })));
  }
  afterCommit(tx, () => {
    for (const { workspaceId, conversationId, kind, memberIds } of concerns) app.live.publish({ workspaceId, topic: 'concern', id: conversationId, about: { kind }, ...(memberIds && { to: memberIds }) });
  });
}
