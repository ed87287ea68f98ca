import type { CheckResult, CheckStep, ConnectorIo } from '#ports/connector';
import type { GenericSettings } from './settings.ts';

/** A shop that calls us: there is nothing to ask it, so the client is its settings and a way to look at its front page. */
export interface GenericShop {
  settings: GenericSettings;
  io: ConnectorIo;
}

/** What can be seen from here: the keys, and whether the shop answers at its address. */
export async function checkGeneric({ settings, io }: GenericShop, hookUrl: string): Promise<CheckResult> {
  const { signingSecret, publicKey, shopUrl, currency, country, cartLinkPattern } = settings;
  const steps: CheckStep[] = [
    signingSecret
      ? { step: 'signature', state: 'ok', detail: null }
      : { step: 'signature', state: 'warning', detail: null },
    publicKey
      ? { step: 'script', state: 'ok', detail: null }
      : { step: 'script', state: 'warning', detail: null },
    await checkShopAnswers(shopUrl, io.fetch),
    cartLinkPattern
      ? { step: 'cart_link', state: 'ok', detail: null }
      : { step: 'cart_link', state: 'warning', detail: null },
  ];
  const host = new URL(shopUrl).host;
  return { steps, accountName: host, accountKey: host, facts: { currency, country: country ?? null, url: shopUrl, hookUrl } };
}

async function checkShopAnswers(shopUrl: string, fetch: GenericShop['io']['fetch']): Promise<CheckStep> {
  try {
    const { status } = await fetch(shopUrl, { timeoutMs: 5_000 });
    if (status < 400) return { step: 'shop', state: 'ok', detail: null };
    return { step: 'shop', state: 'warning', detail: `The shop’s address answers with status ${status}.` };
  } catch {
    return { step: 'shop', state: 'warning', detail: null };
  }
}
