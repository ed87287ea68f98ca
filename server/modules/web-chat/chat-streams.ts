import type { ServerResponse } from 'node:http';
import type { App } from '#context';
import { AppError } from '#platform/errors';

const mostStreams = 5000;
const beatMs = 25_000;
const news = 'data: {}\n\n';

/** Open chats of this process: each is told that its conversation changed and reads it again. */
export interface ChatStreams {
  /** Room for one more stream; throws `too_many_streams` when this process has too many. */
  admit(conversation: { workspaceId: string; conversationId: string }): { carry(response: ServerResponse): void };
  close(): void;
}

export function openChatStreams(app: App, most = mostStreams): ChatStreams {
  const streams = new Map<string, Set<ServerResponse>>();
  let size = 0;
  const unsubscribe = app.live.subscribe(({ workspaceId, topic, id }) => {
    if (topic !== 'conversation') return;
    if (id !== null) return write(streams.get(`${workspaceId} ${id}`) ?? [], news);
    // News that names nothing is about several: everybody of the workspace looks.
    for (const [key, readers] of streams) if (key.startsWith(`${workspaceId} `)) write(readers, news);
  });
  const add = (key: string, response: ServerResponse) => {
    const readers = streams.get(key) ?? new Set();
    streams.set(key, readers.add(response));
    size += 1;
    response.once('close', () => {
      if (!readers.delete(response)) return;
      size -= 1;
      if (readers.size === 0 && streams.get(key) === readers) streams.delete(key);
    });
  };
  const timer = setInterval(() => {
    for (const readers of streams.values()) write(readers, ': beat\n\n');
  }, beatMs);
  timer.unref();
  return {
    admit: ({ workspaceId, conversationId }) => {
      if (size >= most) throw new AppError('rate_limited', 'too_many_streams', 'Too many chats are open just now.');
      return {
        carry: (response) => {
          response.write(': open\n\n');
          add(`${workspaceId} ${conversationId}`, response);
        },
      };
    },
    close: () => {
      clearInterval(timer);
      unsubscribe();
      for (const readers of streams.values()) for (const response of readers) response.end();
    },
  };
}

function write(readers: Iterable<ServerResponse>, text: string): void {
  for (const response of readers) if (!response.writableEnded) response.write(text);
}
