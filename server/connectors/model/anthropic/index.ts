import { defineHostedModel } from '#kit';

export const anthropic = defineHostedModel({
  id: 'anthropic',
  name: 'Anthropic',
  keyFrom: 'From console.anthropic.com, under API keys',
  model: 'claude-sonnet-4-5',
  seesPictures: true,
  address: 'https://api.anthropic.com/v1',
  open: async ({ apiKey, baseURL, model, fetch }) => {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    return createAnthropic({ apiKey, baseURL, fetch })(model);
  },
});
