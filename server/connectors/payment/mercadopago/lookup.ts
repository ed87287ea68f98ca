import type { PaymentDefinition, PaymentFacts } from '#ports/payment';
import { mapPayment, mapPreference } from './map-payment.ts';
import type { MercadoPagoApi } from './mercadopago-api.ts';
import { Payment, PaymentPage, Preference } from './shapes.ts';

type Key = Parameters<ReturnType<PaymentDefinition['lookup']>['find']>[0];

export const readPayments: PaymentDefinition<unknown, MercadoPagoApi>['lookup'] = (api) => ({
  find: (key) => findPayment(api, key),
  list: (reference) => listPayments(api, reference),
});

export async function findPayment(api: MercadoPagoApi, { paymentKey, linkKey, reference }: Key): Promise<PaymentFacts | null> {
  if (paymentKey) {
    const payment = await api.http.find({ path: `/v1/payments/${encodeURIComponent(paymentKey)}` }, Payment);
    if (payment) return mapPayment(payment);
    if (!linkKey && !reference) return null;
  }
  const preference = linkKey ? await readPreference(api, linkKey) : null;
  const known = reference ?? preference?.external_reference ?? null;
  const [best] = known ? (await listPayments(api, known)).sort((left, right) => weight(right) - weight(left) || right.at.getTime() - left.at.getTime()) : [];
  if (best) return { ...best, linkKey: linkKey ?? null };
  return preference ? mapPreference(preference, api.now()) : null;
}

export const readPreference = (api: MercadoPagoApi, id: string) => api.http.find({ path: `/checkout/preferences/${encodeURIComponent(id)}` }, Preference);

/** A paid attempt tells more about a link than a refused one beside it. */
const weight = ({ status }: PaymentFacts) => (['paid', 'partly_refunded', 'refunded', 'disputed', 'charged_back'].includes(status) ? 2 : status === 'pending' || status === 'authorized' ? 1 : 0);

async function listPayments(api: MercadoPagoApi, reference: string): Promise<PaymentFacts[]> {
  const { results } = await api.http.call({ path: '/v1/payments/search', query: { external_reference: reference, sort: 'date_created', criteria: 'desc' } }, PaymentPage);
  return results.filter(({ external_reference }) => external_reference === reference).map(mapPayment);
}
