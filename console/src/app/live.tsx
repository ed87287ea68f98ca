import { useQueryClient } from '@tanstack/react-query';
import type { Query } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FeedEvent } from '#contract/feed';
import { writeQuery } from './api.ts';
import { tabId } from './tab-id.ts';
import { useWorkspace } from './workspace.tsx';

/** Something changed: `topic` is the first part of the query keys to refresh, `id` what changed, null when many did. */
export type LiveEvent = FeedEvent;
export type LiveState = 'connecting' | 'live' | 'reconnecting';
type Listener = (event: LiveEvent) => void;

interface LiveLine {
  state: LiveState;
  listeners: Set<Listener>;
}
const LiveContext = createContext<LiveLine>({ state: 'connecting', listeners: new Set() });
interface Pace {
  /** The first event refreshes at once, those of so long afterwards together. */
  firstMs: number;
  /** While events keep coming the pauses grow up to this: a shop that is written to all the time must not ask without end. */
  longestMs: number;
}
const listPace: Pace = { firstMs: 250, longestMs: 1500 };
/** What is named by itself and looked at follows closer, however much is told of others: the next word of an open conversation is waited for. */
const namedPace: Pace = { firstMs: 40, longestMs: 40 };
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;
/** Said between members or to the reader alone: nothing on the server is to be read again. */
const spokenTopics = new Set(['presence', 'concern']);

/**
 * One stream for the open workspace; everything under `workspace.key(topic)` is refreshed when its topic is named. A query with
 * `meta.onlyFor` is about one thing: it is refreshed when that one, or several, are named, and before the lists unless `meta.canWait`.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const [listeners] = useState(() => new Set<Listener>());

  useEffect(() => {
    const invalidate = (topic: string, isConcerned: (about: string | null, canWait: boolean) => boolean) =>
      void queries.invalidateQueries({
        queryKey: workspace.key(topic),
        predicate: ({ meta }: Query) => isConcerned(typeof meta?.['onlyFor'] === 'string' ? meta['onlyFor'] : null, meta?.['canWait'] === true),
      });
    const named = gatherTopics(namedPace, (topic, ids) => invalidate(topic, (about, canWait) => about !== null && !canWait && ids !== null && ids.has(about)));
    const lists = gatherTopics(listPace, (topic, ids) => invalidate(topic, (about, canWait) => about === null || ids === null || (canWait && ids.has(about))));
    const stream = openStream(workspace.api('/live') + writeQuery({ tabId }), {
      onState(next, wasLost) {
        setState(next);
        // What happened while the line was down is unknown, so everything shown is read again.
        if (next === 'live' && wasLost) void queries.invalidateQueries({ queryKey: ['workspace', workspace.id] });
      },
      onEvent: (event) => {
        for (const listener of listeners) listener(event);
        if (spokenTopics.has(event.topic)) return;
        if (event.id !== null) named.add(event);
        lists.add(event);
      },
    });
    return () => {
      stream.close();
      named.stop();
      lists.stop();
    };
  }, [workspace, queries, listeners]);

  const line = useMemo(() => ({ state, listeners }), [state, listeners]);
  return <LiveContext value={line}>{children}</LiveContext>;
}

/** Whether changes arrive by themselves. */
export function useLiveState(): LiveState {
  return useContext(LiveContext).state;
}

/** Hears the events of one topic as they come, as long as the part is shown. */
export function useLiveEvents(topic: string, onEvent: Listener): void {
  const { listeners } = useContext(LiveContext);
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  useEffect(() => {
    const listener: Listener = (event) => event.topic === topic && latest.current(event);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listeners, topic]);
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
      const event = FeedEvent.safeParse(parseJson(message.data));
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

/** @param refresh ids are null when several changed that were not named. */
function gatherTopics({ firstMs, longestMs }: Pace, refresh: (topic: string, ids: ReadonlySet<string> | null) => void): { add(event: LiveEvent): void; stop(): void } {
  const topics = new Map<string, Set<string> | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let everyMs = firstMs;
  let flushedAtMs = -longestMs;
  const flush = () => {
    timer = undefined;
    flushedAtMs = performance.now();
    const gathered = [...topics];
    topics.clear();
    for (const [topic, ids] of gathered) refresh(topic, ids);
  };
  return {
    add({ topic, id }) {
      const known = topics.get(topic);
      if (id === null || known === null) topics.set(topic, null);
      else topics.set(topic, (known ?? new Set()).add(id));
      if (timer !== undefined) return;
      const quietMs = performance.now() - flushedAtMs;
      everyMs = quietMs > 2 * everyMs ? firstMs : Math.min(everyMs * 1.5, longestMs);
      // Even the first waits a moment: what one transaction changed is told in several events.
      timer = setTimeout(flush, Math.max(5, everyMs - quietMs));
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
