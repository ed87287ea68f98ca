import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import { requireConnection } from '#modules/connections';
import { defineJob } from '#platform/jobs';
import { ConnectorError } from '#ports/connector';

/** Tells the channel that the shopper's last message was read, and that an answer is being written if it is. Repeatable; one the channel refuses is let go. */
export const sendReceipt = defineJob({
  name: 'conversations.receipt',
  input: z.object({ conversationId: z.uuid(), showTyping: z.boolean().optional() }),
  maxAttempts: 4,
  async run(app: App, { workspaceId, input }) {
    const { rows } = await sql<{ connection_id: string; provider_message_id: string }>`
      select v.connection_id, m.provider_message_id from conversation v
      join lateral (
        select provider_message_id from message
        where workspace_id = v.workspace_id and conversation_id = v.id and author = 'contact' and direction = 'in'
        order by at desc, id desc limit 1) m on true
      where v.workspace_id = ${workspaceId} and v.id = ${input.conversationId} and v.is_owned`.execute(app.db);
    const [last] = rows;
    if (!last) return;
    const connection = await requireConnection(app, workspaceId, last.connection_id);
    if (connection.state !== 'active' || connection.definition.port !== 'channel') return;
    try {
      await connection.definition.receipts?.(connection.client()).markRead(last.provider_message_id, { showTyping: input.showTyping ?? false });
    } catch (error) {
      // Too old or gone: ticks are a courtesy, not worth another try.
      if (!(error instanceof ConnectorError && error.kind === 'rejected')) throw error;
    }
  },
});
