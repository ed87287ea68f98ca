import type { App } from '#context';
import type { Http } from '#platform/http';
import { withRawBody } from '#platform/http-raw-body';
import { receiveHook } from './receive-hook.ts';
import type { Delivery } from './receive-hook.ts';

/** Meta sends at most 3 MB; shops send less. */
const bodyLimit = 4 * 1024 * 1024;

/** The one address where vendors and shops report: `/hooks/:connectionId`. */
export async function addHookRoutes(http: Http, app: App, store: (delivery: Delivery) => Promise<void>): Promise<void> {
  await withRawBody(http, (corner) => {
    corner.route<{ Params: { connectionId: string }; Querystring: Record<string, string> }>({
      method: ['GET', 'POST'],
      url: '/hooks/:connectionId',
      bodyLimit,
      schema: { hide: true },
      // Forged requests cost one hash; genuine ones come in bursts from few addresses.
      config: { isPublic: true, rateLimit: false },
      // No browser shows the answer: its protecting headers would be a tenth of the work.
      helmet: false,
      handler: async (request, reply) => {
        // Shop pages post here too, without credentials: they may read whether their events were taken.
        reply.header('access-control-allow-origin', '*');
        const answer = await receiveHook(app, store, request.params.connectionId, {
          method: request.method === 'GET' ? 'GET' : 'POST',
          headers: headersOf(request.headers),
          query: request.query,
          body: request.body as Buffer,
          receivedAt: app.clock.now(),
        });
        return reply.status(answer.status).type('text/plain').send(answer.body ?? '');
      },
    });
  });
}

function headersOf(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));
}
