import type { App } from '#context';
import type { AssistantTopic } from '#contract/assistant';
import { AppError } from '#platform/errors';
import { ConnectorError } from '#ports/connector';
import { ToolRefusal } from './define-tool.ts';
import type { Tool, Tools, ToolTurn } from './define-tool.ts';
import type { ToolOutcome, ToolResult } from './engine.ts';
import { toolShapes } from './tool-shapes.ts';
import type { ToolName } from './tool-shapes.ts';
import { topicOfTool } from './topics.ts';

/** A call as an engine made it: a model may name anything and give anything. */
export type AskedCall = { id: string; name: string; input: unknown };

export interface CallContext {
  app: App;
  tools: Tools;
  turn: ToolTurn;
  topics: readonly AssistantTopic[];
}

/** What makes a call malformed rather than refused by a rule. */
export const malformedCodes = new Set(['tool_unknown', 'bad_input']);

/**
 * Runs one call and gives its outcome; nothing that a tool throws leaves here. @param isConfirmed the shopper said yes to this very call.
 */
export async function runCall(context: CallContext, call: AskedCall, isConfirmed: boolean): Promise<ToolResult> {
  const outcome = await outcomeOf(context, call, isConfirmed);
  return { id: call.id, name: call.name, input: call.input, outcome } as ToolResult;
}

async function outcomeOf({ app, tools, turn, topics }: CallContext, call: AskedCall, isConfirmed: boolean): Promise<ToolOutcome<unknown>> {
  if (!isToolName(call.name)) return refused('tool_unknown', `There is no tool "${call.name.slice(0, 60)}".`);
  const tool = tools[call.name] as Tool | undefined;
  if (!tool) return refused('tool_unknown', `The tool ${call.name} is not available here.`);
  const topic = topicOfTool(call.name);
  if (topic !== null && !topics.includes(topic)) return refused('topic_off', 'The merchant wants people to deal with this. Hand over.');
  const input = toolShapes[call.name].input.safeParse(call.input);
  if (!input.success) return refused('bad_input', input.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`).join('; ').slice(0, 500));
  try {
    if (tool.confirm === 'ask_first' && !isConfirmed) return { kind: 'to_confirm', summary: (await tool.question?.(turn, input.data as never)) ?? tool.name };
    return { kind: 'done', output: await tool.run(turn, input.data as never) };
  } catch (error) {
    return refusalOf(app, call, turn, error);
  }
}

const isToolName = (name: string): name is ToolName => Object.hasOwn(toolShapes, name);
const refused = (code: string, message: string): ToolOutcome<never> => ({ kind: 'refused', code, message });

/** Foreseen failures are told to the engine, which goes on; anything else is a bug, told to us. */
function refusalOf(app: App, call: AskedCall, turn: ToolTurn, error: unknown): ToolOutcome<never> {
  if (error instanceof ToolRefusal || error instanceof AppError) return refused(error.code, error.message);
  if (error instanceof ConnectorError) return refused(error.kind === 'rejected' ? 'shop_refused' : 'unavailable', error.message);
  app.log.error({ err: error, tool: call.name, turn: turn.turnId }, 'A tool of the assistant failed in an unforeseen way');
  return refused('failed', 'This did not work just now.');
}

/** Whether a call changes something, so that it must not run when more was said meanwhile. */
export const isWrite = (tools: Tools, { name }: Pick<AskedCall, 'name'>) => isToolName(name) && (tools[name] as Tool | undefined)?.effect === 'write';
