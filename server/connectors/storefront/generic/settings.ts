import { z } from 'zod';
import { Currency } from '#contract/money';

const WebAddress = z.url({ protocol: /^https?$/ }).max(300);

/** Fields marked `generated` are offered filled in with a fresh random value of that prefix. */
export const GenericSettings = z.object({
  signingSecret: z
    .string()
    .trim()
    .min(16)
    .max(200)
    .nullish()
    .meta({ title: 'Signing secret', description: 'Your server signs its events with it', secret: true, generated: 'whsec', order: 1 }),
  publicKey: z
    .string()
    .trim()
    .min(8)
    .max(200)
    .nullish()
    .meta({ title: 'Public key', description: 'Goes into the storefront script; it allows browser events only', generated: 'pk', order: 2 }),
  shopUrl: WebAddress.meta({ title: 'Shop address', description: 'https://shop.example', order: 3 }),
  allowedOrigins: z
    .array(z.string().max(200))
    .max(20)
    .default([])
    .meta({ title: 'More origins', description: 'Besides the shop: other addresses whose pages carry the script', order: 4 }),
  currency: Currency.meta({ title: 'Currency of the shop', description: 'Three letters, such as ARS', order: 5 }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Two capital letters, such as AR.')
    .nullish()
    .meta({ title: 'Country of the shop', description: 'Local phone numbers are read with it. Two letters, such as AR', order: 6 }),
  cartLinkPattern: z
    .string()
    .max(500)
    .refine((text) => URL.canParse(text.replaceAll('{cartKey}', 'x').replaceAll('{lines}', 'x:1')) && /\{(cartKey|lines)\}/.test(text), 'An address with {cartKey} or {lines} in it.')
    .nullish()
    .meta({ title: 'Link that restores a cart', description: 'https://shop.example/cart?restore={cartKey}, or with {lines} for carts changed in the chat', order: 7 }),
  toleranceS: z
    .int()
    .min(30)
    .max(3600)
    .default(300)
    .meta({ title: 'Age of a signature in seconds', description: 'Older or future ones are refused', advanced: true, order: 8 }),
});
export type GenericSettings = z.infer<typeof GenericSettings>;
