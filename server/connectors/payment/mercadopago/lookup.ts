import type { PaymentDefinition, PaymentFacts } from '#ports/payment';
import { mapPayment, mapPreference } from './map-payment.ts';
import type { MercadoPagoApi } from './mercadopago-api.ts';
import { Payment, PaymentPage, Preference } from './shapes.ts';

type Key = Parameters<ReturnType<PaymentDefinition['lookup']>['find']>[0];

type Search = (reference: string) => Promise<PaymentFacts[]>;

/** One look: what was searched in it is not searched again. */
export const readPayments: PaymentDefinition<unknown, MercadoPagoApi>['lookup'] = (api) => {
  const searches = new Map<string, Promise<PaymentFacts[]>>();
  const search: Search = (reference) => {
    const known = searches.get(reference) ?? listPayments(api, reference);
    searches.set(reference, known);
    return known;
  };
  return { find: (key) => findPayment(api, key, search), list: search };
};

export async function findPayment(api: MercadoPagoApi, { paymentKey, linkKey, reference }: Key, search: Search = (known) => listPayments(api, known)): Promise<PaymentFacts | null> {
  if (paymentKey) {
    const payment = await api.http.find({ path: `/v1/payments/${encodeURIComponent(paymentKey)}` }, Payment);
    if (payment) return mapPayment(payment);
    if (!linkKey && !reference) return null;
  }
  const preference = linkKey ? await readPreference(api, linkKey) : null;
  const known = reference ?? preference?.external_reference ?? null;
  const [best] = known ? (await search(known)).toSorted((left, right) => weight(right) - weight(left) || right.at.getTime() - left.at.getTime()) : [];
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
