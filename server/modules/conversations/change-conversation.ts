import { sql } from 'kysely';
import type { ConversationRow, ConversationUpdate } from './conversation-row.ts';
import { readConversationRow } from './conversation-row.ts';
import type { App } from '#context';
import type { Db, Tx } from '#platform/database';
import { AppError } from '#platform/errors';

/** The workspace's own conversation, locked for a change, or `not_found`. */
export async function lockConversation(tx: Tx, workspaceId: string, conversationId: string): Promise<ConversationRow> {
  return known(await readConversationRow(tx, workspaceId, conversationId, { isLocked: true }));
}

/** The same, only to be looked at. */
export async function readOwnConversation(db: Db | Tx, workspaceId: string, conversationId: string): Promise<ConversationRow> {
  return known(await readConversationRow(db, workspaceId, conversationId, { isLocked: false }));
}

/** `not_found` unless it is the workspace's own. */
export async function requireConversation(db: Db | Tx, workspaceId: string, conversationId: string): Promise<void> {
  const { rows } = await sql`select from conversation where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(db);
  known(rows[0]);
}

function known<Row>(row: Row | null | undefined): Row {
  if (row) return row;
  throw new AppError('not_found', 'conversation_unknown', 'There is no such conversation in this workspace.');
}

/** Changes a conversation and writes down what happened, who did it and when. */
export async function changeConversation(
  app: App,
  tx: Tx,
  conversation: Pick<ConversationRow, 'workspace_id' | 'id'>,
  change: { set: ConversationUpdate; event: string; actor: string; details?: Record<string, unknown> },
): Promise<void> {
  await tx.updateTable('conversation').set(change.set).where('workspace_id', '=', conversation.workspace_id).where('id', '=', conversation.id).execute();
  await writeConversationEvent(app, tx, conversation, change);
}

export async function writeConversationEvent(
  app: App,
  tx: Tx,
  conversation: Pick<ConversationRow, 'workspace_id' | 'id'>,
  { event, actor, details }: { event: string; actor: string; details?: Record<string, unknown> },
): Promise<void> {
  await sql`
    insert into conversation_event (workspace_id, id, conversation_id, at, kind, actor, details)
    values (${conversation.workspace_id}, ${app.ids.next()}, ${conversation.id}, ${app.clock.now()}, ${event}, ${actor}, ${JSON.stringify(details ?? {})})`.execute(tx);
}

/** Old steps of conversations go with the messages of their time. The last of each kind stays: by it is known since when somebody has a conversation. */
export async function forgetOldEvents(db: Db, before: Date): Promise<void> {
  await sql`
    delete from conversation_event e where e.at < ${before} and exists (
      select from conversation_event later where later.workspace_id = e.workspace_id and later.conversation_id = e.conversation_id and later.kind = e.kind and later.at > e.at)`.execute(db);
}
