import { describe, expect, test } from 'vitest';
import { ProductIndex } from '../product-index.ts';
import { searchIndex } from '../search-index.ts';
import { makeCatalogue } from './make-catalogue.ts';
import { meanOf, measure } from './measure.ts';
import type { Grade } from './measure.ts';
import { gradeOf, questions } from './questions.ts';

const catalogue = makeCatalogue();
const index = new ProductIndex();
for (const { product } of catalogue) index.put(product);

const rank = (query: string) =>
  searchIndex(index, { query, filters: {}, onlyAvailable: true, excludeProductIds: new Set(), home: 'AR', count: 100, shown: 3 }).hits.map(({ productId }) => productId);

const measured = questions.map((question) => {
  const grades = new Map(catalogue.flatMap(({ product, truth }): [string, Grade][] => {
    const grade = gradeOf(question, truth);
    return grade ? [[product.id, grade]] : [];
  }));
  const ranking = rank(question.text);
  return { question, ranking, grades, ...measure(ranking, grades) };
});

describe('questions over a catalogue that speaks three languages', () => {
  test('has some 300 products and at least 40 questions, each with an answer', () => {
    expect(catalogue.length).toBeGreaterThan(290);
    expect(questions.length).toBeGreaterThanOrEqual(40);
    expect(measured.filter(({ grades }) => ![...grades.values()].includes('E')).map(({ question }) => question.text)).toEqual([]);
  });

  test.each(['es', 'pt', 'en'] as const)('questions in %s find what was asked first', (language) => {
    const own = measured.filter(({ question }) => question.language === language);
    const poor = own.filter(({ ndcg10 }) => ndcg10 < 0.5).map(({ question, ndcg10 }) => `${question.text}: ${ndcg10.toFixed(2)}`);
    expect(meanOf(own).ndcg10, poor.join('; ')).toBeGreaterThanOrEqual(0.85);
  });

  test('nearly all of what fits is among the finds', () => {
    expect(meanOf(measured).recall100).toBeGreaterThanOrEqual(0.85);
  });

  test('what only goes with a thing never comes before the thing itself', () => {
    const wrong = measured.filter(({ ranking, grades }) => ranking[0] !== undefined && grades.get(ranking[0]) !== 'E').map(({ question }) => question.text);
    expect(wrong.length, wrong.join('; ')).toBeLessThanOrEqual(questions.length * 0.08);
    for (const { ranking, grades, question } of measured) expect(grades.get(ranking[0] ?? '') ?? 'none', question.text).not.toBe('C');
  });
});
