import type { LanguageModel, ModelMessage as SdkMessage, TranscriptionModel } from 'ai';
import type { CheckResult, ConnectorIo, Hooks } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import type { ModelAnswer, ModelMessage, ModelPart, ModelRequest } from '#ports/model';
import { normaliseHeaders, readRetryAfterMs } from './headers.ts';
import { hostOf } from './request-errors.ts';

/** What the AI SDK needs to think for us. The SDK is loaded with the first thought: a server without a model never pays for it. */
export interface SdkClient {
  io: ConnectorIo;
  /** Where it is asked, for messages. */
  baseUrl: string;
  modelName: string;
  /** The server sends its answer in pieces; what we read is the same. */
  streams: boolean;
  open(fetch: typeof globalThis.fetch): Promise<LanguageModel>;
  openTranscription?: (fetch: typeof globalThis.fetch) => Promise<TranscriptionModel>;
}

/** One answer of a model. No tool runs here and nothing is tried again: both are the product's to decide. */
export async function generateWith(client: SdkClient, request: ModelRequest): Promise<ModelAnswer> {
  const { generateText, streamText, jsonSchema, tool } = await import('ai');
  const tools = Object.fromEntries(request.tools.map(({ name, description, input }) => [name, tool({ description, inputSchema: jsonSchema(input) })]));
  const call = {
    model: await client.open(fetchThrough(client.io, request.timeoutMs)),
    instructions: request.system,
    messages: request.messages.map(toSdkMessage),
    tools,
    maxOutputTokens: request.maxOutputTokens,
    maxRetries: 0,
  };
  return asConnectorError(client, async () => {
    if (!client.streams) return toAnswer(await generateText(call));
    let failure: unknown = null;
    const stream = streamText({ ...call, onError: ({ error }) => void (failure ??= error) });
    for await (const part of stream.fullStream) if (part.type === 'error') failure ??= part.error;
    if (failure !== null) throw failure;
    const [text, toolCalls, finishReason, usage] = await Promise.all([stream.text, stream.toolCalls, stream.finishReason, stream.usage]);
    return toAnswer({ text, toolCalls, finishReason, usage });
  });
}

export async function transcribeWith(client: SdkClient, audio: { bytes: Uint8Array; timeoutMs: number }): Promise<{ text: string; language: string | null }> {
  const { transcribe } = await import('ai');
  const model = await client.openTranscription?.(fetchThrough(client.io, audio.timeoutMs));
  if (!model) throw new ConnectorError('rejected', 'This model does not read voice notes.');
  return asConnectorError(client, async () => {
    const { text, language } = await transcribe({ model, audio: audio.bytes, maxRetries: 0 });
    return { text, language: language ?? null };
  });
}

/** The SDK's calls leave through the connector's own door: its limits, its time-outs, and no redirect that carries a key elsewhere. */
function fetchThrough(io: ConnectorIo, timeoutMs: number): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const reply = await io.fetch(url, {
      method: init?.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(init?.body != null && { body: init.body as string | Uint8Array | FormData }),
      timeoutMs,
    });
    return new Response(Buffer.from(await reply.bytes()), { status: reply.status, headers: reply.headers });
  };
}

function toSdkMessage(message: ModelMessage): SdkMessage {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.parts.map(toSdkPart) };
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]),
          ...message.calls.map(({ id, name, input }) => ({ type: 'tool-call' as const, toolCallId: id, toolName: name, input })),
        ],
      };
    case 'tool':
      return { role: 'tool', content: [{ type: 'tool-result', toolCallId: message.callId, toolName: message.name, output: { type: 'json', value: JSON.parse(JSON.stringify(message.result)) as never } }] };
  }
}

const toSdkPart = (part: ModelPart) => (part.kind === 'text' ? { type: 'text' as const, text: part.text } : { type: 'file' as const, data: part.bytes, mediaType: part.mimeType });

