import type { ConnectorDefinition } from './connector.ts';

/** What we ask of a language model. Its answers are drafts: code checks them before anybody reads them. */

export type ModelMessage =
  | { role: 'user'; parts: ModelPart[] }
  | { role: 'assistant'; text: string; calls: ModelCall[] }
  | { role: 'tool'; callId: string; name: string; result: unknown };

export type ModelPart = { kind: 'text'; text: string } | { kind: 'image'; bytes: Uint8Array; mimeType: string };

export interface ModelCall {
  id: string;
  name: string;
  /** As the model wrote it: not checked, may be of any shape. */
  input: unknown;
}

export interface ModelRequest {
  system: string;
  messages: ModelMessage[];
  tools: { name: string; description: string; /** JSON Schema */ input: Record<string, unknown> }[];
  maxOutputTokens: number;
  /** Given up after this long with `unavailable`. */
  timeoutMs: number;
}

export interface ModelAnswer {
  text: string;
  calls: ModelCall[];
  /** `length`: cut; `refused`: the maker's own filter stepped in. */
  finish: 'stop' | 'calls' | 'length' | 'refused' | 'other';
  inputTokens: number;
  outputTokens: number;
}

/**
 * A language model of the merchant's choice. Throws `ConnectorError`: `rate_limited` (over quota too), `unavailable`, `credentials`, `rejected`,
 * `unexpected`. Keys that are absent are things it cannot do.
 */
export interface ModelDefinition<Settings = unknown, Client = unknown> extends ConnectorDefinition<Settings, Client> {
  port: 'model';
  generate(client: Client, request: ModelRequest): Promise<ModelAnswer>;
  /** Dollars for a million tokens, in and out; null: not known, cost is then shown as unknown. */
  price(settings: Settings): { inputPerMillion: number; outputPerMillion: number } | null;
  /** Whether `image` parts may be given. */
  seesPictures(settings: Settings): boolean;
  transcribe?: (client: Client, audio: { bytes: Uint8Array; mimeType: string; language: string | null; timeoutMs: number }) => Promise<{ text: string; language: string | null }>;
}

export function defineModel<Settings, Client>(definition: Omit<ModelDefinition<Settings, Client>, 'port'>): ModelDefinition<Settings, Client> {
  return { port: 'model', ...definition };
}
