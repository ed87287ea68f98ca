import { sql } from 'kysely';
import type { IncomingContent } from '#contract/message-content';
import { rowsOf } from '#platform/database';
import type { Tx } from '#platform/database';
import type { NewMessage } from './message-batch.ts';

/**
 * Stores messages not yet known in their conversation (locked by the caller) and gives back the ids of those. An edit that came first is
 * applied at once.
 */
export async function insertMessages(tx: Tx, messages: NewMessage[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into message (workspace_id, at, id, conversation_id, direction, author, provider_message_id, content, in_reply_to, edited_at, is_revoked)
    select r."workspaceId", r.at, r.id, r."conversationId", r.direction, r.author, r."providerMessageId", coalesce(e.content, r.content),
      r."inReplyTo", e.at, e.at is not null and e.content is null
    from jsonb_to_recordset(${rowsOf(messages)}) as r(
      "workspaceId" uuid, "connectionId" uuid, at timestamptz, id uuid, "conversationId" uuid, direction text, author text,
      "providerMessageId" text, content jsonb, "inReplyTo" text)
    left join message_edit e on e.workspace_id = r."workspaceId" and e.connection_id = r."connectionId" and e.provider_message_id = r."providerMessageId"
    where not exists (
      select from message m
      where m.workspace_id = r."workspaceId" and m.provider_message_id = r."providerMessageId" and m.conversation_id = r."conversationId")
    returning id`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

export interface MessageEdit {
  workspaceId: string;
  connectionId: string;
  providerMessageId: string;
  /** ISO instant. */
  at: string;
  /** Null: taken back. */
  content: IncomingContent | null;
}

/** Keeps the newest change of each message, known or not, and applies it to those that are here. At the same instant taking back wins. */
export async function storeEdits(tx: Tx, edits: MessageEdit[]): Promise<void> {
  await sql`
    insert into message_edit (workspace_id, connection_id, provider_message_id, at, content)
    select distinct on (1, 2, 3) r."workspaceId", r."connectionId", r."providerMessageId", r.at, r.content
    from jsonb_to_recordset(${rowsOf(edits)}) as r("workspaceId" uuid, "connectionId" uuid, "providerMessageId" text, at timestamptz, content jsonb)
    order by 1, 2, 3, r.at desc, r.content desc nulls first
    on conflict (workspace_id, connection_id, provider_message_id) do update set at = excluded.at, content = excluded.content
    where excluded.at > message_edit.at or (excluded.at = message_edit.at and message_edit.content is not null
      and (excluded.content is null or excluded.content > message_edit.content))`.execute(tx);
  await sql`
    update message m set content = coalesce(e.content, m.content), edited_at = e.at, is_revoked = e.content is null
    from jsonb_to_recordset(${rowsOf(edits)}) as r("workspaceId" uuid, "connectionId" uuid, "providerMessageId" text)
    join message_edit e on e.workspace_id = r."workspaceId" and e.connection_id = r."connectionId" and e.provider_message_id = r."providerMessageId"
    join conversation c on c.workspace_id = e.workspace_id and c.connection_id = e.connection_id
    where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.provider_message_id = e.provider_message_id
      and m.edited_at is distinct from e.at`.execute(tx);
}
