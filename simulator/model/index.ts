import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dropConnection, replyWithFault, type World } from '../kit/index.ts';
import { ModelStep, playStep, type ModelReply } from './script.ts';

const ChatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']) })).min(1),
  stream: z.boolean().optional(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).optional(),
});
type ChatRequest = z.infer<typeof ChatRequest>;

/**
 * A pretend server of models that speaks OpenAI's chat protocol under `/model/v1`, in pieces when asked to. What it says is written beforehand:
 * `PUT /sim/model/script` with a list of steps. `GET /sim/model/requests` shows what it was asked. Faults have the place `model`.
 */
export function registerModel(app: FastifyInstance, world: World): void {
  let steps: ModelStep[] = [];
  let used = new Map<ModelStep, number>();
  let requests: ChatRequest[] = [];
  const key = 'PRETEND-MODEL-KEY';

  app.put('/sim/model/script', (request) => {
    steps = z.array(ModelStep).parse(request.body);
    used = new Map();
    requests = [];
    return { steps: steps.length };
  });
  app.get('/sim/model/requests', () => ({ requests }));

  app.get('/model/v1/models', () => ({ object: 'list', data: [{ id: 'pretend', object: 'model', owned_by: 'simulator' }] }));
  app.post('/model/v1/chat/completions', async (request, reply) => {
    const fault = world.faults.strike('model');
    if (fault?.kind === 'error') return refuse(reply, 429, fault.message ?? 'You exceeded your current quota.', 'insufficient_quota');
    if (fault && (await replyWithFault(fault, reply))) return reply;
    if (isForeign(request, key)) return refuse(reply, 401, 'Incorrect API key provided.', 'invalid_api_key');
    const parsed = ChatRequest.safeParse(request.body);
    if (!parsed.success) return refuse(reply, 400, parsed.error.message, 'invalid_request_error');
    requests.push(parsed.data);
    const said = playStep(steps, used, parsed.data.messages) ?? { text: 'OK', calls: [] };
    if (fault?.kind === 'drop_after') {
      dropConnection(reply);
      return reply;
    }
    return parsed.data.stream ? sendPieces(reply, parsed.data, said) : wholeAnswer(parsed.data, said);
  });
}

const isForeign = (request: FastifyRequest, key: string) => request.headers.authorization !== undefined && request.headers.authorization !== `Bearer ${key}`;

const refuse = (reply: FastifyReply, status: number, message: string, code: string) => reply.code(status).send({ error: { message, type: code, param: null, code } });

const usageOf = (request: ChatRequest, said: ModelReply) => {
  const prompt = Math.ceil(JSON.stringify(request.messages).length / 4);
  const completion = Math.ceil(JSON.stringify(said).length / 4);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
};
const finishOf = ({ calls }: ModelReply) => (calls.length > 0 ? 'tool_calls' : 'stop');
const idOf = (index: number) => `call_${Date.now().toString(36)}_${index}`;

function wholeAnswer(request: ChatRequest, said: ModelReply) {
  const calls = said.calls.map((call, index) => ({ id: idOf(index), type: 'function', function: call }));
  return {
    id: 'chatcmpl-pretend',
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices: [{ index: 0, finish_reason: finishOf(said), message: { role: 'assistant', content: said.text || null, ...(calls.length > 0 && { tool_calls: calls }) } }],
    usage: usageOf(request, said),
  };
}

/** Words a few letters at a time and the arguments of calls in halves, as real servers cut them. */
function sendPieces(reply: FastifyReply, request: ChatRequest, said: ModelReply): FastifyReply {
  const base = { id: 'chatcmpl-pretend', object: 'chat.completion.chunk', created: Math.floor(Date.now() / 1000), model: request.model };
  const piece = (delta: object, finish: string | null = null) => ({ ...base, choices: [{ index: 0, delta, finish_reason: finish }] });
  const pieces: object[] = [piece({ role: 'assistant', content: '' })];
  for (const words of said.text.match(/.{1,12}/gsu) ?? []) pieces.push(piece({ content: words }));
  for (const [index, call] of said.calls.entries()) {
    const half = Math.ceil(call.arguments.length / 2);
    pieces.push(piece({ tool_calls: [{ index, id: idOf(index), type: 'function', function: { name: call.name, arguments: call.arguments.slice(0, half) } }] }));
    pieces.push(piece({ tool_calls: [{ index, function: { arguments: call.arguments.slice(half) } }] }));
  }
  pieces.push(piece({}, finishOf(said)));
  if (request.stream_options?.include_usage) pieces.push({ ...base, choices: [], usage: usageOf(request, said) });
  const body = [...pieces.map((each) => JSON.stringify(each)), '[DONE]'].map((line) => `data: ${line}\n\n`).join('');
  return reply.type('text/event-stream').send(body);
}
