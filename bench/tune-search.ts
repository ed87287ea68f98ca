import { parseArgs } from 'node:util';
import { rankingSettings } from '../server/modules/catalog/search/settings.ts';
import type { RankingSettings } from '../server/modules/catalog/search/settings.ts';
import { measureSet, readGradedSet } from './kit/graded-products.ts';

/**
 * `node bench/tune-search.ts --data ../shared/data/product-search [--rounds 200]`: tries weights around the present ones and says what the best of
 * them would reach on queries that did not choose them (five folds, many times). Prints the geometric mean of the best tenth: smoother than the
 * best, which has fitted the sample. Changes no file.
 */
const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/data/product-search' }, rounds: { type: 'string', default: '200' } } });
const set = readGradedSet(values.data);
if (!set) throw new Error(`There are no products.jsonl.gz and judgments.jsonl in ${values.data}. Name their folder with --data.`);

interface Trial {
  settings: RankingSettings;
  ndcg: number[];
  recall: number[];
}

const present = { ...rankingSettings };
const names = Object.keys(present) as (keyof RankingSettings)[];
const whole = new Set<keyof RankingSettings>(['feedbackDocuments', 'feedbackTerms']);
const shares = new Set<keyof RankingSettings>(['titleLength', 'bodyLength', 'otherForm', 'synonym', 'narrower', 'wider', 'foreign', 'joined', 'near', 'rareNear']);
const random = makeRandom(1);
const trials = Array.from({ length: Number(values.rounds) }, (_, round) => tryOut(round === 0 ? present : vary(0.2 + 0.4 * random())));
const all = trials[0]!.ndcg.map((_, query) => query);
const [ndcgNow, recallNow] = [mean(trials[0]!.ndcg, all), mean(trials[0]!.recall, all)];
const heldOut = crossValidate(20, 5);
const best = trials.toSorted((left, right) => worth(right, all) - worth(left, all)).slice(0, Math.max(1, Math.round(trials.length / 10)));
const mixed = Object.fromEntries(names.map((name) => [name, Number(geometricMean(best.map(({ settings }) => settings[name])).toPrecision(3))]));
process.stdout.write(`present settings: NDCG@10 ${ndcgNow.toFixed(4)}, Recall@100 ${recallNow.toFixed(4)}\n`);
process.stdout.write(`chosen on four fifths, held-out fifth: NDCG@10 ${heldOut.ndcg.toFixed(4)}, Recall@100 ${heldOut.recall.toFixed(4)}\n`);
process.stdout.write(`mean of the best tenth:\n${JSON.stringify(mixed, null, 2)}\n`);

function tryOut(settings: RankingSettings): Trial {
  Object.assign(rankingSettings, settings);
  const measured = measureSet(set!);
  return { settings: { ...settings }, ndcg: measured.map(({ ndcg10 }) => ndcg10), recall: measured.map(({ recall100 }) => recall100) };
}

function vary(spread: number): RankingSettings {
  const varied = { ...present };
  for (const name of names) {
    const value = present[name] * Math.exp(spread * normal());
    varied[name] = whole.has(name) ? Math.max(3, Math.round(value)) : shares.has(name) ? Math.min(1, value) : value;
  }
  return varied;
}

function crossValidate(repeats: number, folds: number) {
  const ends: { ndcg: number; recall: number }[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const order = all.map((query) => ({ query, rank: random() })).toSorted((left, right) => left.rank - right.rank).map(({ query }) => query);
    for (let fold = 0; fold < folds; fold += 1) {
      const held = order.filter((_, place) => place % folds === fold);
      const seen = order.filter((_, place) => place % folds !== fold);
      const chosen = trials.toSorted((left, right) => worth(right, seen) - worth(left, seen))[0]!;
      ends.push({ ndcg: mean(chosen.ndcg, held), recall: mean(chosen.recall, held) });
    }
  }
  return { ndcg: ends.reduce((sum, { ndcg }) => sum + ndcg, 0) / ends.length, recall: ends.reduce((sum, { recall }) => sum + recall, 0) / ends.length };
}

function worth({ ndcg, recall }: Trial, queries: readonly number[]): number {
  return mean(ndcg, queries) + 0.25 * mean(recall, queries);
}

function mean(list: readonly number[], places: readonly number[]): number {
  return places.reduce((sum, place) => sum + list[place]!, 0) / places.length;
}

function geometricMean(list: readonly number[]): number {
  return Math.exp(list.reduce((sum, value) => sum + Math.log(Math.max(1e-6, value)), 0) / list.length);
}

function normal(): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(2 * Math.PI * random());
}

function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
