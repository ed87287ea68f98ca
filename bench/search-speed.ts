import { applyStockChanges, describeIndexes, searchProducts } from '#modules/catalog';
import { inTransaction } from '#platform/database';
import { listProducts } from '../server/modules/catalog/read-products.ts';
import { kinds } from '../server/modules/catalog/search/graded/kinds.ts';
import { questions } from '../server/modules/catalog/search/graded/questions.ts';
import { giveBackMemory } from '../server/platform/give-back-memory.ts';
import { pauseMs, quantile } from './kit/bench.ts';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { seedProducts } from './kit/seed-products.ts';
import { openStage } from './kit/stage.ts';
import type { Stage } from './kit/stage.ts';

const variantsEach = 4;

export const searchSpeed: Bench = {
  name: 'search-speed',
  about: 'A catalogue of 100,000 variants (25,000 products of four) in memory: questions as shoppers write them, one after the other, each answered with price and stock from the database, while 200 stock changes a second arrive, one in eight of which sells a variant out or brings it back.',
  run: async ({ isQuick }: BenchOptions): Promise<Figure[]> => {
    const stage = await openStage();
    try {
      const products = isQuick ? 2500 : 25_000;
      await seedProducts(stage, products, variantsEach);
      return await measureSearch(stage, products, isQuick ? 150 : 1500);
    } finally {
      await stage.close();
    }
  },
};

async function measureSearch(stage: Stage, products: number, rounds: number): Promise<Figure[]> {
  const { app } = stage.test;
  giveBackMemory();
  const before = process.memoryUsage();
  const startMs = performance.now();
  await ask(stage, 'zapatilla');
  const buildMs = performance.now() - startMs;
  giveBackMemory();
  const after = process.memoryUsage();
  const [index] = await describeIndexes(app);
  const asked = makeQuestions(rounds);
  await timeAll(asked.slice(0, 60), (query) => ask(stage, query));
  const alone = await timeAll(asked, (query) => ask(stage, query));
  const news = startStockNews(stage, products);
  const busy = await timeAll(asked, (query) => ask(stage, query));
  const changesPerSecond = await news.stop();
  const listed = await timeAll(asked.slice(0, Math.min(60, rounds)), (search) => listProducts(app, { kind: 'system', id: 'bench', name: 'bench', workspaceId: stage.workspaceId, role: 'owner' }, { search, limit: 3 }));
  const grownBytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return [
    { what: 'every word found somewhere, by the database (p99)', value: quantile(listed, 0.99), unit: 'ms', isBaseline: true, note: 'unranked, no typos, no synonyms' },
    { what: 'one search, p50', value: quantile(alone, 0.5), unit: 'ms' },
    { what: 'one search, p99', value: quantile(alone, 0.99), unit: 'ms', goal: { atMost: 25 } },
    { what: 'one search while stock changes, p99', value: quantile(busy, 0.99), unit: 'ms', goal: { atMost: 25 } },
    { what: 'stock changes stored meanwhile', value: changesPerSecond, unit: '/s', goal: { atLeast: 180 } },
    { what: 'built on first use', value: buildMs / 1000, unit: 's', note: `${products.toLocaleString('en')} products` },
    { what: 'memory of the index', value: grownBytes / 2 ** 20, unit: 'MB', note: `${Math.round(grownBytes / (products * variantsEach))} bytes a variant; its own estimate ${Math.round((index?.bytes ?? 0) / 2 ** 20)} MB` },
  ];
}

const ask = ({ test, workspaceId }: Stage, query: string) => searchProducts(test.app, workspaceId, { query, filters: {}, onlyAvailable: true, excludeProductIds: [], limit: 3 });

/** Questions of the graded set in turn, every third with a size, every fifth mistyped, every seventh about something nobody sells. */
function makeQuestions(count: number): string[] {
  return Array.from({ length: count }, (_, number) => {
    const text = questions[number % questions.length]?.text ?? '';
    if (number % 7 === 6) return `${text} marca${number}`;
    if (number % 5 === 4) return text.replace(/(\p{L})(\p{L})(?=\p{L}*$)/u, '$2$1');
    return number % 3 === 2 ? `${text} talle 42` : `${text} ${kinds[number % kinds.length]?.titles.es ?? ''}`;
  });
}

async function timeAll(texts: readonly string[], run: (text: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const text of texts) {
    const startMs = performance.now();
    await run(text);
    times.push(performance.now() - startMs);
    await pauseMs(2);
  }
  return times;
}

/** Ten changes in one transaction, twenty times a second. `stop` gives how many were stored each second. */
function startStockNews(stage: Stage, products: number) {
  const { app } = stage.test;
  let [isStopped, sent] = [false, 0];
  const startMs = performance.now();
  const running = (async () => {
    for (let round = 0; !isStopped; round += 1) {
      const version = new Date(Date.now() + 60_000).toISOString();
      const events = Array.from({ length: 10 }, (_, at) => {
        const number = (round * 10 + at) * 7919;
        const event = { type: 'stock.changed' as const, inventoryKey: `i${(number % products) + 1}-${number % variantsEach}`, stock: number % 8 === 0 ? (round % 2) * 5 : 1 + (number % 17), version };
        return { workspaceId: stage.workspaceId, connectionId: stage.shopId, key: '', receivedAt: app.clock.now(), event };
      });
      await inTransaction(app.db, (tx) => applyStockChanges(app, tx, events));
      sent += events.length;
      await pauseMs(Math.max(0, startMs + (round + 1) * 50 - performance.now()));
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      await running;
      return sent / ((performance.now() - startMs) / 1000);
    },
  };
}
