import { sql } from 'kysely';
import type { App } from '#context';
import { assistantTopics } from '#contract/assistant';
import type { Tools, ToolTurn } from '../define-tool.ts';
import { makeEffects } from '../effects.ts';
import type { ToolOutcome } from '../engine.ts';
import { runCall } from '../run-call.ts';
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
    isVerified: (at.channel ?? 'whatsapp') !== 'chat',
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

/** One call as the loop makes it, with every topic on. */
export async function callTool<Name extends ToolName>(tools: Tools, turn: ToolTurn, name: Name, input: unknown, isConfirmed: boolean): Promise<ToolOutcome<ToolOutputs[Name]>> {
  const { outcome } = await runCall({ app: turn.app, tools, turn, topics: assistantTopics }, { id: 'call', name, input }, isConfirmed);
  if (outcome.kind === 'done') toolShapes[name].output.parse(outcome.output);
  return outcome as ToolOutcome<ToolOutputs[Name]>;
}
