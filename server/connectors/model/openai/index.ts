import { defineHostedModel } from '#kit';

export const openai = defineHostedModel({
  id: 'openai',
  name: 'OpenAI',
  keyFrom: 'From platform.openai.com, under API keys',
  model: 'gpt-5-mini',
  seesPictures: true,
  address: 'https://api.openai.com/v1',
  open: async ({ apiKey, baseURL, model, fetch }) => {
    const { createOpenAI } = await import('@ai-sdk/openai');
    return createOpenAI({ apiKey, baseURL, fetch }).chat(model);
  },
  openTranscription: async ({ apiKey, baseURL, fetch }) => {
    const { createOpenAI } = await import('@ai-sdk/openai');
    return createOpenAI({ apiKey, baseURL, fetch }).transcription('gpt-4o-mini-transcribe');
  },
});
