import type { ServerResponse } from 'node:http';
import type { App } from '#context';
import { AppError } from '#platform/errors';

const mostStreams = 5000;
const beatMs = 25_000;

/** Open chats of this process: each is told that its conversation changed and reads it again. */
export interface ChatStreams {
  carry(conversation: { workspaceId: string; conversationId: string }, response: ServerResponse): void;
  close(): void;
}

export function openChatStreams(app: App): ChatStreams {
  const streams = new Map<string, Set<ServerResponse>>();
  let size = 0;
  const unsubscribe = app.live.subscribe(({ workspaceId, topic, id }) => {
    if (topic !== 'conversation' && topic !== 'send') return;
    // News that names nothing is about several: everybody of the workspace looks.
    for (const [key, readers] of streams) if (topic === 'send' || id === null ? key.startsWith(workspaceId) : key === `${workspaceId} ${id}`) write(readers, 'data: {}\n\n');
  });
  const timer = setInterval(() => {
    for (const readers of streams.values()) write(readers, ': beat\n\n');
  }, beatMs);
  timer.unref();
  return {
    carry: ({ workspaceId, conversationId }, response) => {
      if (size >= mostStreams) throw new AppError('rate_limited', 'too_many_streams', 'Too many chats are open just now.');
      const key = `${workspaceId} ${conversationId}`;
      const readers = streams.get(key) ?? new Set();
      streams.set(key, readers.add(response));
      size += 1;
      response.write(': open\n\n');
      response.once('close', () => {
        if (!readers.delete(response)) return;
        size -= 1;
        if (readers.size === 0 && streams.get(key) === readers) streams.delete(key);
      });
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
