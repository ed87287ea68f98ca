import type { ServerResponse } from 'node:http';
import { sql } from 'kysely';
import type { App } from '#context';
import type { FeedEvent } from '#contract/feed';
import type { Actor } from '#platform/actor';
import { AppError } from '#platform/errors';

export interface FeedLimits {
  /** Open streams of one member or key: a few tabs on a few devices. */
  perActor: number;
  /** Open streams of this process. */
  perProcess: number;
  /** How often a quiet line is kept open, and its reader checked. */
  beatMs: number;
  /** A reader this far behind is cut off; it reads everything anew when it comes back. */
  maxBufferedBytes: number;
}

export const feedLimits: FeedLimits = { perActor: 12, perProcess: 5000, beatMs: 25_000, maxBufferedBytes: 256 * 1024 };

/** All live streams of this process, fed by one subscription. */
export interface Feed {
  /** Room for one more stream; throws `too_many_streams` when the actor or the process has too many. */
  admit(actor: Actor): { carry(response: ServerResponse, tabId: string | null): void };
  readonly size: number;
  close(): void;
}

interface Stream {
  actor: Actor;
  response: ServerResponse;
  /** Null: no page of the console reads it. */
  tabId: string | null;
}

export function openFeed(app: App, limits: FeedLimits = feedLimits): Feed {
  const streams = new Map<string, Set<Stream>>();
  let size = 0;
  let isClosing = false;

  const unsubscribe = app.live.subscribe(({ workspaceId, topic, id, to, about }) => {
    const readers = streams.get(workspaceId);
    if (!readers) return;
    const concerned = to ? [...readers].filter(({ actor }) => to.includes(actor.id)) : readers;
    write(concerned, eventText({ topic, id, ...(about && { about }) }), limits.maxBufferedBytes);
  });

  const add = (stream: Stream) => {
    const { workspaceId } = stream.actor;
    const readers = streams.get(workspaceId) ?? new Set();
    streams.set(workspaceId, readers.add(stream));
    size += 1;
    stream.response.once('close', () => {
      if (!readers.delete(stream)) return;
      size -= 1;
      if (readers.size === 0) streams.delete(workspaceId);
      if (!isClosing && ![...readers].some(({ tabId }) => tabId === stream.tabId)) tellGone(app, stream);
    });
  };

  const beat = async () => {
    for (const [workspaceId, readers] of streams) {
      const welcome = await findWelcome(app, workspaceId, [...readers]);
      for (const stream of readers) if (!welcome.has(stream.actor.id)) stream.response.end();
      write(readers, ': beat\n\n', limits.maxBufferedBytes);
    }
  };
  const timer = setInterval(() => void beat().catch((error: unknown) => app.log.warn({ err: error }, 'The readers of live streams could not be checked')), limits.beatMs);
  timer.unref();

  return {
    get size() {
      return size;
    },
    admit: (actor) => {
      const own = [...(streams.get(actor.workspaceId) ?? [])].filter((stream) => stream.actor.id === actor.id).length;
      if (own >= limits.perActor || size >= limits.perProcess) {
        throw new AppError('rate_limited', 'too_many_streams', 'Too many live pages are open. Close one of them.', { perActor: limits.perActor });
      }
      return {
        carry: (response, tabId) => {
          // The first bytes make the browser say that the line is open.
          response.write(': open\n\n');
          add({ actor, response, tabId });
        },
      };
    },
    close: () => {
      isClosing = true;
      clearInterval(timer);
      unsubscribe();
      for (const readers of streams.values()) for (const { response } of readers) response.end();
    },
  };
}

/**
 * A page that goes says nothing more, however it went: its line says so. Those who saw its reader in a conversation see them no longer; one whose
 * line only broke says soon that they are still there.
 */
function tellGone(app: App, { actor, tabId }: Stream): void {
  if (tabId === null || actor.kind !== 'member') return;
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'presence', id: null, about: { memberId: actor.id, name: actor.name.slice(0, 100), state: 'left', tabId } });
}

const eventText = (event: FeedEvent) => `data: ${JSON.stringify(event)}\n\n`;

function write(readers: Iterable<Stream>, text: string, maxBufferedBytes: number): void {
  for (const { response } of readers) {
    if (response.writableLength > maxBufferedBytes) response.destroy();
    else if (!response.writableEnded) response.write(text);
  }
}

/** The ids of those who may still listen: a member removed or a key withdrawn since the stream began may not. */
async function findWelcome(app: App, workspaceId: string, streams: Stream[]): Promise<Set<string>> {
  const members = streams.filter(({ actor }) => actor.kind === 'member').map(({ actor }) => actor.id);
  const keys = streams.filter(({ actor }) => actor.kind === 'api_key').map(({ actor }) => actor.id);
  const { rows } = await sql<{ id: string }>`
    select user_id as id from member where workspace_id = ${workspaceId} and user_id = any(${members})
    union all
    select id::text from api_key where workspace_id = ${workspaceId} and id = any(${keys}::uuid[]) and revoked_at is null
      and (expires_at is null or expires_at > ${app.clock.now()})`.execute(app.db);
  return new Set(rows.map(({ id }) => id));
}
