import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNodeIo } from '#kit';
import { startSimulator } from '../../../simulator/index.ts';
import type { Simulator } from '../../../simulator/index.ts';
import type { ConnectorIo, HookRequest } from '#ports/connector';
import type { ModelDefinition, ModelRequest } from '#ports/model';
import { models } from '../registry.ts';

const definitions = models as unknown as ModelDefinition[];
const find = (id: string) => definitions.find((definition) => definition.id === id) as ModelDefinition;
const io = createNodeIo({ userAgent: 'test' });

const ask = (change: Partial<ModelRequest> = {}): ModelRequest => ({
  system: 'You sell shoes.',
  messages: [{ role: 'user', parts: [{ kind: 'text', text: 'Busco zapatillas' }] }],
  tools: [{ name: 'search_products', description: 'Finds products.', input: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] } }],
  maxOutputTokens: 300,
  timeoutMs: 3000,
  ...change,
});

describe('every model', () => {
  test.each(definitions.map(({ id }) => id))('%s trusts no webhook and needs valid settings', (id) => {
    const hook: HookRequest = { method: 'POST', headers: {}, query: {}, body: Buffer.from('{}'), receivedAt: new Date() };
    expect(find(id).hooks.verify(hook, {})).toBe('no_secret');
    expect(find(id).settings.safeParse({}).success).toBe(false);
  });

  const answers: Record<string, { path: RegExp; text: object; call: object }> = {
    openai: {
      path: /\/chat\/completions$/,
      text: { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hola' } }], usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 } },
      call: { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, finish_reason: 'tool_calls', message: { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'search_products', arguments: '{"query":"zapatillas"}' } }] } }], usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 } },
    },
    anthropic: {
      path: /\/messages$/,
      text: { id: 'm', type: 'message', role: 'assistant', model: 'm', content: [{ type: 'text', text: 'Hola' }], stop_reason: 'end_turn', stop_sequence: null, usage: { input_tokens: 11, output_tokens: 3 } },
      call: { id: 'm', type: 'message', role: 'assistant', model: 'm', content: [{ type: 'tool_use', id: 'call_1', name: 'search_products', input: { query: 'zapatillas' } }], stop_reason: 'tool_use', stop_sequence: null, usage: { input_tokens: 11, output_tokens: 3 } },
    },
    google: {
      path: /:generateContent$/,
      text: { candidates: [{ content: { role: 'model', parts: [{ text: 'Hola' }] }, finishReason: 'STOP' }], usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 3, totalTokenCount: 14 } },
      call: { candidates: [{ content: { role: 'model', parts: [{ functionCall: { name: 'search_products', args: { query: 'zapatillas' } } }] }, finishReason: 'STOP' }], usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 3, totalTokenCount: 14 } },
    },
    mistral: {
      path: /\/chat\/completions$/,
      text: { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hola', tool_calls: null } }], usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 } },
      call: { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, finish_reason: 'tool_calls', message: { role: 'assistant', content: '', tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'search_products', arguments: '{"query":"zapatillas"}' } }] } }], usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 } },
    },
  };
  const say = (body: object, status = 200) => {
    const calls: { url: string; body: string; headers: Record<string, string> }[] = [];
    const text = JSON.stringify(body);
    const edge: ConnectorIo = {
      now: () => new Date(),
      fetch: async (url, init) => {
        calls.push({ url, body: String(init?.body), headers: init?.headers ?? {} });
        return { status, headers: { 'content-type': 'application/json', 'retry-after': '7' }, text: async () => text, bytes: async () => Buffer.from(text) };
      },
    };
    return { edge, calls };
  };
  const open = (id: string, edge: ConnectorIo) => find(id).connect(find(id).settings.parse({ apiKey: 'key-12345678' }), edge);

  test.each(Object.keys(answers))('%s gives its words, its calls and what they cost in tokens', async (id) => {
    const { path, text, call } = answers[id] as (typeof answers)[string];
    const spoken = say(text);
    expect(await find(id).generate(open(id, spoken.edge), ask())).toMatchObject({ text: 'Hola', calls: [], finish: 'stop', inputTokens: 11, outputTokens: 3 });
    expect(new URL(spoken.calls[0]?.url ?? '').pathname).toMatch(path);
    expect(spoken.calls[0]?.body).toContain('You sell shoes.');
    expect(JSON.stringify(spoken.calls[0]?.headers)).toContain('key-12345678');
    const called = await find(id).generate(open(id, say(call).edge), ask());
    expect(called).toMatchObject({ text: '', calls: [{ name: 'search_products', input: { query: 'zapatillas' } }], finish: 'calls' });
  });

  test.each(Object.keys(answers))('%s tells a wrong key, a used-up quota and trouble apart', async (id) => {
    const problem = (status: number) => find(id).generate(open(id, say({ error: { message: 'no', type: 'x' } }, status).edge), ask()).catch((error: unknown) => error);
    expect(await problem(401)).toMatchObject({ kind: 'credentials' });
    expect(await problem(429)).toMatchObject({ kind: 'rate_limited', retryAfterMs: 7000 });
    expect(await problem(503)).toMatchObject({ kind: 'unavailable' });
    expect(await problem(400)).toMatchObject({ kind: 'rejected' });
    const nonsense = await find(id).generate(open(id, say({ hello: 'world' }).edge), ask()).catch((error: unknown) => error);
    expect(nonsense).toMatchObject({ kind: 'unexpected' });
  });
});

