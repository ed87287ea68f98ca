import { z } from 'zod';
import { checkModel, generateWith, modelAddress, modelKey, modelName, modelPrices, noHooks, priceOf, seesPictures, transcribeWith } from '#kit';
import type { SdkClient } from '#kit';
import { defineModel } from '#ports/model';

const Settings = z.object({
  apiKey: modelKey('From platform.openai.com, under API keys'),
  model: modelName('gpt-5-mini'),
  seesPictures: seesPictures(true),
  ...modelPrices,
  baseUrl: modelAddress('https://api.openai.com/v1'),
});

export const openai = defineModel<z.infer<typeof Settings>, SdkClient>({
  id: 'openai',
  name: 'OpenAI',
  settings: Settings,
  connect: ({ apiKey, model, baseUrl }, io) => ({
    io,
    baseUrl,
    modelName: model,
    streams: false,
    open: async (fetch) => {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return createOpenAI({ apiKey, baseURL: baseUrl, fetch }).chat(model);
    },
    openTranscription: async (fetch) => {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return createOpenAI({ apiKey, baseURL: baseUrl, fetch }).transcription('gpt-4o-mini-transcribe');
    },
  }),
  hooks: noHooks,
  check: (client) => checkModel(client),
  generate: generateWith,
  price: priceOf,
  seesPictures: (settings) => settings.seesPictures,
  transcribe: transcribeWith,
});
