import type { CheckResult, CheckStep } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import type { StripeApi } from './stripe-api.ts';
import { findEndpoint, missingEvents } from './subscribe.ts';

/** Walks through what can be wrong, from the key to the webhook. */
export async function checkStripe(api: StripeApi, hookUrl: string): Promise<CheckResult> {
  const steps: CheckStep[] = [];
  const facts: CheckResult['facts'] = { mode: api.settings.secretKey.includes('_live_') ? 'live' : 'test' };
  let [accountName, accountKey]: [string | null, string | null] = [null, null];
  try {
    const account = await api.ask((stripe) => stripe.accounts.retrieveCurrent());
    steps.push({ step: 'credentials', state: 'ok', detail: null });
    steps.push(account.charges_enabled ? { step: 'account', state: 'ok', detail: null } : { step: 'account', state: 'failed', detail: null });
    accountName = account.settings?.dashboard.display_name ?? account.business_profile?.name ?? account.id;
    accountKey = account.id;
    Object.assign(facts, { country: account.country ?? null, currency: account.default_currency?.toUpperCase() ?? null });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    // A restricted key may pay and refund without being allowed to read the account.
    if (error.status !== 403) return { steps: [{ step: 'credentials', state: 'failed', detail: error.message }], accountName, accountKey, facts };
    steps.push({ step: 'credentials', state: 'ok', detail: null }, { step: 'account', state: 'warning', detail: null });
  }
  steps.push(await checkCheckout(api), await checkWebhook(api, hookUrl), checkSecret(api));
  if (facts['mode'] === 'test') steps.push({ step: 'mode', state: 'warning', detail: null });
  return { steps, accountName, accountKey, facts };
}

/** Whether payment pages may be made, without making one. */
async function checkCheckout(api: StripeApi): Promise<CheckStep> {
  return tryStep('payments', async () => {
    await api.ask((stripe) => stripe.checkout.sessions.list({ limit: 1 }));
    return { step: 'payments', state: 'ok', detail: null };
  });
}

async function checkWebhook(api: StripeApi, hookUrl: string): Promise<CheckStep> {
  return tryStep('webhooks', async () => {
    const endpoint = await findEndpoint(api, hookUrl);
    if (!endpoint) return { step: 'webhooks', state: 'failed', detail: null };
    if (endpoint.status !== 'enabled') return { step: 'webhooks', state: 'failed', detail: 'The webhook is switched off in Stripe.' };
    const missing = missingEvents(endpoint);
    return { step: 'webhooks', state: missing.length > 0 ? 'warning' : 'ok', detail: missing.length > 0 ? `Missing events: ${missing.join(', ')}.` : null };
  });
}

async function tryStep(step: string, run: () => Promise<CheckStep>): Promise<CheckStep> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { step, state: 'failed', detail: error.message };
  }
}

function checkSecret({ settings }: StripeApi): CheckStep {
  if (settings.webhookSecret) return { step: 'signature', state: 'ok', detail: null };
  return { step: 'signature', state: 'failed', detail: null };
}
