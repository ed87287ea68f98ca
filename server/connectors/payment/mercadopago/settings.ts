import { z } from 'zod';

/** The merchant's account at MercadoPago. Where each value is found: README.md. */
export const MercadoPagoSettings = z.object({
  accessToken: z
    .string()
    .trim()
    .regex(/^(APP_USR|TEST)-\S+$/, 'An access token begins with APP_USR- or TEST-.')
    .max(300)
    .meta({ title: 'Access token', description: 'Your integrations › the application › Production credentials', secret: true, order: 1 }),
  webhookSecret: z
    .string()
    .trim()
    .max(300)
    .nullish()
    .meta({ title: 'Secret of the webhooks', description: 'Your integrations › the application › Webhooks › Configure notifications: shown once an address is saved there', secret: true, order: 2 }),
  statementName: z.string().trim().max(13).nullish().meta({ title: 'Name on the card statement', description: 'At most 13 letters', advanced: true, order: 3 }),
  maxInstallments: z.int().min(1).max(36).nullish().meta({ title: 'Most instalments', description: 'Empty: as many as the account offers', advanced: true, order: 4 }),
  apiBaseUrl: z.url({ protocol: /^https?$/ }).max(300).default('https://api.mercadopago.com').meta({ title: 'API address', advanced: true, order: 5 }),
});
export type MercadoPagoSettings = z.infer<typeof MercadoPagoSettings>;
