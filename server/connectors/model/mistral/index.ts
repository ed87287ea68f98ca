import { z } from 'zod';
import { checkModel, generateWith, modelAddress, modelKey, modelName, modelPrices, noHooks, priceOf, seesPictures } from '#kit';
import type { SdkClient } from '#kit';
import { defineModel } from '#ports/model';

const Settings = z.object({
  apiKey: modelKey('From console.mistral.ai, under API keys'),
  model: modelName('mistral-medium-latest'),
  seesPictures: seesPictures(false),
  ...modelPrices,
  baseUrl: modelAddress('https://api.mistral.ai/v1'),
});

export const mistral = defineModel<z.infer<typeof Settings>, SdkClient>({
  id: 'mistral',
  name: 'Mistral',
  settings: Settings,
  connect: ({ apiKey, model, baseUrl }, io) => ({
    io,
    baseUrl,
    modelName: model,
    streams: false,
    open: async (fetch) => {
      const { createMistral } = await import('@ai-sdk/mistral');
      return createMistral({ apiKey, baseURL: baseUrl, fetch })(model);
    },
  }),
  hooks: noHooks,
  check: (client) => checkModel(client),
  generate: generateWith,
  price: priceOf,
  seesPictures: (settings) => settings.seesPictures,
});
