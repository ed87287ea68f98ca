import { makeCatalogue } from '../server/modules/catalog/search/graded/make-catalogue.ts';
import { meanOf, measure } from '../server/modules/catalog/search/graded/measure.ts';
import type { Grade, Measured } from '../server/modules/catalog/search/graded/measure.ts';
import { gradeOf, questions } from '../server/modules/catalog/search/graded/questions.ts';
import { ProductIndex } from '../server/modules/catalog/search/product-index.ts';
import { rankIndex } from '../server/modules/catalog/search/search-index.ts';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { measureSet, readGradedSet } from './kit/graded-products.ts';

/** Where a sample of the Shopping Queries Dataset (Reddy et al., 2022, arXiv 2206.06588) is looked for unless `--data` names another folder. */
const usualFolder = '../shared/data/product-search';

export const searchQuality: Bench = {
  name: 'search-quality',
  about: 'How well the catalogue search ranks, without any model: NDCG@10 (exact 1, substitute 0.1, complement 0.01) and Recall@100 over human grades, and over our own questions in three languages.',
  run: async ({ data }: BenchOptions): Promise<Figure[]> => [...measureOwn(), ...measurePublic(data ?? usualFolder)],
};

function measurePublic(folder: string): Figure[] {
  const set = readGradedSet(folder);
  if (!set) return [{ what: 'graded shopping queries', value: 0, unit: 'read', note: `skipped: no products.jsonl.gz and judgments.jsonl in ${folder}; name their folder with --data` }];
  const { ndcg10, recall100 } = meanOf(measureSet(set));
  const note = `${set.queries.length} queries, ${set.index.productCount.toLocaleString('en')} products`;
  return [
    { what: 'plain BM25, one field: NDCG@10', value: 0.5795, unit: '', isBaseline: true, note: 'as published with the data' },
    { what: 'plain BM25, one field: Recall@100', value: 0.813, unit: '', isBaseline: true, note: 'as published with the data' },
    { what: 'graded shopping queries: NDCG@10', value: ndcg10, unit: '', goal: { atLeast: 0.63 }, note },
    { what: 'graded shopping queries: Recall@100', value: recall100, unit: '', goal: { atLeast: 0.86 }, note },
  ];
}

function measureOwn(): Figure[] {
  const catalogue = makeCatalogue();
  const index = new ProductIndex();
  for (const { product } of catalogue) index.put(product);
  const measured = questions.map((question) => {
    const grades = new Map(catalogue.flatMap(({ product, truth }): [string, Grade][] => {
      const grade = gradeOf(question, truth);
      return grade ? [[product.id, grade]] : [];
    }));
    const ranking = rankIndex(index, { query: question.text, filters: {}, onlyAvailable: true, excludeProductIds: new Set(), home: 'AR', count: 100, shown: 3 });
    return { language: question.language, ...measure(ranking, grades) };
  });
  const figure = (what: string, part: Measured[]): Figure => ({ what: `own questions, ${what}: NDCG@10`, value: meanOf(part).ndcg10, unit: '', goal: { atLeast: 0.85 }, note: `${part.length} questions, ${catalogue.length} products` });
  return [
    figure('Spanish', measured.filter(({ language }) => language === 'es')),
    figure('Portuguese', measured.filter(({ language }) => language === 'pt')),
    figure('English', measured.filter(({ language }) => language === 'en')),
    { what: 'own questions, all: Recall@100', value: meanOf(measured).recall100, unit: '' },
  ];
}
