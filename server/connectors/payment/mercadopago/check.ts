import type { CheckResult, CheckStep } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import type { MercadoPagoApi } from './mercadopago-api.ts';
import { Account, PaymentMethods } from './shapes.ts';

/** One account belongs to one country and charges in its currency alone. */
const sites: Record<string, { country: string; currency: string }> = {
  MLA: { country: 'AR', currency: 'ARS' },
  MLB: { country: 'BR', currency: 'BRL' },
  MLC: { country: 'CL', currency: 'CLP' },
  MCO: { country: 'CO', currency: 'COP' },
  MLM: { country: 'MX', currency: 'MXN' },
  MPE: { country: 'PE', currency: 'PEN' },
  MLU: { country: 'UY', currency: 'UYU' },
};

/** Walks through what can be wrong, from the token to the notices. */
export async function checkMercadoPago(api: MercadoPagoApi): Promise<CheckResult> {
  const steps: CheckStep[] = [];
  try {
    const account = await api.http.call({ path: '/users/me' }, Account);
    steps.push({ step: 'credentials', state: 'ok', detail: null });
    const site = sites[account.site_id] ?? null;
    steps.push(site ? { step: 'currency', state: 'ok', detail: null } : { step: 'currency', state: 'failed', detail: `This account is of the site ${account.site_id}, whose currency we do not know.` });
    const methods = await countMethods(api, steps);
    steps.push(checkSecret(api));
    if (api.settings.accessToken.startsWith('TEST-')) steps.push({ step: 'mode', state: 'warning', detail: null });
    return {
      steps,
      accountName: account.nickname ?? account.id,
      accountKey: account.id,
      facts: { country: site?.country ?? null, currency: site?.currency ?? null, onlyCurrency: site?.currency ?? null, methods, mode: api.settings.accessToken.startsWith('TEST-') ? 'test' : 'live' },
    };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { steps: [...steps, { step: 'credentials', state: 'failed', detail: error.message }], accountName: null, accountKey: null, facts: {} };
  }
}

/** How many ways to pay the account offers; null when it does not tell. */
async function countMethods(api: MercadoPagoApi, steps: CheckStep[]): Promise<number | null> {
  try {
    const methods = (await api.http.call({ path: '/v1/payment_methods' }, PaymentMethods)).filter(({ status }) => status === null || status === undefined || status === 'active');
    steps.push(methods.length > 0 ? { step: 'payments', state: 'ok', detail: null } : { step: 'payments', state: 'failed', detail: 'This account offers no way to pay yet: finish its set-up in Mercado Pago.' });
    return methods.length;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    steps.push({ step: 'payments', state: 'warning', detail: error.message });
    return null;
  }
}

/** Each link names our address itself, so nothing needs to be subscribed; only the secret must be known. */
function checkSecret({ settings }: MercadoPagoApi): CheckStep {
  if (settings.webhookSecret) return { step: 'signature', state: 'ok', detail: null };
  return { step: 'signature', state: 'failed', detail: null };
}
