import { minorToDecimal } from '#kit';
import { ConnectorError } from '#ports/connector';
import type { LinkRequest, PaymentDefinition, PaymentLink } from '#ports/payment';
import { findPayment, readPreference } from './lookup.ts';
import { mapPreference } from './map-payment.ts';
import type { MercadoPagoApi } from './mercadopago-api.ts';
import { Preference, PreferencePage } from './shapes.ts';

export const createLinks: PaymentDefinition<unknown, MercadoPagoApi>['link'] = (api) => ({
  async create(request) {
    // Preferences know no idempotency key: what an earlier call with this reference made is found instead of made again.
    const known = await findPreference(api, request.reference);
    return toLink(api, known ?? (await makePreference(api, request)));
  },
  async expire(providerKey) {
    const past = new Date(api.now().getTime() - 60_000).toISOString();
    await api.http.find({ method: 'PUT', path: `/checkout/preferences/${encodeURIComponent(providerKey)}`, json: { expires: true, expiration_date_to: past } }, Preference);
    return (await findPayment(api, { linkKey: providerKey }))?.status ?? 'expired';
  },
});

async function findPreference(api: MercadoPagoApi, reference: string): Promise<Preference | null> {
  const page = await api.http.find({ path: '/checkout/preferences/search', query: { external_reference: reference } }, PreferencePage);
  const found = page?.elements?.find(({ external_reference }) => external_reference === reference);
  return found ? readPreference(api, found.id) : null;
}

function makePreference(api: MercadoPagoApi, request: LinkRequest): Promise<Preference> {
  return api.http.call({ path: '/checkout/preferences', headers: { 'x-idempotency-key': request.idempotencyKey }, json: toBody(api, request) }, Preference);
}

function toBody({ settings }: MercadoPagoApi, request: LinkRequest) {
  const { payer, returnUrl } = request;
  const isSecure = returnUrl.startsWith('https://');
  return {
    items: request.lines.map((line, index) => ({
      id: `${index + 1}`,
      title: line.title,
      quantity: line.quantity,
      currency_id: request.currency,
      // Their API takes a JSON number; the digits come from text, never from arithmetic.
      unit_price: Number(minorToDecimal(line.unitMinor, request.currency)),
      ...(line.imageUrl?.startsWith('https://') ? { picture_url: line.imageUrl } : {}),
    })),
    ...(payer.email || payer.name ? { payer: { ...(payer.name ? { name: payer.name } : {}), ...(payer.email ? { email: payer.email } : {}) } } : {}),
    external_reference: request.reference,
    notification_url: noticeUrl(request),
    back_urls: { success: returnUrl, pending: returnUrl, failure: returnUrl },
    // Only an https address may be returned to by itself.
    ...(isSecure ? { auto_return: 'approved' } : {}),
    expires: true,
    expiration_date_to: request.expiresAt.toISOString(),
    metadata: { marchante_reference: request.reference },
    ...(settings.statementName ? { statement_descriptor: settings.statementName } : {}),
    ...(settings.maxInstallments ? { payment_methods: { installments: settings.maxInstallments } } : {}),
  };
}

/** The notice repeats the address it was given, and with it our reference: which cart it is about is known before anything is looked up. */
export function noticeUrl({ hookUrl, reference }: Pick<LinkRequest, 'hookUrl' | 'reference'>): string {
  return `${hookUrl}?source_news=webhooks&reference=${encodeURIComponent(reference)}`;
}

function toLink(api: MercadoPagoApi, preference: Preference): PaymentLink {
  const { amountMinor, currency } = mapPreference(preference, api.now());
  if (!currency) throw new ConnectorError('unexpected', 'Mercado Pago made a link without goods.', { isCertain: false });
  return { providerKey: preference.id, url: preference.init_point, amountMinor, currency, expiresAt: preference.expiration_date_to ? new Date(preference.expiration_date_to) : null };
}
