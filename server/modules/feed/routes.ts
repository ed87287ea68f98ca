import { z } from 'zod';
import { FeedQuery } from '#contract/feed';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { openFeed } from './open-feed.ts';

export function addFeedRoutes(http: Http, app: App): void {
  const feed = openFeed(app);
  http.get(
    '/v1/workspaces/:workspaceId/live',
    {
      schema: {
        summary: 'Server-sent events: {topic, id} of what changed',
        description: 'A stream of `text/event-stream` that does not end. Each event names what changed; ask for it again. Events may be lost while the line is down.',
        tags: ['live'],
        params: WorkspaceParams,
        querystring: FeedQuery,
        response: { 200: z.string() },
      },
    },
    (request, reply) => {
      const stream = feed.admit(request.actor);
      // From here on the answer is the stream's own; the headers that protect every answer are kept.
      reply.hijack();
      reply.raw.writeHead(200, { ...plainHeaders(reply.getHeaders()), 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      stream.carry(reply.raw, request.query.tabId ?? null);
    },
  );
  // Streams never end by themselves: without this a graceful stop would wait for every open console.
  http.addHook('preClose', async () => feed.close());
}

function plainHeaders(headers: Record<string, number | string | string[] | undefined>): Record<string, number | string | string[]> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
