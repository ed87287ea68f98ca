import type { App } from '#context';
import type { ConnectionDetail } from '#contract/connection';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { checkConnection } from './check-connection.ts';
import { requireConnection } from './open-connection.ts';
import { readConnectionDetail } from './read-connections.ts';

/** The guided check as a member asks for it: audited when it also points the vendor's webhooks here. */
export async function checkByMember(app: App, actor: Actor, connectionId: string, subscribe: boolean): Promise<ConnectionDetail> {
  requireRole(actor, 'admin');
  const { name } = await requireConnection(app, actor.workspaceId, connectionId);
  const { steps } = await checkConnection(app, actor.workspaceId, connectionId, { subscribe });
  const failed = steps.filter((step) => step.state === 'failed').map(({ step }) => step);
  if (subscribe) await inTransaction(app.db, (tx) => writeAudit(app, tx, actor, 'connection.checked', { kind: 'connection', id: connectionId }, { name, failed }));
  return readConnectionDetail(app, actor, connectionId);
}
