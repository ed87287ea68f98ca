import { sql } from 'kysely';
import type { App } from '#context';
import { AppError } from '#platform/errors';
import { databaseCode } from '#platform/database';
import type { CheckResult } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import { forgetConnection, requireConnection } from './open-connection.ts';
import type { OpenConnection } from './open-connection.ts';
import { keepSecrets } from './save-connection.ts';

/** The address that vendors are pointed at. */
export const hookUrlOf = (app: App, connectionId: string) => `${app.publicUrl}/hooks/${connectionId}`;

/**
 * Points the vendor's webhooks at us and runs the connector's guided check; what it found is kept on the connection. Safe to repeat.
 * A vendor's refusal is a step of the result, never an exception.
 */
export async function checkConnection(app: App, workspaceId: string, connectionId: string, options: { subscribe: boolean }): Promise<CheckResult> {
  const hookUrl = hookUrlOf(app, connectionId);
  const failure = options.subscribe ? await subscribe(app, await requireConnection(app, workspaceId, connectionId), hookUrl) : null;
  // A subscription may have brought a secret: the connection is opened anew with it.
  const connection = await requireConnection(app, workspaceId, connectionId);
  const result = await connection.definition.check(connection.client(), hookUrl);
  const steps = failure ? [...result.steps.filter((step) => step.step !== 'webhooks'), { step: 'webhooks', state: 'failed' as const, detail: failure }] : result.steps;
  await keepResult(app, workspaceId, connectionId, { ...result, steps });
  return { ...result, steps };
}

/** What went wrong, in a sentence; null: nothing, or the vendor cannot be told by program. */
async function subscribe(app: App, connection: OpenConnection, hookUrl: string): Promise<string | null> {
  try {
    const answer = await connection.definition.subscribe?.(connection.client(), hookUrl);
    if (answer?.secrets) await keepSecrets(app, connection, answer.secrets);
    return null;
  } catch (error) {
    if (error instanceof ConnectorError) return error.message;
    throw error;
  }
}

async function keepResult(app: App, workspaceId: string, connectionId: string, result: CheckResult) {
  const now = app.clock.now();
  const isWell = result.steps.every((step) => step.state !== 'failed') && result.steps.every((step) => step.step !== 'health' || step.state === 'ok');
  try {
    await sql`
      update connection set health = ${JSON.stringify({ steps: result.steps, accountName: result.accountName })}::jsonb, checked_at = ${now}, updated_at = ${now},
        account_key = coalesce(${result.accountKey}, account_key), facts = ${JSON.stringify(result.facts)}::jsonb || facts || ${JSON.stringify(isWell ? liftRest(result.facts) : {})}::jsonb
      where workspace_id = ${workspaceId} and id = ${connectionId}`.execute(app.db);
  } catch (error) {
    if (databaseCode(error) === '23505') throw new AppError('conflict', 'account_connected', 'This account is already connected in this workspace. Close the other connection first.');
    throw error;
  }
  forgetConnection(app, connectionId);
  app.live.publish({ workspaceId, topic: 'connection', id: connectionId });
}

/** A good check brings the account's own figures up to date and ends a rest that failed credentials had caused. */
function liftRest(facts: CheckResult['facts']): Record<string, unknown> {
  return { ...facts, restriction: { scope: 'none', reason: '', until: null } };
}
