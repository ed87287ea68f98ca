import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dropConnection, replyWithFault } from '../../kit/index.ts';
import { expireCheckout, openCheckout, refund } from '../act.ts';
import type { Form } from '../read-form.ts';
import { listAt, recordAt, textAt } from '../read-form.ts';
import { TillRefusal, token } from '../till-state.ts';
import type { Checkout, Till } from '../till-state.ts';
import type { Body } from './bodies.ts';
import { disputeBody, intentBody, refundBody, sessionBody } from './bodies.ts';
import type { Endpoint, StripeEvents } from './hooks.ts';

export interface StripeAccount {
  id: string;
  name: string;
  secretKey: string;
  country: string;
  currency: string;
}

interface Desk {
  till: Till;
  events: StripeEvents;
  accounts: StripeAccount[];
  /** Answers by idempotency key, with what was asked. */
  replays: Map<string, { asked: string; status: number; body: Body }>;
}

class StripeFailure extends Error {
  readonly statusCode: number;
  readonly type: string;
  readonly code: string | null;

  constructor(statusCode: number, type: string, message: string, code: string | null = null) {
    super(message);
    this.statusCode = statusCode;
    this.type = type;
    this.code = code;
  }
}

const invalid = (message: string, code: string | null = null, status = 400) => new StripeFailure(status, 'invalid_request_error', message, code);
const missing = (what: string, id: string) => invalid(`No such ${what}: '${id}'`, 'resource_missing', 404);

type Handler = (account: StripeAccount, form: Form, request: FastifyRequest) => Body;

