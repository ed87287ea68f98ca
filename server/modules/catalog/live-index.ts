import { setImmediate } from 'node:timers/promises';
import type { App } from '#context';
import { minuteMs } from '#platform/clock';
import type { Db } from '#platform/database';
import { rootOf } from '#platform/sandbox';
import { readAvailabilityByPosition, readChanges, readIndexedProducts, readIndexPage, readWatermark } from './index-queries.ts';
import type { CatalogChange, Watermark } from './index-queries.ts';
import { ProductIndex } from './search/product-index.ts';

interface LiveIndex {
  index: ProductIndex;
  watermark: Watermark;
  /** Changes from the watermark on that are in the index already, by kind and product. */
  applied: Map<string, number>;
  usedAtMs: number;
  /** The reading of changes under way, and the one that follows it for whoever came meanwhile. */
  reading: Promise<void> | null;
  following: Promise<void> | null;
  isRebuilding: boolean;
}

interface Opening {
  live: Promise<LiveIndex>;
  /** Null while it is built. */
  opened: LiveIndex | null;
}

/** Products read at once: about 20 ms of work, between which other requests get their turn. */
const pageSize = 50;
const keepUnusedMs = 30 * minuteMs;

const indexes = new WeakMap<Db, Map<string, Opening>>();

/**
 * The workspace's products as the database has them now: built on first use, then kept up by reading what transactions changed since. It asks the
 * database rather than waiting to be told, so no lost notification can leave it behind, in however many processes. A sandbox uses the index of the
 * database that it was opened in, and sees no products of its own.
 */
export async function openIndex(app: App, workspaceId: string): Promise<ProductIndex> {
  const db = rootOf(app.db);
  const all = indexes.get(db) ?? new Map<string, Opening>();
  indexes.set(db, all);
  const known = all.get(workspaceId);
  const live = await (known ?? beginOpening(app, all, workspaceId)).live;
  live.usedAtMs = app.clock.nowMs();
  if (known) await catchUp(app, workspaceId, live);
  else letGo(app, all, workspaceId);
  return live.index;
}

function beginOpening(app: App, all: Map<string, Opening>, workspaceId: string): Opening {
  const opening: Opening = { live: build(app, workspaceId), opened: null };
  all.set(workspaceId, opening);
  opening.live.then(
    (live) => (opening.opened = live),
    () => all.delete(workspaceId),
  );
  return opening;
}

/** What the searches of this process take, for health pages and measurements. */
export async function describeIndexes(app: App): Promise<{ workspaceId: string; products: number; bytes: number }[]> {
  const all = [...(indexes.get(rootOf(app.db)) ?? [])];
  return Promise.all(all.map(async ([workspaceId, { live }]) => {
    const { index } = await live;
    return { workspaceId, products: index.productCount, bytes: index.bytes };
  }));
}

async function build(app: App, workspaceId: string): Promise<LiveIndex> {
  const db = rootOf(app.db);
  // First the watermark, then the rows: what changes in between is read once more.
  const watermark = await readWatermark(db);
  const index = new ProductIndex();
  for (let afterId: string | null = null; ; ) {
    const page = await readIndexPage(db, workspaceId, afterId, pageSize);
    for (const product of page) index.put(product);
    afterId = page.at(-1)?.id ?? null;
    if (page.length < pageSize) break;
    await setImmediate();
  }
  return { index, watermark, applied: new Map(), usedAtMs: app.clock.nowMs(), reading: null, following: null, isRebuilding: false };
}

/** A reading that began before the caller came may miss what the caller knows of: then it waits for the next. */
async function catchUp(app: App, workspaceId: string, live: LiveIndex): Promise<void> {
  const start = () => {
    const reading = readNews(app, workspaceId, live).finally(() => {
      live.reading = null;
    });
    live.reading = reading;
    return reading;
  };
  if (!live.reading) return waitPatiently(app, start());
  live.following ??= live.reading.catch(() => undefined).then(() => {
    live.following = null;
    return live.reading ?? start();
  });
  return waitPatiently(app, live.following);
}

/** News may be long (a shop being read for the first time): then the answer is from what is there. Price and stock are always read anew. */
async function waitPatiently(app: App, reading: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((settle) => {
    timer = setTimeout(settle, app.config.searchPatienceMs);
  });
  await Promise.race([reading, patience]).finally(() => clearTimeout(timer));
  reading.catch(() => undefined);
}

async function readNews(app: App, workspaceId: string, live: LiveIndex): Promise<void> {
  const db = rootOf(app.db);
  const { index, applied } = live;
  const { changes, watermark } = await readChanges(db, workspaceId, live.watermark);
  const news = changes.filter((change) => (applied.get(keyOf(change)) ?? -1) < change.changedIn);
  const changed = news.filter(({ kind }) => kind === 'product').map(({ productId }) => productId);
  const isChanged = new Set(changed);
  const flipped = news.filter(({ kind, productId }) => kind === 'availability' && !isChanged.has(productId)).map(({ productId }) => productId);
  for (let start = 0; start < changed.length; start += pageSize) {
    await putAgain(db, workspaceId, index, changed.slice(start, start + pageSize));
    await setImmediate();
  }
  for (let start = 0; start < flipped.length; start += 500) {
    const available = await readAvailabilityByPosition(db, workspaceId, flipped.slice(start, start + 500));
    for (const [productId, byPosition] of available) index.setAvailable(productId, byPosition);
  }
  // It was made anew meanwhile, from rows that may be older than this news.
  if (live.index !== index) return readNews(app, workspaceId, live);
  for (const change of news) applied.set(keyOf(change), change.changedIn);
  for (const [key, changedIn] of applied) if (changedIn < watermark) applied.delete(key);
  live.watermark = watermark;
  if (index.isWorn && !live.isRebuilding) void rebuild(app, workspaceId, live);
}

const keyOf = ({ kind, productId }: CatalogChange) => `${kind} ${productId}`;

async function putAgain(db: Db, workspaceId: string, index: ProductIndex, ids: readonly string[]) {
  const products = await readIndexedProducts(db, workspaceId, ids);
  const shown = new Set(products.map(({ id }) => id));
  for (const id of ids) if (!shown.has(id)) index.remove(id);
  for (const product of products) index.put(product);
}

/** Replaced products take room until the index is made anew; the old one answers meanwhile. */
async function rebuild(app: App, workspaceId: string, live: LiveIndex) {
  live.isRebuilding = true;
  try {
    const fresh = await build(app, workspaceId);
    // The three belong together: a reading under way sees by the index that its own are no longer the ones.
    live.index = fresh.index;
    live.watermark = fresh.watermark;
    live.applied = fresh.applied;
  } catch (error) {
    app.log.warn({ err: error, workspaceId }, 'A catalogue search could not be built anew; the old one goes on');
  } finally {
    live.isRebuilding = false;
  }
}

/** Frees what was long unused and, over the limit of memory, what was used longest ago; never the one just opened, nor what is still being built. */
function letGo(app: App, all: Map<string, Opening>, keptId: string): void {
  const open = [...all].flatMap(([workspaceId, { opened }]) => (opened ? [{ workspaceId, live: opened }] : []));
  const now = app.clock.nowMs();
  let bytes = open.reduce((sum, { live }) => sum + live.index.bytes, 0);
  for (const { workspaceId, live } of open.toSorted((left, right) => left.live.usedAtMs - right.live.usedAtMs)) {
    if (workspaceId === keptId) continue;
    if (now - live.usedAtMs < keepUnusedMs && bytes <= app.config.searchMemoryBytes) continue;
    all.delete(workspaceId);
    bytes -= live.index.bytes;
  }
}
