import { defineHostedModel } from '#kit';

export const mistral = defineHostedModel({
  id: 'mistral',
  name: 'Mistral',
  keyFrom: 'From console.mistral.ai, under API keys',
  model: 'mistral-medium-latest',
  seesPictures: false,
  address: 'https://api.mistral.ai/v1',
  open: async ({ apiKey, baseURL, model, fetch }) => {
    const { createMistral } = await import('@ai-sdk/mistral');
    return createMistral({ apiKey, baseURL, fetch })(model);
  },
});
