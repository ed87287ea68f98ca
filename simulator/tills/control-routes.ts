import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { closeDispute, declineCard, dispute, expireCheckout, expireSlip, findAttempt, findCheckout, payByCard, refund, settleSlip, takeSlip } from './act.ts';
import { refundedOf } from './till-state.ts';
import type { Till } from './till-state.ts';

const Pay = z.object({ amountMinor: z.int().positive().optional() }).default({});
const Decline = z.object({ reason: z.string().optional() }).default({});
const Slip = z.object({ method: z.enum(['pix', 'cash']).default('cash') }).default({ method: 'cash' });
const Refund = z.object({ amountMinor: z.int().positive().nullable().default(null) }).default({ amountMinor: null });
const Close = z.object({ outcome: z.enum(['won', 'lost']) });

type Path = { Params: { id: string } };

/** Steps a test takes instead of a finger, under `/sim/{provider}`. */
export function registerTillControl(app: FastifyInstance, till: Till): void {
  const base = `/sim/${till.provider}`;
  const checkout = (request: { params: { id: string } }) => findCheckout(till, request.params.id);
  const attempt = (request: { params: { id: string } }) => findAttempt(till, request.params.id);

  app.get(`${base}/checkouts`, () => ({ checkouts: [...till.checkouts.values()] }));
  app.get(`${base}/stats`, () => ({
    checkouts: till.checkouts.size,
    payments: till.attempts.size,
    paid: [...till.attempts.values()].filter(({ status }) => status === 'paid').length,
    refundedMinor: [...till.attempts.values()].reduce((sum, one) => sum + refundedOf(one), 0),
  }));
  app.post<Path>(`${base}/checkouts/:id/pay`, (request) => payByCard(till, checkout(request), Pay.parse(request.body ?? undefined).amountMinor));
  app.post<Path>(`${base}/checkouts/:id/decline`, (request) => declineCard(till, checkout(request), Decline.parse(request.body ?? undefined).reason));
  app.post<Path>(`${base}/checkouts/:id/slip`, (request) => takeSlip(till, checkout(request), Slip.parse(request.body ?? undefined).method));
  app.post<Path>(`${base}/checkouts/:id/expire`, (request) => {
    expireCheckout(till, checkout(request));
    return checkout(request);
  });
  app.post<Path>(`${base}/payments/:id/settle`, (request) => {
    settleSlip(till, attempt(request));
    return attempt(request);
  });
  app.post<Path>(`${base}/payments/:id/expire`, (request) => {
    expireSlip(till, attempt(request));
    return attempt(request);
  });
  app.post<Path>(`${base}/payments/:id/refund`, (request) => refund(till, attempt(request), Refund.parse(request.body ?? undefined).amountMinor));
  app.post<Path>(`${base}/payments/:id/dispute`, (request) => {
    dispute(till, attempt(request));
    return attempt(request);
  });
  app.post<Path>(`${base}/payments/:id/dispute/close`, (request) => {
    closeDispute(till, attempt(request), Close.parse(request.body).outcome);
    return attempt(request);
  });
}
