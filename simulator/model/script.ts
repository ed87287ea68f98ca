import { z } from 'zod';

/**
 * What the pretend model says when. The first step whose conditions all hold answers. Words may name what stands in the latest tool results:
 * `{{search_products.items.1.variantKey}}` is replaced by that value, as it is when it stands alone.
 */
export const ModelStep = z.object({
  when: z
    .object({
      /** A pattern found in what the user wrote last; absent: any. */
      user: z.string().optional(),
      /** This tool was answered since the user wrote; absent: any. */
      after: z.string().optional(),
      /** No tool was answered since the user wrote. */
      fresh: z.boolean().optional(),
      /** A pattern found in the system's words or anywhere in the conversation. */
      context: z.string().optional(),
    })
    .default({}),
  text: z.string().default(''),
  calls: z.array(z.object({ name: z.string(), input: z.unknown() })).default([]),
  /** Written as the arguments of a call instead of JSON: a model that stumbles. */
  brokenArguments: z.string().optional(),
  /** Ends after answering so often; absent: stays. */
  count: z.int().positive().optional(),
});
export type ModelStep = z.infer<typeof ModelStep>;

export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  content?: string | { type: string; text?: string }[] | null;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

export interface ModelReply {
  text: string;
  calls: { name: string; arguments: string }[];
}

/** The reply of the first step that fits; null: none does. Pure but for the counts in `used`. */
export function playStep(steps: readonly ModelStep[], used: Map<ModelStep, number>, messages: readonly ChatMessage[]): ModelReply | null {
  const lastUser = messages.findLastIndex(({ role }) => role === 'user');
  const since = messages.slice(lastUser + 1);
  const results = resultsOf(messages, since);
  const said = wordsOf(messages[lastUser]);
  const everything = messages.map(wordsOf).join('\n');
  const step = steps.find(({ when, count }, index) => {
    const times = used.get(steps[index] as ModelStep) ?? 0;
    if (count !== undefined && times >= count) return false;
    if (when.user !== undefined && !new RegExp(when.user, 'iu').test(said)) return false;
    if (when.context !== undefined && !new RegExp(when.context, 'iu').test(everything)) return false;
    if (when.after !== undefined && results.at(-1)?.name !== when.after) return false;
    return !(when.fresh && results.length > 0);
  });
  if (!step) return null;
  used.set(step, (used.get(step) ?? 0) + 1);
  const latest = Object.fromEntries(results.map(({ name, value }) => [name, value]));
  return {
    text: String(fill(step.text, latest)),
    calls: step.calls.map(({ name, input }) => ({ name, arguments: step.brokenArguments ?? JSON.stringify(fill(input, latest)) })),
  };
}

function resultsOf(messages: readonly ChatMessage[], since: readonly ChatMessage[]): { name: string; value: unknown }[] {
  const names = new Map(messages.flatMap(({ tool_calls: calls }) => (calls ?? []).map((call) => [call.id, call.function.name] as const)));
  return since.flatMap((message) => (message.role === 'tool' ? [{ name: names.get(message.tool_call_id ?? '') ?? '', value: parse(wordsOf(message)) }] : []));
}

function wordsOf(message: ChatMessage | undefined): string {
  const content = message?.content;
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join(' ');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const mention = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** Puts values in the place of their names, at any depth. */
function fill(value: unknown, results: Record<string, unknown>): unknown {
  if (typeof value === 'string') {
    const alone = /^\{\{\s*([\w.-]+)\s*\}\}$/.exec(value)?.[1];
    return alone === undefined ? value.replaceAll(mention, (_match, path: string) => String(read(results, path) ?? '')) : read(results, alone);
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, results));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, results)]));
  return value;
}

const read = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((found, key) => (typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined), value);
