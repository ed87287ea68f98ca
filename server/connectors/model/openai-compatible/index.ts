import { z } from 'zod';
import { checkModel, generateWith, modelPrices, noHooks, priceOf, seesPictures } from '#kit';
import type { SdkClient } from '#kit';
import { defineModel } from '#ports/model';

const Settings = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'Write the whole address, such as http://127.0.0.1:11434/v1.' })
    .max(300)
    .meta({ title: 'Address of the server', description: 'Ollama: http://127.0.0.1:11434/v1, vLLM: http://127.0.0.1:8000/v1', order: 1 }),
  model: z.string().trim().min(1, 'Write the model’s name.').max(120).meta({ title: 'Model', description: 'Its name at the server, such as qwen3:14b', order: 2 }),
  apiKey: z.string().trim().max(400).nullish().meta({ title: 'API key', description: 'Only when your server asks for one', secret: true, order: 3 }),
  streams: z.boolean().default(true).meta({ title: 'Read the answer in pieces', description: 'Switch it off for a server that cannot send its answer in pieces', advanced: true, order: 6 }),
  seesPictures: seesPictures(false),
  ...modelPrices,
});

/** Any server that speaks OpenAI's chat protocol: Ollama, vLLM, llama.cpp, LM Studio, LiteLLM, OpenRouter … */
export const openaiCompatible = defineModel<z.infer<typeof Settings>, SdkClient>({
  id: 'openai-compatible',
  name: 'Own or compatible server',
  settings: Settings,
  connect: ({ apiKey, model, baseUrl, streams }, io) => ({
    io,
    baseUrl,
    modelName: model,
    streams,
    open: async (fetch) => {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      return createOpenAICompatible({ name: 'own', baseURL: baseUrl, fetch, includeUsage: true, ...(apiKey && { apiKey }) })(model);
    },
  }),
  hooks: noHooks,
  check: (client) => checkModel(client),
  generate: generateWith,
  price: priceOf,
  seesPictures: (settings) => settings.seesPictures,
});
