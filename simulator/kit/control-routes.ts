import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FaultRule } from './faults.ts';
import type { World } from './world.ts';

const Delivery = z
  .object({
    firstRetryMs: z.number().nonnegative(),
    longestRetryMs: z.number().nonnegative(),
    giveUpAfterMs: z.number().nonnegative(),
    concurrency: z.int().min(1).max(256),
    capacity: z.int().positive(),
    timeoutMs: z.int().positive(),
  })
  .partial();
const ClockMove = z.object({ advanceMs: z.number().nonnegative() });

/** The control API that belongs to no vendor: clock, faults, the webhook log and reset. */
export function registerControl(app: FastifyInstance, world: World): void {
  const readClock = () => ({ now: world.now(), offsetMs: world.schedule.offsetMs(), waiting: world.schedule.waiting() });

  app.get('/sim/health', () => ({ ok: true, seed: world.seed, productUrl: world.productUrl, ...readClock() }));
  app.get('/sim/clock', readClock);
  app.post('/sim/clock', async (request) => {
    const { advanceMs } = ClockMove.parse(request.body);
    world.advance(advanceMs);
    return { ...readClock(), product: await advanceProduct(world.productUrl, advanceMs) };
  });

  app.get('/sim/faults', () => ({ faults: world.faults.list() }));
  app.post('/sim/faults', (request, reply) => {
    const rules = z.union([z.array(FaultRule), FaultRule.transform((rule) => [rule])]).parse(request.body);
    return reply.code(201).send({ faults: rules.map((rule) => world.faults.add(rule)) });
  });
  app.delete('/sim/faults', () => {
    world.faults.clear();
    return { faults: [] };
  });
  app.delete<{ Params: { id: string } }>('/sim/faults/:id', (request) => ({ removed: world.faults.remove(request.params.id) }));

  app.get('/sim/webhooks', () => ({
    ...world.webhooks.stats(),
    options: world.webhooks.options,
    attempts: world.webhooks.attempts(),
  }));
  app.patch('/sim/webhooks', (request) => {
    const change = Object.entries(Delivery.parse(request.body)).filter(([, value]) => value !== undefined);
    return Object.assign(world.webhooks.options, Object.fromEntries(change));
  });
  app.post('/sim/webhooks/idle', async () => {
    await world.webhooks.idle();
    return world.webhooks.stats();
  });
  app.post('/sim/reset', () => {
    world.reset();
    return { ok: true };
  });
}

/** Moves the product's demo clock too. Null = no product was given; false = it does not let its clock be moved. */
async function advanceProduct(productUrl: string | null, advanceMs: number): Promise<boolean | null> {
  if (!productUrl) return null;
  try {
    const answer = await fetch(`${productUrl}/demo/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceMs }),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
