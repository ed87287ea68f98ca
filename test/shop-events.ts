import { createHmac, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { InboundEvent } from '#contract/inbound-event';
import { createConnection } from '#modules/connections';
import { inTransaction } from '#platform/database';
import type { TestApp } from './app.ts';

export type ShopEvent = z.input<typeof InboundEvent>;

/** A shop that tells its events through the signed event API, over HTTP as the web server sees it. */
export interface EventShop {
  connectionId: string;
  /** One webhook with these events; an `id` repeated is a repeated event. Gives the answer's status. */
  tell(events: (ShopEvent & { id?: string })[]): Promise<number>;
}

const signingSecret = 'whsec_test_event_shop_01';

export async function makeEventShop(testApp: TestApp, workspaceId: string, more: Record<string, unknown> = {}): Promise<EventShop> {
  const { app, web, clock } = testApp;
  const settings = { signingSecret, shopUrl: 'https://shop.example', currency: 'ARS', country: 'AR', ...more };
  const connectionId = await inTransaction(app.db, (tx) => createConnection(app, tx, { workspaceId, vendor: 'generic', name: 'Aurora', settings }));
  return {
    connectionId,
    async tell(events) {
      const body = JSON.stringify({ events: events.map((event) => ({ id: randomUUID(), ...event })) });
      const seconds = Math.floor(clock.nowMs() / 1000);
      const signature = createHmac('sha256', signingSecret).update(`${seconds}.${body}`).digest('hex');
      const headers = { 'content-type': 'application/json', 'marchante-signature': `t=${seconds},v1=${signature}` };
      const reply = await web.inject({ method: 'POST', url: `/hooks/${connectionId}`, headers, payload: body });
      return reply.statusCode;
    },
  };
}
