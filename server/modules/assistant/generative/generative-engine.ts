import { z } from 'zod';
import type { ModelDefinition } from '#ports/model';
import type { Engine, Move, TurnView } from '../engine.ts';
import { toolShapes } from '../tool-shapes.ts';
import type { ToolName } from '../tool-shapes.ts';
import { finalTools } from './final-tools.ts';
import { readMove } from './read-move.ts';
import { writeMessages } from './write-messages.ts';
import type { Pictures } from './write-messages.ts';
import { writeSystem } from './write-system.ts';

/** A model of the merchant's, and what it may use. */
export interface Mind {
  definition: ModelDefinition;
  client: unknown;
  /** Of the connection, checked by its schema. */
  settings: unknown;
  /** Tools that exist in this version, with the words models read. */
  tools: readonly { name: ToolName; description: string }[];
  /** The longest one move may take, ms. */
  moveMs: number;
  loadPictures(view: TurnView): Promise<Pictures>;
}

/** Long enough for a message and a handful of calls, short enough that a model that raves is cut. */
const maxOutputTokens = 1500;

/** Thinks with any model. What it says is a draft like any other: it knows nothing that code does not check. */
export function makeGenerativeEngine(mind: Mind): Engine {
  const tools = [
    ...mind.tools.map(({ name, description }) => ({ name, description, input: schemaOf(toolShapes[name].input) })),
    ...finalTools.map(({ name, description, schema }) => ({ name, description, input: schemaOf(schema) })),
  ];
  const pictures = new Map<string, Promise<Pictures>>();
  return {
    kind: 'generative',
    async move(view): Promise<Move> {
      // A turn has several moves; its pictures are read once.
      const seen = mind.definition.seesPictures(mind.settings) ? await remember(pictures, view.turnId, () => mind.loadPictures(view)) : new Map();
      const answer = await mind.definition.generate(mind.client, { system: writeSystem(view), messages: writeMessages(view, seen), tools, maxOutputTokens, timeoutMs: mind.moveMs });
      return readMove(answer, view, { inputTokens: answer.inputTokens, outputTokens: answer.outputTokens, costMicros: costOf(mind, answer) });
    },
  };
}

const schemaOf = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _draft, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return json;
};

function remember<Value>(kept: Map<string, Promise<Value>>, key: string, read: () => Promise<Value>): Promise<Value> {
  const known = kept.get(key) ?? read();
  kept.set(key, known);
  return known;
}

/** Millionths of a dollar; 0 when the merchant did not say what the model costs. */
function costOf({ definition, settings }: Mind, { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }): number {
  const price = definition.price(settings);
  return price === null ? 0 : Math.ceil(inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion);
}
