import { defineHostedModel } from '#kit';

export const google = defineHostedModel({
  id: 'google',
  name: 'Google Gemini',
  keyFrom: 'From aistudio.google.com, under API keys',
  model: 'gemini-2.5-flash',
  seesPictures: true,
  address: 'https://generativelanguage.googleapis.com/v1beta',
  open: async ({ apiKey, baseURL, model, fetch }) => {
    const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
    return createGoogleGenerativeAI({ apiKey, baseURL, fetch })(model);
  },
});
