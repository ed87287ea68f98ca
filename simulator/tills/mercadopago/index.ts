import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { World } from '../../kit/index.ts';
import { registerTillControl } from '../control-routes.ts';
import { registerPayPages } from '../page-routes.ts';
import { readForm } from '../read-form.ts';
import { digits } from '../till-state.ts';
import type { Attempt, Checkout, Till, TillNews } from '../till-state.ts';
import { registerMercadoPagoApi } from './api-routes.ts';
import type { MercadoPagoAccount } from './api-routes.ts';

/** The pretend account of Tienda Aurora. Token and secret are public, and good for nothing but this. */
export const auroraMercadoPago: MercadoPagoAccount = { id: '100200300', name: 'TIENDA AURORA', accessToken: 'APP_USR-PRETEND-AURORA', webhookSecret: 'pretend-mercadopago-secret-aurora', siteId: 'MLA', countryId: 'AR', currency: 'ARS' };

/** Adds the pretend MercadoPago: the API under `/mercadopago`, the pages under `/mercadopago/pay`, the control API under `/sim/mercadopago`. */
export function registerMercadoPago(app: FastifyInstance, world: World): Till {
  const accounts = [auroraMercadoPago];
  const replays: Parameters<typeof registerMercadoPagoApi>[1]['replays'] = new Map();
  const till: Till = {
    world,
    provider: 'mercadopago',
    checkouts: new Map(),
    attempts: new Map(),
    announce: (news, checkout, attempt) => sendNotice(till, accounts, news, checkout, attempt),
  };
  world.onReset(() => {
    for (const kept of [till.checkouts, till.attempts, replays]) kept.clear();
  });
  void app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, readForm(String(body))));
    registerMercadoPagoApi(scope, { till, accounts, replays });
    registerPayPages(scope, till);
    registerTillControl(scope, till);
  });
  return till;
}

/** A notice says only which payment changed. A page that ran out is told to nobody, as with the real one. */
function sendNotice({ world }: Till, accounts: MercadoPagoAccount[], news: TillNews, checkout: Checkout, attempt: Attempt | null): void {
  const account = accounts.find(({ id }) => id === checkout.accountKey);
  if (!account || !attempt || !checkout.noticeUrl) return;
  const isDispute = news === 'disputed' || news === 'dispute_closed';
  const type = 'payment';
  const body = JSON.stringify({ id: Number(digits(world, 12)), live_mode: true, type, action: isDispute ? 'payment.updated' : news === 'paid' || news === 'failed' || news === 'pending' ? 'payment.created' : 'payment.updated', api_version: 'v1', user_id: account.id, date_created: new Date(world.now()).toISOString(), data: { id: attempt.id } });
  const url = new URL(checkout.noticeUrl);
  url.searchParams.set('data.id', attempt.id);
  url.searchParams.set('type', type);
  const requestId = `${digits(world, 8)}-pretend-${digits(world, 12)}`;
  world.webhooks.send({
    source: 'mercadopago',
    label: `${type} ${checkout.reference ?? attempt.id}`,
    ...(checkout.reference ? { recipient: checkout.reference } : {}),
    url: url.toString(),
    body,
    headers: () => ({ 'content-type': 'application/json', 'x-request-id': requestId, 'x-signature': sign(account.webhookSecret, attempt.id, requestId, String(Math.floor(world.now()))) }),
  });
}

/** The value of `x-signature`. */
function sign(secret: string, dataId: string, requestId: string, stamp: string): string {
  return `ts=${stamp},v1=${createHmac('sha256', secret).update(`id:${dataId};request-id:${requestId};ts:${stamp};`).digest('hex')}`;
}
