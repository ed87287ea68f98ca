import { z } from 'zod';

const WebAddress = z.url({ protocol: /^https?$/, error: 'Write a whole address, such as https://shop.example.' }).max(300);

/** How the chat looks and when it offers help by itself. Fields marked `generated` are offered filled in with a fresh random value of that prefix. */
export const WebChatSettings = z.object({
  publicKey: z.string().trim().min(8).max(200).meta({ title: 'Public key', description: 'Goes into the line that you paste into the shop’s pages', generated: 'pk', order: 1 }),
  shopUrl: WebAddress.meta({ title: 'Shop address', description: 'https://shop.example', order: 2 }),
  allowedOrigins: z.array(z.string().max(200)).max(20).default([]).meta({ title: 'More origins', description: 'Besides the shop: other addresses whose pages carry the chat', order: 3 }),
  shopConnectionId: z.uuid().nullish().meta({ title: 'Connection of the shop', description: 'Id of the shop’s own connection: its storefront script then knows the same visitors', advanced: true, order: 9 }),
  title: z.string().trim().min(1).max(40).default('Chat').meta({ title: 'Name above the chat', description: 'Usually the shop’s name', order: 4 }),
  accent: z.string().regex(/^#[0-9a-f]{6}$/i, 'A colour such as #0f766e.').default('#0f766e').meta({ title: 'Colour', description: '#0f766e', order: 5 }),
  helpAfterSeconds: z.int().min(0).max(600).default(45).meta({ title: 'Offer help after seconds', description: 'On a page of one product that asks for thought; 0: never', order: 6 }),
  helpFromMajor: z.number().min(0).max(100_000_000).default(0).meta({ title: 'Only for products from this price', description: 'In the shop’s currency; 0: any price', order: 7 }),
});
export type WebChatSettings = z.infer<typeof WebChatSettings>;
