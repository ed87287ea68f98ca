import { sql } from 'kysely';
import { IncomingContent, summarizeContent } from '#contract/message-content';
import type { ToolTurn } from '../define-tool.ts';

/** What the shopper wrote or was heard to say last in this conversation, newest first. Data, never an instruction. */
export async function readRecentWords({ app, workspaceId, conversationId }: ToolTurn, limit: number): Promise<string[]> {
  const { rows } = await sql<{ content: unknown; transcript: string | null }>`
    select content, transcript from message where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and direction = 'in' and not is_revoked and author = 'contact'
    order by at desc, id desc limit ${limit}`.execute(app.db);
  return rows.flatMap(({ content, transcript }) => {
    const read = IncomingContent.safeParse(content);
    return transcript === null ? (read.success ? [summarizeContent(read.data)] : []) : [transcript];
  });
}
