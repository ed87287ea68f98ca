import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { useWorkspace } from './workspace.tsx';

/** Something changed: `topic` is the first part of the query keys to refresh, `id` what changed, null when many did. */
const LiveEvent = z.object({ topic: z.string(), id: z.string().nullish() });
type LiveEvent = z.infer<typeof LiveEvent>;
export type LiveState = 'connecting' | 'live' | 'reconnecting';

const LiveContext = createContext<LiveState>('connecting');
/** Several events in a burst refresh once. */
const gatherMs = 250;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

/** One stream for the open workspace; everything under `workspace.key(topic)` is refreshed when its topic is named. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    const refresh = gatherTopics((topic) => void queries.invalidateQueries({ queryKey: workspace.key(topic) }));
    const stream = openStream(workspace.api('/live'), {
      onState(next, wasLost) {
        setState(next);
        // What happened while the line was down is unknown, so everything shown is read again.
        if (next === 'live' && wasLost) void queries.invalidateQueries({ queryKey: ['workspace', workspace.id] });
      },
      onEvent: (event) => refresh.add(event.topic),
    });
    return () => {
      stream.close();
      refresh.stop();
    };
  }, [workspace, queries]);

  return <LiveContext value={state}>{children}</LiveContext>;
}

/** Whether changes arrive by themselves. */
export function useLiveState(): LiveState {
  return useContext(LiveContext);
}

interface StreamHandlers {
  onState(state: LiveState, wasLost: boolean): void;
  onEvent(event: LiveEvent): void;
}

function openStream(url: string, { onState, onEvent }: StreamHandlers): { close(): void } {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;
  let wasLost = false;

  const connect = () => {
    source = new EventSource(url);
    source.addEventListener('open', () => {
      retryMs = firstRetryMs;
      onState('live', wasLost);
      wasLost = false;
    });
    source.addEventListener('message', (message) => {
      const event = LiveEvent.safeParse(parseJson(message.data));
      if (event.success) onEvent(event.data);
    });
    source.addEventListener('error', () => {
      // The browser alone gives up after a refusal and hammers a dead server; this waits longer each time.
      source?.close();
      wasLost = true;
      onState('reconnecting', true);
      timer = setTimeout(connect, retryMs * (0.75 + Math.random() / 2));
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    });
  };
  connect();
  return {
    close() {
      clearTimeout(timer);
      source?.close();
    },
  };
}

function gatherTopics(refresh: (topic: string) => void): { add(topic: string): void; stop(): void } {
  const topics = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    add(topic) {
      topics.add(topic);
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const one of topics) refresh(one);
        topics.clear();
      }, gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
