/** A product's grade for a query: exact, substitute, complement, irrelevant. */
export type Grade = 'E' | 'S' | 'C' | 'I';

export interface Measured {
  ndcg10: number;
  recall100: number;
}

const gains: Record<Grade, number> = { E: 1, S: 0.1, C: 0.01, I: 0 };

/**
 * How good a ranking is: NDCG@10 against the ideal list of all grades (ungraded counts 0), and the share of exact and substitute products among
 * the first 100. Both 0 to 1.
 */
export function measure(ranking: readonly string[], grades: ReadonlyMap<string, Grade>): Measured {
  const gainsOf = (list: readonly (Grade | undefined)[]) => list.map((grade) => (grade ? gains[grade] : 0));
  const ideal = discount(gainsOf([...grades.values()]).toSorted((left, right) => right - left));
  const wanted = [...grades].filter(([, grade]) => grade === 'E' || grade === 'S').map(([id]) => id);
  const first = new Set(ranking.slice(0, 100));
  return {
    ndcg10: ideal === 0 ? 1 : discount(gainsOf(ranking.map((id) => grades.get(id)))) / ideal,
    recall100: wanted.length === 0 ? 1 : wanted.filter((id) => first.has(id)).length / wanted.length,
  };
}

const discount = (list: readonly number[]) => list.slice(0, 10).reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0);

export function meanOf(all: readonly Measured[]): Measured {
  const mean = (name: keyof Measured) => all.reduce((sum, one) => sum + one[name], 0) / Math.max(1, all.length);
  return { ndcg10: mean('ndcg10'), recall100: mean('recall100') };
}
