import pg from 'pg';
import { sql } from 'kysely';
import { afterCommit } from './database.ts';
import type { Db, Tx } from './database.ts';
import type { Log } from './log.ts';

/** News between processes: what changed for whom, so that open consoles and sleeping workers look again. Lossy by design. */
export interface LiveNews {
  workspaceId: string;
  /** "conversation", "cart", "flow" … the first part of the console's query keys. */
  topic: string;
  id: string | null;
  /** Only these members and keys hear of it; absent: everybody in the workspace. */
  to?: readonly string[];
  /** A few words that are stored nowhere, such as who is typing. At most 500 characters. */
  about?: Readonly<Record<string, string>>;
}

export interface Live {
  /** Tells every process: the first news at once, what follows at most once in 50 ms for each distinct one. After the commit, never inside a transaction. */
  publish(news: LiveNews): void;
  subscribe(listener: (news: LiveNews) => void): () => void;
  close(): Promise<void>;
}

const channel = 'marchante_live';
const gatherMs = 50;
const maxGathered = 200;
/** A payload may have 8,000 bytes. */
const maxPayloadBytes = 7500;

/** Fans out through LISTEN/NOTIFY on one connection of its own, reconnecting by itself. */
export function openLive(databaseUrl: string, db: Db, log: Log): Live {
  const listeners = new Set<(news: LiveNews) => void>();
  const gathered = new Map<string, LiveNews>();
  let timer: NodeJS.Timeout | null = null;
  let client: pg.Client | null = null;
  let isClosed = false;

  const listen = async () => {
    if (isClosed) return;
    const next = new pg.Client({ connectionString: databaseUrl, application_name: 'marchante live' });
    next.on('error', () => undefined);
    next.on('end', () => !isClosed && setTimeout(() => void listen(), 1000).unref());
    next.on('notification', ({ payload }) => {
      for (const news of JSON.parse(payload ?? '[]') as LiveNews[]) for (const listener of listeners) listener(news);
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      client = next;
    } catch (error) {
      log.warn({ err: error }, 'The live connection to the database is away');
      await next.end().catch(() => undefined);
    }
  };
  void listen();

  let flushedAtMs = 0;
  const flush = () => {
    timer = null;
    flushedAtMs = performance.now();
    const batch = [...gathered.values()].slice(0, maxGathered);
    gathered.clear();
    for (const payload of payloadsOf(batch)) void sql`select pg_notify(${channel}, ${payload})`.execute(db).catch((error: unknown) => log.warn({ err: error }, 'Live news was lost'));
  };

  return {
    publish: (news) => {
      if (isClosed) return;
      gathered.set(`${news.workspaceId} ${news.topic} ${news.id ?? ''}${news.about ? JSON.stringify([news.about, news.to]) : ''}`, news);
      // News that was quiet for a while leaves as soon as those of the same moment are together.
      timer ??= setTimeout(flush, Math.max(1, flushedAtMs + gatherMs - performance.now()));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

/** The news as texts, each short enough to be told at once. */
function payloadsOf(batch: readonly LiveNews[]): string[] {
  const payloads: string[] = [];
  let texts: string[] = [];
  let bytes = 0;
  for (const news of batch) {
    const text = JSON.stringify(news);
    const more = Buffer.byteLength(text) + 1;
    if (bytes + more > maxPayloadBytes && texts.length > 0) {
      payloads.push(`[${texts.join(',')}]`);
      [texts, bytes] = [[], 0];
    }
    texts.push(text);
    bytes += more;
  }
  if (texts.length > 0) payloads.push(`[${texts.join(',')}]`);
  return payloads;
}

/** More of one kind at once are told as "several": a console then reads the list again. */
const maxNamed = 20;

/** Tells the consoles of each workspace what a transaction changed, once it stands. */
export function publishAfterCommit(live: Live, tx: Tx, topic: string, changes: readonly { workspaceId: string; id: string | null }[]): void {
  if (changes.length === 0) return;
  afterCommit(tx, () => {
    for (const [workspaceId, list] of Map.groupBy(changes, (change) => change.workspaceId)) {
      const ids = new Set(list.map(({ id }) => id));
      for (const id of ids.size > maxNamed ? [null] : ids) live.publish({ workspaceId, topic, id });
    }
  });
}
