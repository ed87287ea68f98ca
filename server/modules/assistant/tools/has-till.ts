import { sql } from 'kysely';
import type { ToolTurn } from '../define-tool.ts';

/** Whether something can be paid inside the chat. */
export async function hasTill({ app, workspaceId }: ToolTurn): Promise<boolean> {
  const { rows } = await sql`select from connection where workspace_id = ${workspaceId} and port = 'payment' and state = 'active' limit 1`.execute(app.db);
  return rows.length > 0;
}