describe('a server of one’s own that speaks the chat protocol', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator?.close());
  beforeEach(() => simulator.world.faults.clear());

  const own = find('openai-compatible');
  const client = (change: Record<string, unknown> = {}) => own.connect(own.settings.parse({ baseUrl: `${simulator.url}/model/v1`, model: 'pretend', ...change }), io);
  const script = (steps: object[]) => fetch(`${simulator.url}/sim/model/script`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(steps) });

  test.each([true, false])('answers and calls, in pieces: %s', async (streams) => {
    await script([{ when: { user: 'zapatillas', fresh: true }, text: 'Un momento…', calls: [{ name: 'search_products', input: { query: 'zapatillas' } }] }, { when: { after: 'search_products' }, text: 'Tengo {{search_products.items.0.title}} a {{search_products.items.0.priceMinor}}.' }]);
    const first = await own.generate(client({ streams }), ask());
    expect(first).toMatchObject({ text: 'Un momento…', calls: [{ name: 'search_products', input: { query: 'zapatillas' } }], finish: 'calls' });
    expect(first.inputTokens).toBeGreaterThan(10);
    const [call] = first.calls;
    const second = await own.generate(client({ streams }), ask({ messages: [...ask().messages, { role: 'assistant', text: first.text, calls: first.calls }, { role: 'tool', callId: call?.id ?? '', name: 'search_products', result: { items: [{ title: 'Norte', priceMinor: 4990000 }] } }] }));
    expect(second).toMatchObject({ text: 'Tengo Norte a 4990000.', calls: [], finish: 'stop' });
  });

  test.each([true, false])('arguments that are no JSON come through as they were written, in pieces: %s', async (streams) => {
    await script([{ calls: [{ name: 'search_products', input: {} }], brokenArguments: '{"query": zapa' }]);
    const answer = await own.generate(client({ streams }), ask());
    expect(answer.calls[0]?.name).toBe('search_products');
    expect(typeof answer.calls[0]?.input).toBe('string');
  });

  test('is slow, cuts the line, stammers, refuses the key or is over its quota: each is told apart', async () => {
    await script([]);
    const fail = async (rule: Parameters<typeof simulator.world.faults.add>[0] | null, change = {}, timeoutMs = 3000) => {
      simulator.world.faults.clear();
      if (rule) simulator.world.faults.add(rule);
      return own.generate(client(change), ask({ timeoutMs })).catch((error: unknown) => error);
    };
    expect(await fail({ place: 'model', kind: 'hang' }, {}, 300)).toMatchObject({ kind: 'unavailable', code: 'timeout' });
    expect(await fail({ place: 'model', kind: 'drop_after' })).toMatchObject({ kind: 'unavailable' });
    expect(await fail({ place: 'model', kind: 'malformed' })).toMatchObject({ kind: 'unexpected' });
    expect(await fail({ place: 'model', kind: 'error' })).toMatchObject({ kind: 'rate_limited' });
    expect(await fail(null, { apiKey: 'somebody-elses' })).toMatchObject({ kind: 'credentials' });
  });

  test('is checked by asking for one word', async () => {
    await script([]);
    expect(await own.check(client(), '')).toMatchObject({ accountName: 'pretend', steps: [{ step: 'credentials', state: 'ok' }, { step: 'model', state: 'ok' }] });
    simulator.world.faults.add({ place: 'model', kind: 'status', status: 404 });
    expect(await own.check(client(), '')).toMatchObject({ steps: [{ step: 'model', state: 'failed' }] });
  });
});
