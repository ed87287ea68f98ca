import { z } from 'zod';
import { checkModel, generateWith, modelAddress, modelKey, modelName, modelPrices, noHooks, priceOf, seesPictures } from '#kit';
import type { SdkClient } from '#kit';
import { defineModel } from '#ports/model';

const Settings = z.object({
  apiKey: modelKey('From aistudio.google.com, under API keys'),
  model: modelName('gemini-2.5-flash'),
  seesPictures: seesPictures(true),
  ...modelPrices,
  baseUrl: modelAddress('https://generativelanguage.googleapis.com/v1beta'),
});

export const google = defineModel<z.infer<typeof Settings>, SdkClient>({
  id: 'google',
  name: 'Google Gemini',
  settings: Settings,
  connect: ({ apiKey, model, baseUrl }, io) => ({
    io,
    baseUrl,
    modelName: model,
    streams: false,
    open: async (fetch) => {
      const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
      return createGoogleGenerativeAI({ apiKey, baseURL: baseUrl, fetch })(model);
    },
  }),
  hooks: noHooks,
  check: (client) => checkModel(client),
  generate: generateWith,
  price: priceOf,
  seesPictures: (settings) => settings.seesPictures,
});
