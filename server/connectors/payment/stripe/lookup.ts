import { readWith } from '#kit';
import type { PaymentDefinition, PaymentFacts } from '#ports/payment';
import { mapPayment } from './map-payment.ts';
import { Dispute, Intent, Session, referenceKey } from './shapes.ts';
import type { StripeApi } from './stripe-api.ts';

type Key = Parameters<ReturnType<PaymentDefinition['lookup']>['find']>[0];

const expandIntent = ['latest_charge.refunds'];

export const readPayments: PaymentDefinition<unknown, StripeApi>['lookup'] = (api) => ({
  find: (key) => findPayment(api, key),
  list: (reference) => listPayments(api, reference),
});

/** The freshest facts there are, by session if it is named, else by payment, else by our reference. */
export async function findPayment(api: StripeApi, { linkKey, paymentKey, reference }: Key): Promise<PaymentFacts | null> {
  if (linkKey) {
    const found = await api.find((stripe) => stripe.checkout.sessions.retrieve(linkKey, { expand: ['payment_intent', ...expandIntent.map((path) => `payment_intent.${path}`)] }));
    return found ? toFacts(api, readWith(Session, found), null) : null;
  }
  if (paymentKey) {
    const found = await api.find((stripe) => stripe.paymentIntents.retrieve(paymentKey, { expand: expandIntent }));
    return found ? toFacts(api, null, readWith(Intent, found)) : null;
  }
  if (!reference) return null;
  const [newest] = await listPayments(api, reference);
  return newest ?? null;
}

/** Stripe's search sees a new payment up to a minute late; a session of ours has at most one payment. */
async function listPayments(api: StripeApi, reference: string): Promise<PaymentFacts[]> {
  // Our own reference: letters, digits, "-" and "_".
  const query = `metadata['${referenceKey}']:'${reference.replaceAll(/[^\w-]/g, '')}'`;
  const { data } = await api.ask((stripe) => stripe.paymentIntents.search({ query, limit: 20, expand: expandIntent.map((path) => `data.${path}`) }));
  const facts: PaymentFacts[] = [];
  for (const intent of data) {
    const one = await toFacts(api, null, readWith(Intent, intent));
    if (one) facts.push(one);
  }
  return facts.sort((left, right) => right.at.getTime() - left.at.getTime());
}

async function toFacts(api: StripeApi, session: Session | null, known: Intent | null): Promise<PaymentFacts | null> {
  const intent = known ?? (typeof session?.payment_intent === 'object' ? session.payment_intent : null);
  return mapPayment({ session, intent, dispute: await findDispute(api, intent) });
}

/** The newest dispute; asked for only when the charge says that there is one. */
async function findDispute(api: StripeApi, intent: Intent | null) {
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
  if (!intent || !charge?.disputed) return null;
  const { data } = await api.ask((stripe) => stripe.disputes.list({ payment_intent: intent.id, limit: 1 }));
  return data[0] ? readWith(Dispute, data[0]) : null;
}
