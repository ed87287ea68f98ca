import { z } from 'zod';
import { checkModel, generateWith, modelAddress, modelKey, modelName, modelPrices, noHooks, priceOf, seesPictures } from '#kit';
import type { SdkClient } from '#kit';
import { defineModel } from '#ports/model';

const Settings = z.object({
  apiKey: modelKey('From console.anthropic.com, under API keys'),
  model: modelName('claude-sonnet-4-5'),
  seesPictures: seesPictures(true),
  ...modelPrices,
  baseUrl: modelAddress('https://api.anthropic.com/v1'),
});

export const anthropic = defineModel<z.infer<typeof Settings>, SdkClient>({
  id: 'anthropic',
  name: 'Anthropic',
  settings: Settings,
  connect: ({ apiKey, model, baseUrl }, io) => ({
    io,
    baseUrl,
    modelName: model,
    streams: false,
    open: async (fetch) => {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return createAnthropic({ apiKey, baseURL: baseUrl, fetch })(model);
    },
  }),
  hooks: noHooks,
  check: (client) => checkModel(client),
  generate: generateWith,
  price: priceOf,
  seesPictures: (settings) => settings.seesPictures,
});