const finishes: Record<string, ModelAnswer['finish']> = { stop: 'stop', 'tool-calls': 'calls', length: 'length', 'content-filter': 'refused' };

function toAnswer({ text, toolCalls, finishReason, usage }: { text: string; toolCalls: readonly { toolCallId: string; toolName: string; input: unknown }[]; finishReason: string; usage: { inputTokens: number | undefined; outputTokens: number | undefined } }): ModelAnswer {
  const finish = finishes[finishReason] ?? 'other';
  if (text === '' && toolCalls.length === 0 && finish === 'other') throw new ConnectorError('unexpected', 'The model answered nothing.');
  return {
    text,
    calls: toolCalls.map(({ toolCallId, toolName, input }) => ({ id: toolCallId, name: toolName, input })),
    finish,
    inputTokens: usage.inputTokens ?? 0,
    outputTokens: usage.outputTokens ?? 0,
  };
}

async function asConnectorError<Result>(client: SdkClient, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw await describeFailure(client, error);
  }
}

async function describeFailure({ baseUrl, modelName }: SdkClient, error: unknown): Promise<ConnectorError> {
  const { APICallError } = await import('ai');
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause instanceof ConnectorError) return cause;
    if (APICallError.isInstance(cause) && cause.statusCode !== undefined && cause.statusCode >= 400) return fromStatus(hostOf(baseUrl), modelName, cause.statusCode, cause.responseHeaders ?? {}, error);
  }
  return new ConnectorError('unexpected', `${hostOf(baseUrl)} answered in a way that makes no sense.`, { cause: error });
}

function fromStatus(host: string, modelName: string, status: number, headers: Record<string, string>, cause: unknown): ConnectorError {
  const details = { status, cause };
  if (status === 401 || status === 403) return new ConnectorError('credentials', `${host} does not accept the key. Make a new one and save it here.`, details);
  if (status === 404) return new ConnectorError('rejected', `${host} has no model "${modelName}", or nothing answers at this address.`, details);
  if (status === 402 || status === 429) {
    const retryAfterMs = readRetryAfterMs(normaliseHeaders(headers)['retry-after'], new Date());
    return new ConnectorError('rate_limited', `${host} is asked too often, or its credit is used up.`, { ...details, ...(retryAfterMs !== null && { retryAfterMs }) });
  }
  if (status >= 500 || status === 408) return new ConnectorError('unavailable', `${host} has trouble of its own (${status}).`, details);
  return new ConnectorError('rejected', `${host} refused the request (${status}).`, details);
}

/** A model calls nobody: nothing that comes to its address is genuine. */
export const noHooks: Hooks<unknown> = {
  verify: () => 'no_secret',
  translate: () => {
    throw new ConnectorError('unexpected', 'A model has no webhooks.');
  },
};

/** Asks for one short word: shows at once whether key, model and address are right, for a fraction of a cent. */
export async function checkModel(client: SdkClient): Promise<CheckResult> {
  const request: ModelRequest = { system: 'Answer with the single word OK.', messages: [{ role: 'user', parts: [{ kind: 'text', text: 'Are you there?' }] }], tools: [], maxOutputTokens: 200, timeoutMs: 20_000 };
  const account = { accountName: client.modelName, accountKey: null, facts: { model: client.modelName } };
  try {
    await generateWith(client, request);
    return { ...account, steps: [{ step: 'credentials', state: 'ok', detail: null }, { step: 'model', state: 'ok', detail: null }] };
  } catch (error) {
    const problem = error instanceof ConnectorError ? error : new ConnectorError('unexpected', 'The model could not be asked.', { cause: error });
    if (problem.kind === 'credentials') return { ...account, steps: [{ step: 'credentials', state: 'failed', detail: problem.message }] };
    // Busy for now is no wrong setting.
    const state = problem.kind === 'rate_limited' ? 'warning' : 'failed';
    return { ...account, steps: [{ step: 'model', state, detail: problem.message }] };
  }
}
