import Fastify, { type FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import { createWorld, registerControl, type World, type WorldOptions } from './kit/index.ts';
import { registerModel } from './model/index.ts';
import { registerPhone } from './phone/index.ts';
import { registerShopify } from './shopify/index.ts';
import { registerMercadoPago } from './tills/mercadopago/index.ts';
import { registerStripe } from './tills/stripe/index.ts';
import { registerWhatsApp } from './whatsapp/index.ts';

export interface SimulatorOptions extends WorldOptions {
  /** 0 = any free port. */
  port?: number;
  host?: string;
}

/** A running simulator. `close` ends every connection, also those that a fault left hanging. */
export interface Simulator {
  url: string;
  world: World;
  close(): Promise<void>;
}

export async function startSimulator({ port = 0, host = '127.0.0.1', ...options }: SimulatorOptions = {}): Promise<Simulator> {
  const world = createWorld(options);
  const app = Fastify({ bodyLimit: 120 * 1024 * 1024, forceCloseConnections: true, routerOptions: { maxParamLength: 600 } });
  app.setErrorHandler(answerError);
  registerControl(app, world);
  const whatsapp = await registerWhatsApp(app, world);
  await registerPhone(app, whatsapp);
  registerShopify(app, world);
  registerModel(app, world);
  registerStripe(app, world);
  registerMercadoPago(app, world);
  await app.listen({ port, host });
  world.url = addressOf(app, host);
  return {
    url: world.url,
    world,
    async close() {
      whatsapp.live.close();
      await world.close();
      await app.close();
    },
  };
}

function addressOf(app: FastifyInstance, host: string): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator listens on no port.');
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${address.port}`;
}

/** Errors of the control API; each pretend service answers in its vendor's shape instead. */
const answerError: Parameters<FastifyInstance['setErrorHandler']>[0] = (error, _request, reply) => {
  if (error instanceof ZodError) {
    return reply.code(400).send({ error: { code: 'invalid_request', message: error.message, details: error.issues } });
  }
  const known = error as { statusCode?: number; message?: string };
  return reply.code(known.statusCode ?? 500).send({ error: { code: 'simulator_error', message: known.message ?? 'Unknown' } });
};
