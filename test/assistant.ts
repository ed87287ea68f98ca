import type { AssistantParts } from '#modules/assistant';
import { AssistantSettings } from '#contract/assistant';
import { writeWorkspaceSetting } from '#modules/workspaces';
import { inTransaction } from '#platform/database';
import type { TestApp } from './app.ts';
import { defineTool } from '../server/modules/assistant/define-tool.ts';
import type { Tools } from '../server/modules/assistant/define-tool.ts';
import { noUsage } from '../server/modules/assistant/engine.ts';
import type { ToolName } from '../server/modules/assistant/tool-shapes.ts';
import type { Draft, Engine, Move, TurnView } from '../server/modules/assistant/engine.ts';

/** What a script makes of one look at the turn; a function of the view, so that it can tell the moves apart. */
export type Script = (view: TurnView) => Move | Promise<Move>;

/** An engine that does what the test says, and remembers every view that it was shown. */
export interface ScriptedEngine extends Engine {
  script: Script;
  seen: TurnView[];
}

export function scriptedEngine(kind: Engine['kind'], script: Script): ScriptedEngine {
  const engine: ScriptedEngine = {
    kind,
    script,
    seen: [],
    move: async (view) => {
      engine.seen.push(view);
      return engine.script(view);
    },
  };
  return engine;
}

export const draft = (text: string, more: Partial<Draft> = {}): Draft => ({ text, products: [], choices: [], link: null, memory: null, ...more });
export const say = (text: string, more: Partial<Draft> = {}): Move => ({ kind: 'say', draft: draft(text, more), usage: noUsage });

/** Calls one tool, then says what `then` makes of its outcome. */
export const callThen = (name: string, input: unknown, then: Script): Script => (view) =>
  view.results.some((result) => result.name === name) ? then(view) : { kind: 'call', calls: [{ id: `c${view.results.length}`, name, input } as never], usage: noUsage };

/** The guided engine only, with these tools. */
export const scriptedParts = (guided: Engine, tools: Tools = {}, generative: Engine | null = null): AssistantParts => ({
  tools,
  engines: { guided, generative: generative && (() => ({ engine: generative, model: 'scripted-1' })) },
});

/** Settings of the assistant, switched on unless said otherwise. */
export function setAssistant({ app }: TestApp, workspaceId: string, settings: Partial<Parameters<typeof AssistantSettings.parse>[0] & object> = {}): Promise<AssistantSettings> {
  return inTransaction(app.db, (tx) => writeWorkspaceSetting(app, tx, workspaceId, 'assistant', AssistantSettings, { isOn: true, ...settings } as never));
}

/** A tool that gives what the test says. */
export const fakeTool = <Name extends ToolName>(name: Name, run: () => unknown) => defineTool<Name>({ name, description: name, effect: 'read', confirm: 'asked', run: async () => run() as never });
