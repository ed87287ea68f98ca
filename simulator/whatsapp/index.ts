import type { FastifyInstance } from 'fastify';
import type { World } from '../kit/index.ts';
import { registerBusiness } from './business-routes.ts';
import { registerControls } from './control-routes.ts';
import { registerGraph } from './graph-routes.ts';
import { registerDownloads } from './media-routes.ts';
import { registerShoppers } from './shopper-routes.ts';
import { createWhatsApp, type WhatsApp } from './state.ts';

export type { WhatsApp } from './state.ts';

/** The pretend WhatsApp: its Graph API under `/graph/v26.0`, its control API under `/sim/whatsapp`. */
export async function registerWhatsApp(app: FastifyInstance, world: World): Promise<WhatsApp> {
  const whatsapp = createWhatsApp(world);
  await app.register((graph) => registerGraph(graph, whatsapp), { prefix: '/graph/:version' });
  registerDownloads(app, whatsapp);
  registerControls(app, whatsapp);
  registerShoppers(app, whatsapp);
  registerBusiness(app, whatsapp);
  return whatsapp;
}
