import { sql } from 'kysely';
import type { App } from '#context';
import { AppError } from '#platform/errors';
import { ToolRefusal } from '../define-tool.ts';
import type { Tool, Tools, ToolTurn } from '../define-tool.ts';
import { makeEffects } from '../effects.ts';
import type { ToolOutcome } from '../engine.ts';
import { toolShapes } from '../tool-shapes.ts';
import type { ToolName, ToolOutputs } from '../tool-shapes.ts';

/** The turn of a shopper who writes in Spanish, for tests of tools. Its row and its effects are the real ones. */
export async function makeToolTurn(app: App, at: Pick<ToolTurn, 'workspaceId' | 'conversationId' | 'contactId' | 'connectionId'> & Partial<ToolTurn>): Promise<ToolTurn> {
  const turnId = at.turnId ?? app.ids.next();
  const isTryOut = at.isTryOut ?? false;
  await sql`
    insert into assistant_turn (workspace_id, id, conversation_id, contact_id, connection_id, channel, state, message_ids, started_at, latest_at)
    values (${at.workspaceId}, ${turnId}, ${at.conversationId}, ${at.contactId}, ${at.connectionId}, ${at.channel ?? 'whatsapp'}, 'answered', '{}', ${app.clock.now()}, ${app.clock.now()})`.execute(app.db);
  return {
    app,
    turnId,
    channel: 'whatsapp',
    now: app.clock.now(),
    language: 'es',
    locale: 'es-AR',
    timeZone: 'America/Argentina/Buenos_Aires',
    country: 'AR',
    currency: 'ARS',
    shopName: 'Tienda Aurora',
    limits: { discountPercent: 0, orderMinor: null },
    isTryOut,
    ...makeEffects(app, { workspaceId: at.workspaceId, turnId, isTryOut }),
    ...at,
  };
}

/** One call as the loop makes it: the input is checked by its shape, a refusal is an outcome. */
export async function callTool<Name extends ToolName>(tools: Tools, turn: ToolTurn, name: Name, given: unknown, isConfirmed: boolean): Promise<ToolOutcome<ToolOutputs[Name]>> {
  const tool = tools[name] as Tool<Name> | undefined;
  const input = toolShapes[name].input.safeParse(given);
  if (!tool || !input.success) return { kind: 'refused', code: tool ? 'bad_input' : 'tool_unknown', message: input.error?.message ?? name };
  try {
    if (tool.confirm === 'ask_first' && !isConfirmed) return { kind: 'to_confirm', summary: (await tool.question?.(turn, input.data as never)) ?? '' };
    const output = await tool.run(turn, input.data as never);
    return { kind: 'done', output: toolShapes[name].output.parse(output) as ToolOutputs[Name] };
  } catch (error) {
    if (error instanceof ToolRefusal || error instanceof AppError) return { kind: 'refused', code: error.code, message: error.message };
    throw error;
  }
}
