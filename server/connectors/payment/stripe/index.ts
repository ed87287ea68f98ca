import { definePayment } from '#ports/payment';
import { checkStripe } from './check.ts';
import { createLinks } from './links.ts';
import { readPayments } from './lookup.ts';
import { createRefunds } from './refunds.ts';
import { StripeSettings } from './settings.ts';
import type { StripeApi } from './stripe-api.ts';
import { createStripeApi } from './stripe-api.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { stripeHooks } from './webhooks.ts';

export const stripe = definePayment<StripeSettings, StripeApi>({
  id: 'stripe',
  name: 'Stripe',
  currencies: [],
  settings: StripeSettings,
  connect: createStripeApi,
  hooks: stripeHooks,
  subscribe,
  unsubscribe,
  check: checkStripe,
  link: createLinks,
  lookup: readPayments,
  refund: createRefunds,
});
