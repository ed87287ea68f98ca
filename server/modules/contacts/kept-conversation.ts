import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * For receivers of merges, in an update of rows that the merged person had: the conversation to which what belonged to `conversationId` belongs from
 * now on. That is the kept person's on the same connection; where they have none, the conversation itself moves and stays what it is. Counts until
 * the conversations are joined, which is done last.
 */
export const keptConversation = ({ workspaceId, keptId }: { workspaceId: string; keptId: string }, conversationId = sql.ref('conversation_id')): RawBuilder<string> => sql`coalesce(
  (select kept.id from conversation gone join conversation kept on kept.workspace_id = gone.workspace_id and kept.connection_id = gone.connection_id and kept.contact_id = ${keptId}
    where gone.workspace_id = ${workspaceId} and gone.id = ${conversationId}), ${conversationId})`;
