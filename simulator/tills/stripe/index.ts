import type { FastifyInstance } from 'fastify';
import type { World } from '../../kit/index.ts';
import { registerTillControl } from '../control-routes.ts';
import { registerPayPages } from '../page-routes.ts';
import { readForm } from '../read-form.ts';
import type { Till } from '../till-state.ts';
import { registerStripeApi } from './api-routes.ts';
import type { StripeAccount } from './api-routes.ts';
import { eventOf, sendEvent } from './hooks.ts';
import type { StripeEvents } from './hooks.ts';

/** The pretend account of Tienda Aurora. Its key is public, and good for nothing but this. */
export const auroraStripe: StripeAccount = { id: 'acct_auroraPretend', name: 'Tienda Aurora', secretKey: 'sk_test_auroraPretend0001', country: 'US', currency: 'USD' };

/** Adds the pretend Stripe: the API under `/stripe/v1`, the pages under `/stripe/pay`, the control API under `/sim/stripe`. */
export function registerStripe(app: FastifyInstance, world: World): Till {
  const events: StripeEvents = { endpoints: new Map(), log: [] };
  const replays: Parameters<typeof registerStripeApi>[1]['replays'] = new Map();
  const till: Till = {
    world,
    provider: 'stripe',
    checkouts: new Map(),
    attempts: new Map(),
    announce(news, checkout, attempt) {
      const event = eventOf(news, checkout, attempt, `${world.url}/stripe/pay/${checkout.id}`);
      if (event) sendEvent(till, events, event, checkout.reference);
    },
  };
  world.onReset(() => {
    for (const kept of [till.checkouts, till.attempts, events.endpoints, replays]) kept.clear();
    events.log = [];
  });
  void app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, readForm(String(body))));
    scope.addHook('preValidation', async (request) => {
      // Queries are written like forms: `expand[0]=payment_intent`.
      request.query = readForm(request.url.split('?')[1] ?? '');
    });
    registerStripeApi(scope, { till, events, accounts: [auroraStripe], replays });
    registerPayPages(scope, till);
    registerTillControl(scope, till);
    scope.get('/sim/stripe/events', () => ({ events: events.log }));
  });
  return till;
}
