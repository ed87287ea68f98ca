import type { App } from '#context';
import type { AuditEntry, AuditQuery } from '#contract/member';
import type { Page } from '#contract/page';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Tx } from '#platform/database';
import { pageOfRows, readCursor } from '#platform/page';
import { sql } from 'kysely';
import { z } from 'zod';

/**
 * Says who did what, in the transaction that does it. `action` is `noun.verb` in the past: "member.invited". Details are shown to
 * admins: no secrets, no message texts.
 */
export async function writeAudit(
  app: App,
  tx: Tx,
  actor: Actor,
  action: string,
  subject: { kind: string; id: string } | null,
  details: Record<string, unknown> = {},
): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({
      workspace_id: actor.workspaceId,
      id: app.ids.next(),
      at: app.clock.now(),
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      action,
      subject_kind: subject?.kind ?? null,
      subject_id: subject?.id ?? null,
      details: JSON.stringify(details),
    })
    .execute();
}

const ActorKind = z.enum(['member', 'api_key', 'system']);
const Details = z.record(z.string(), z.unknown());

/** The log of the workspace, newest first. */
export async function listAudit(app: App, actor: Actor, query: AuditQuery): Promise<Page<AuditEntry>> {
  requireRole(actor, 'admin');
  const after = readCursor(query.cursor);
  const rows = await app.db
    .selectFrom('audit_entry')
    .selectAll()
    .where('workspace_id', '=', actor.workspaceId)
    .$if(after !== null, (rest) => rest.where(sql<boolean>`(at, id) < (${after?.at ?? null}, ${after?.id ?? null})`))
    .$if(query.action !== undefined, (rest) => rest.where(sql<boolean>`starts_with(action, ${query.action ?? ''})`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  return pageOfRows(
    rows,
    query.limit,
    (row) => row,
    (row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: { kind: ActorKind.parse(row.actor_kind), id: row.actor_id, name: row.actor_name },
      action: row.action,
      subject: row.subject_kind !== null && row.subject_id !== null ? { kind: row.subject_kind, id: row.subject_id } : null,
      details: Details.parse(row.details),
    }),
  );
}
