import { z } from 'zod';

/** The merchant's account at Stripe. Where each value is found: README.md. */
export const StripeSettings = z.object({
  secretKey: z
    .string()
    .trim()
    .regex(/^(sk|rk)_(live|test)_\w{4,}$/, 'A secret or restricted key begins with sk_live_, rk_live_, sk_test_ or rk_test_.')
    .max(300)
    .meta({ title: 'Secret key', description: 'Developers › API keys. A restricted key is enough; the README says what it must be allowed.', secret: true, order: 1 }),
  webhookSecret: z
    .string()
    .trim()
    .max(300)
    .nullish()
    .meta({ title: 'Signing secret of the webhook', description: 'Filled in by the check. By hand: Developers › Webhooks › the endpoint › Signing secret, begins with whsec_.', secret: true, order: 2 }),
  apiBaseUrl: z.url({ protocol: /^https?$/ }).max(300).default('https://api.stripe.com').meta({ title: 'API address', advanced: true, order: 3 }),
});
export type StripeSettings = z.infer<typeof StripeSettings>;
