import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dropConnection, replyWithFault } from '../../kit/index.ts';
import { exponentOf } from '../../shopify/money.ts';
import { expireCheckout, openCheckout, refund } from '../act.ts';
import { digits, TillRefusal, token } from '../till-state.ts';
import type { Checkout, Till } from '../till-state.ts';
import { paymentBody, preferenceBody } from './bodies.ts';
import type { Body } from './bodies.ts';

export interface MercadoPagoAccount {
  id: string;
  name: string;
  accessToken: string;
  webhookSecret: string;
  siteId: string;
  countryId: string;
  currency: string;
}

interface Desk {
  till: Till;
  accounts: MercadoPagoAccount[];
  /** Refunds by idempotency key. */
  replays: Map<string, Body>;
}

const Preference = z.looseObject({
  items: z.array(z.looseObject({ title: z.string().min(1), quantity: z.int().positive(), unit_price: z.number().nonnegative(), currency_id: z.string() })).min(1),
  external_reference: z.string().max(256).nullish(),
  notification_url: z.string().nullish(),
  back_urls: z.looseObject({ success: z.string().nullish() }).nullish(),
  auto_return: z.string().nullish(),
  payer: z.looseObject({ email: z.string().nullish() }).nullish(),
  expiration_date_to: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
const PreferenceChange = z.looseObject({ expiration_date_to: z.string().nullish() });
const RefundRequest = z.looseObject({ amount: z.number().positive().nullish() });

class Failure extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

type Handler = (account: MercadoPagoAccount, request: FastifyRequest) => { status?: number; body: Body | Body[] };

/** The pretend `https://api.mercadopago.com`, under `/mercadopago`. */
export function registerMercadoPagoApi(app: FastifyInstance, desk: Desk): void {
  const { till } = desk;
  const on = (method: 'GET' | 'POST' | 'PUT', path: string, place: string, handler: Handler) =>
    app.route({ method, url: `/mercadopago${path}`, handler: (request, reply) => answer(desk, place, handler, request, reply) });
  const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;
  const queryOf = (request: FastifyRequest) => request.query as Record<string, string | undefined>;
  const urlOf = (checkout: Checkout) => `${till.world.url}/mercadopago/pay/${checkout.id}`;
  const owned = (account: MercadoPagoAccount) => [...till.checkouts.values()].filter(({ accountKey }) => accountKey === account.id);
  const find = (account: MercadoPagoAccount, id: string) => {
    const found = till.checkouts.get(id);
    if (!found || found.accountKey !== account.id) throw new Failure(404, 'The preference was not found');
    return found;
  };
  const paymentOf = (account: MercadoPagoAccount, id: string) => {
    const attempt = till.attempts.get(id);
    const checkout = attempt ? till.checkouts.get(attempt.checkoutId) : undefined;
    if (!attempt || checkout?.accountKey !== account.id) throw new Failure(404, 'Payment not found');
    return { attempt, checkout };
  };

  on('GET', '/users/me', 'account', (account) => ({ body: { id: Number(account.id), nickname: account.name, site_id: account.siteId, country_id: account.countryId } }));
  on('GET', '/v1/payment_methods', 'account', () => ({
    body: [
      { id: 'visa', name: 'Visa', payment_type_id: 'credit_card', status: 'active', min_allowed_amount: 1, max_allowed_amount: 100_000_000 },
      { id: 'pagofacil', name: 'Pago Fácil', payment_type_id: 'ticket', status: 'active', min_allowed_amount: 1, max_allowed_amount: 10_000_000 },
    ],
  }));
  on('POST', '/checkout/preferences', 'preferences', (account, request) => {
    const checkout = openCheckout(till, readPreference(till, account, request.body));
    return { status: 201, body: preferenceBody(checkout, urlOf(checkout)) };
  });
  on('GET', '/checkout/preferences/search', 'search', (account, request) => {
    const wanted = queryOf(request)['external_reference'];
    const elements = owned(account).filter(({ reference }) => reference === wanted).map(({ id, reference }) => ({ id, external_reference: reference }));
    return { body: { elements, total: elements.length, next_offset: 0 } };
  });
  on('GET', '/checkout/preferences/:id', 'preferences', (account, request) => {
    const checkout = find(account, idOf(request));
    return { body: preferenceBody(checkout, urlOf(checkout)) };
  });
  on('PUT', '/checkout/preferences/:id', 'preferences', (account, request) => {
    const checkout = find(account, idOf(request));
    const to = PreferenceChange.parse(request.body).expiration_date_to;
    if (to) checkout.expiresAt = Date.parse(to);
    if (checkout.expiresAt <= till.world.now()) expireCheckout(till, checkout);
    return { body: preferenceBody(checkout, urlOf(checkout)) };
  });
  on('GET', '/v1/payments/search', 'payments', (account, request) => {
    const wanted = queryOf(request)['external_reference'];
    const found = owned(account).filter(({ reference }) => reference === wanted).flatMap((checkout) => checkout.attempts.map((attempt) => paymentBody(checkout, attempt)));
    return { body: { results: found.toReversed(), paging: { total: found.length, limit: 30, offset: 0 } } };
  });
  on('GET', '/v1/payments/:id', 'payments', (account, request) => {
    const { checkout, attempt } = paymentOf(account, idOf(request));
    return { body: paymentBody(checkout, attempt) };
  });
  on('POST', '/v1/payments/:id/refunds', 'refunds', (account, request) => {
    const key = request.headers['x-idempotency-key'];
    if (typeof key !== 'string') throw new Failure(400, 'Header X-Idempotency-Key can’t be null');
    const known = desk.replays.get(`${account.id} ${key}`);
    if (known) return { status: 201, body: known };
    const { attempt, checkout } = paymentOf(account, idOf(request));
    const { amount } = RefundRequest.parse(request.body ?? {});
    const made = refund(till, attempt, amount === null || amount === undefined ? null : Math.round(amount * 10 ** exponentOf(checkout.currency)));
    const body = { id: Number(made.id), payment_id: Number(attempt.id), amount: made.amountMinor / 10 ** exponentOf(checkout.currency), status: 'approved' };
    desk.replays.set(`${account.id} ${key}`, body);
    return { status: 201, body };
  });
}

function readPreference(till: Till, account: MercadoPagoAccount, body: unknown): Parameters<typeof openCheckout>[1] {
  const read = Preference.safeParse(body);
  if (!read.success) throw new Failure(400, read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { items, ...wish } = read.data;
  if (wish.auto_return && !wish.back_urls?.success?.startsWith('https://')) throw new Failure(400, 'auto_return invalid. back_url.success must be defined');
  if (items.some(({ currency_id }) => currency_id !== account.currency)) throw new Failure(400, 'currency_id invalid');
  const lines = items.map((item) => ({ title: item.title, quantity: item.quantity, unitMinor: Math.round(item.unit_price * 10 ** exponentOf(account.currency)) }));
  return {
    id: `${account.id}-${token(till.world, 8)}-${digits(till.world, 4)}`,
    accountKey: account.id,
    reference: wish.external_reference ?? null,
    lines,
    totalMinor: lines.reduce((sum, line) => sum + line.unitMinor * line.quantity, 0),
    currency: account.currency,
    language: account.siteId === 'MLB' ? 'pt' : 'es',
    metadata: Object.fromEntries(Object.entries(wish.metadata ?? {}).map(([name, value]) => [name, String(value)])),
    returnUrl: wish.back_urls?.success ?? null,
    payerEmail: wish.payer?.email ?? null,
    noticeUrl: wish.notification_url ?? null,
    expiresAt: wish.expiration_date_to ? Date.parse(wish.expiration_date_to) : till.world.now() + 30 * 86_400_000,
  };
}

async function answer(desk: Desk, place: string, handler: Handler, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const fault = desk.till.world.faults.strike(`mercadopago.${place}`);
  if (fault && (await replyWithFault(fault, reply))) return reply;
  if (fault?.kind === 'error') return reply.code(fault.status).send({ message: fault.message ?? 'internal_error', status: fault.status });
  const given = request.headers.authorization?.replace(/^Bearer /, '');
  const account = desk.accounts.find(({ accessToken }) => accessToken === given);
  if (!account) return reply.code(401).send({ message: 'invalid access token', error: 'unauthorized', status: 401, cause: [] });
  const { status = 200, body } = run(handler, account, request);
  if (fault?.kind === 'drop_after') {
    dropConnection(reply);
    return reply;
  }
  return reply.code(status).send(body);
}

function run(handler: Handler, account: MercadoPagoAccount, request: FastifyRequest): ReturnType<Handler> {
  try {
    return handler(account, request);
  } catch (error) {
    if (error instanceof Failure || error instanceof TillRefusal) return { status: error.statusCode, body: { message: error.message, error: 'bad_request', status: error.statusCode, cause: [] } };
    throw error;
  }
}