/** The pretend `https://api.stripe.com`, under `/stripe`: the calls that payments need, with idempotency keys, errors and faults. */
export function registerStripeApi(app: FastifyInstance, desk: Desk): void {
  const { till, events } = desk;
  const on = (method: 'GET' | 'POST' | 'DELETE', path: string, place: string, handler: Handler) =>
    app.route({ method, url: `/stripe/v1${path}`, handler: (request, reply) => answer(desk, place, handler, request, reply) });
  const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;
  const urlOf = (checkout: Checkout) => `${till.world.url}/stripe/pay/${checkout.id}`;
  const owned = (account: StripeAccount, id: string) => {
    const found = till.checkouts.get(id);
    if (!found || found.accountKey !== account.id) throw missing('checkout.session', id);
    return found;
  };
  const paymentOf = (account: StripeAccount, id: string) => {
    const attempt = till.attempts.get(id);
    if (!attempt) throw missing('payment_intent', id);
    return { attempt, checkout: owned(account, attempt.checkoutId) };
  };

  on('GET', '/account', 'account', (account) => ({ id: account.id, object: 'account', charges_enabled: true, country: account.country, default_currency: account.currency.toLowerCase(), settings: { dashboard: { display_name: account.name } }, business_profile: { name: account.name } }));
  on('POST', '/checkout/sessions', 'sessions', (account, form) => {
    const checkout = openCheckout(till, readSession(till, account, form));
    return sessionBody(checkout, urlOf(checkout), false);
  });
  on('GET', '/checkout/sessions', 'sessions', (account, form) => {
    const intent = textAt(form, 'payment_intent');
    const found = [...till.checkouts.values()].filter((one) => one.accountKey === account.id && (intent === null || one.attempts.some(({ id }) => id === intent))).reverse();
    return list(found.slice(0, Number(textAt(form, 'limit') ?? 10)).map((one) => sessionBody(one, urlOf(one), false)));
  });
  on('GET', '/checkout/sessions/:id', 'sessions', (account, form, request) => {
    const checkout = owned(account, idOf(request));
    return sessionBody(checkout, urlOf(checkout), listAt(form, 'expand').length > 0);
  });
  on('POST', '/checkout/sessions/:id/expire', 'sessions', (account, _form, request) => {
    const checkout = owned(account, idOf(request));
    if (checkout.state !== 'open') throw invalid('Only Checkout Sessions with a status in ["open"] can be expired.');
    expireCheckout(till, checkout);
    return sessionBody(checkout, urlOf(checkout), false);
  });
  on('GET', '/payment_intents/search', 'payments', (account, form) => {
    const wanted = /^metadata\['([^']+)'\]:'([^']*)'$/.exec(textAt(form, 'query') ?? '');
    if (!wanted) throw invalid('This pretend search knows metadata alone.');
    const found = [...till.checkouts.values()].filter((one) => one.accountKey === account.id && one.metadata[wanted[1] ?? ''] === wanted[2]);
    return { ...list(found.flatMap((one) => one.attempts.map((attempt) => intentBody(one, attempt)))), object: 'search_result' };
  });
  on('GET', '/payment_intents/:id', 'payments', (account, _form, request) => {
    const { checkout, attempt } = paymentOf(account, idOf(request));
    return intentBody(checkout, attempt);
  });
  on('GET', '/disputes', 'payments', (account, form) => {
    const { attempt } = paymentOf(account, textAt(form, 'payment_intent') ?? '');
    return list(attempt.dispute ? [disputeBody(attempt, attempt.dispute)] : []);
  });
  on('POST', '/refunds', 'refunds', (account, form) => {
    const { attempt } = paymentOf(account, textAt(form, 'payment_intent') ?? '');
    const amount = textAt(form, 'amount');
    return refundBody(attempt, refund(till, attempt, amount === null ? null : Number(amount)));
  });
  on('GET', '/events', 'events', () => list(events.log.toReversed()));
  registerEndpoints(on, desk);
}

function registerEndpoints(on: (method: 'GET' | 'POST' | 'DELETE', path: string, place: string, handler: Handler) => void, { till, events }: Desk): void {
  const find = (request: FastifyRequest): Endpoint => {
    const { id } = request.params as { id: string };
    const found = events.endpoints.get(id);
    if (!found) throw missing('webhook endpoint', id);
    return found;
  };
  const bodyOf = ({ id, url, events: wanted, isDisabled }: Endpoint): Body => ({ id, object: 'webhook_endpoint', url, enabled_events: wanted, status: isDisabled ? 'disabled' : 'enabled' });
  const eventsIn = (form: Form) => listAt(form, 'enabled_events').filter((one): one is string => typeof one === 'string');

  on('GET', '/webhook_endpoints', 'webhooks', () => list([...events.endpoints.values()].map(bodyOf)));
  on('POST', '/webhook_endpoints', 'webhooks', (_account, form) => {
    const url = textAt(form, 'url');
    if (!url) throw invalid('Missing required param: url.', 'parameter_missing');
    const endpoint: Endpoint = { id: `we_${token(till.world, 20)}`, url, events: eventsIn(form), isDisabled: false, secret: `whsec_${token(till.world, 32)}` };
    events.endpoints.set(endpoint.id, endpoint);
    return { ...bodyOf(endpoint), secret: endpoint.secret };
  });
  on('POST', '/webhook_endpoints/:id', 'webhooks', (_account, form, request) => {
    const endpoint = find(request);
    if (eventsIn(form).length > 0) endpoint.events = eventsIn(form);
    if (textAt(form, 'disabled') !== null) endpoint.isDisabled = textAt(form, 'disabled') === 'true';
    return bodyOf(endpoint);
  });
  on('DELETE', '/webhook_endpoints/:id', 'webhooks', (_account, _form, request) => {
    const endpoint = find(request);
    events.endpoints.delete(endpoint.id);
    return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
  });
}

const list = (data: Body[]): Body => ({ object: 'list', data, has_more: false });

function readSession(till: Till, account: StripeAccount, form: Form): Parameters<typeof openCheckout>[1] {
  const { world } = till;
  if (textAt(form, 'mode') !== 'payment') throw invalid('You must provide a mode.', 'parameter_missing');
  const lines = listAt(form, 'line_items').map((line, index) => {
    const read = (...path: string[]) => (typeof line === 'object' ? textAt(line, ...path) : null);
    const unit = Number(read('price_data', 'unit_amount'));
    if (!Number.isSafeInteger(unit) || unit < 0) throw invalid(`Invalid integer: line_items[${index}][price_data][unit_amount]`, 'parameter_invalid_integer');
    return { title: read('price_data', 'product_data', 'name') ?? '', quantity: Number(read('quantity') ?? 1), unitMinor: unit, currency: (read('price_data', 'currency') ?? '').toUpperCase() };
  });
  if (lines.length === 0) throw invalid('Missing required param: line_items.', 'parameter_missing');
  const expiresAt = Number(textAt(form, 'expires_at') ?? world.now() / 1000 + 86_400) * 1000;
  if (expiresAt < world.now() + 30 * 60_000 - 1000 || expiresAt > world.now() + 86_400_000 + 1000) throw invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.');
  const locale = textAt(form, 'locale') ?? 'en';
  return {
    id: `cs_test_${token(world, 40)}`,
    accountKey: account.id,
    reference: textAt(form, 'client_reference_id'),
    lines,
    totalMinor: lines.reduce((sum, line) => sum + line.unitMinor * line.quantity, 0),
    currency: lines[0]?.currency ?? account.currency,
    language: locale.startsWith('es') ? 'es' : locale.startsWith('pt') ? 'pt' : 'en',
    metadata: { ...recordAt(form, 'metadata') },
    returnUrl: textAt(form, 'success_url'),
    payerEmail: textAt(form, 'customer_email'),
    noticeUrl: null,
    expiresAt,
  };
}

/** Faults, the key, idempotency, then the call itself. */
async function answer(desk: Desk, place: string, handler: Handler, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const fault = desk.till.world.faults.strike(`stripe.${place}`);
  if (fault && (await replyWithFault(fault, reply))) return reply;
  if (fault?.kind === 'error') return reply.code(fault.status).send({ error: { type: fault.status === 429 ? 'invalid_request_error' : 'api_error', message: fault.message ?? 'The pretend service was told to fail.' } });
  const given = request.headers.authorization?.replace(/^Bearer /, '');
  const account = desk.accounts.find(({ secretKey }) => secretKey === given);
  if (!account) return reply.code(401).send({ error: { type: 'invalid_request_error', message: 'Invalid API Key provided.' } });
  const { status, body } = replayOrRun(desk, handler, account, request);
  if (fault?.kind === 'drop_after') {
    dropConnection(reply);
    return reply;
  }
  return reply.code(status).send(body);
}

function replayOrRun({ replays }: Desk, handler: Handler, account: StripeAccount, request: FastifyRequest): { status: number; body: Body } {
  const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined;
  const form = { ...((request.query ?? {}) as Form), ...((request.body ?? {}) as Form) };
  const asked = `${request.url} ${JSON.stringify(form)}`;
  const known = typeof key === 'string' ? replays.get(`${account.id} ${key}`) : undefined;
  if (known && known.asked !== asked) return failed(new StripeFailure(400, 'idempotency_error', 'Keys for idempotent requests can only be used with the same parameters they were first used with.'));
  if (known) return known;
  try {
    const body = handler(account, form, request);
    if (typeof key === 'string') replays.set(`${account.id} ${key}`, { asked, status: 200, body });
    return { status: 200, body };
  } catch (error) {
    if (error instanceof StripeFailure) return failed(error);
    if (error instanceof TillRefusal) return failed(invalid(error.message, null, error.statusCode === 404 ? 404 : 400));
    throw error;
  }
}

const failed = ({ statusCode, type, code, message }: StripeFailure) => ({ status: statusCode, body: { error: { type, message, ...(code ? { code } : {}) } } });
