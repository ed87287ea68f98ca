import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { declineCard, expireCheckout, findCheckout, payByCard, settleSlip, takeSlip } from './act.ts';
import { drawPayPage } from './pay-page.ts';
import type { Till } from './till-state.ts';

const Form = z.object({ way: z.enum(['card', 'bank', 'declined', 'reject', 'pix', 'cash', 'settle', 'expire']) });

interface PagePath {
  Params: { id: string };
  Querystring: { confirm?: string };
}

/** The pages on which a shopper pays, under `/{provider}/pay/{id}`. A paid one leads back to the shop, as a real one does. */
export function registerPayPages(app: FastifyInstance, till: Till): void {
  const path = `/${till.provider}/pay/:id`;
  const addressOf = (id: string) => `/${till.provider}/pay/${id}`;

  app.get<PagePath>(path, (request, reply) => {
    const checkout = findCheckout(till, request.params.id);
    return reply.type('text/html').header('cache-control', 'no-store').send(drawPayPage(checkout, addressOf(checkout.id), { isConfirming: request.query.confirm === '1', now: till.world.now() }));
  });

  app.post<PagePath>(path, (request, reply) => {
    const checkout = findCheckout(till, request.params.id);
    const { way } = Form.parse(request.body);
    const here = addressOf(checkout.id);
    const last = checkout.attempts.at(-1);
    if (way === 'bank') return reply.redirect(`${here}?confirm=1`, 303);
    if (way === 'settle' && last) settleSlip(till, last);
    else if (way === 'expire') expireCheckout(till, checkout);
    else if (way === 'pix' || way === 'cash') takeSlip(till, checkout, way);
    else if (way === 'declined' || way === 'reject') declineCard(till, checkout, way === 'reject' ? 'do_not_honor' : 'insufficient_funds');
    else if (way === 'card') payByCard(till, checkout);
    const isPaid = checkout.attempts.at(-1)?.status === 'paid';
    return reply.redirect(isPaid && checkout.returnUrl ? checkout.returnUrl : here, 303);
  });
}
