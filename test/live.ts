import type { FeedEvent } from '#contract/feed';

/** An open live stream, read as a browser reads it. */
export interface Listener {
  status: number;
  events: { event: FeedEvent; atMs: number }[];
  /** True once the server ended it. */
  isOver(): boolean;
  /** Resolves with the first event, past or to come, that fits. */
  next(fits: (event: FeedEvent) => boolean, limitMs?: number): Promise<{ event: FeedEvent; atMs: number }>;
  close(): Promise<void>;
}

export async function listenTo(url: string, headers: Record<string, string>): Promise<Listener> {
  const stop = new AbortController();
  const reply = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: stop.signal });
  const events: Listener['events'] = [];
  const wake = new Set<() => void>();
  let over = !reply.ok;
  const reading = reply.ok ? readEvents(reply, (event) => {
    events.push({ event, atMs: performance.now() });
    for (const tell of wake) tell();
  }).catch(() => undefined).finally(() => (over = true)) : reply.body?.cancel();
  return {
    status: reply.status,
    events,
    isOver: () => over,
    next: async (fits, limitMs = 20_000) => {
      const endsMs = performance.now() + limitMs;
      for (;;) {
        const found = events.find(({ event }) => fits(event));
        if (found) return found;
        const leftMs = endsMs - performance.now();
        if (leftMs <= 0) throw new Error(`No such news came within ${limitMs} ms. There were: ${JSON.stringify(events.map(({ event }) => event))}`);
        await new Promise<void>((settle) => {
          const timer = setTimeout(done, leftMs);
          function done() {
            clearTimeout(timer);
            wake.delete(done);
            settle();
          }
          wake.add(done);
        });
      }
    },
    close: async () => {
      stop.abort();
      await reading;
    },
  };
}

async function readEvents(reply: Response, onEvent: (event: FeedEvent) => void) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of reply.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) if (block.startsWith('data: ')) onEvent(JSON.parse(block.slice(6)) as FeedEvent);
  }
}

/** How long news takes from before something happens to its event, in milliseconds, one figure for each round, sorted. */
export async function measureNews(listener: Listener, rounds: number, fits: (event: FeedEvent) => boolean, happen: () => Promise<unknown>): Promise<number[]> {
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    listener.events.length = 0;
    const beganMs = performance.now();
    const arrived = listener.next(fits);
    await happen();
    figures.push((await arrived).atMs - beganMs);
  }
  return figures.sort((left, right) => left - right);
}
