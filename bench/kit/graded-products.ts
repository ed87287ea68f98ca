import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { ProductIndex } from '../../server/modules/catalog/search/product-index.ts';
import { rankIndex } from '../../server/modules/catalog/search/search-index.ts';
import { measure } from '../../server/modules/catalog/search/graded/measure.ts';
import type { Measured } from '../../server/modules/catalog/search/graded/measure.ts';

const GradedProduct = z.object({ id: z.string(), title: z.string(), bullet_points: z.string().nullable(), description: z.string().nullable(), brand: z.string().nullable(), color: z.string().nullable(), category: z.array(z.string()) });
const Judgment = z.object({ query: z.string(), grades: z.record(z.string(), z.enum(['E', 'S', 'C', 'I'])) });

export interface GradedSet {
  index: ProductIndex;
  queries: z.infer<typeof Judgment>[];
}

/** Queries with human grades and the products they were graded over: `products.jsonl.gz` and `judgments.jsonl` in a folder. Null when it is not there. */
export function readGradedSet(folder: string): GradedSet | null {
  const [products, judgments] = [join(folder, 'products.jsonl.gz'), join(folder, 'judgments.jsonl')];
  if (!existsSync(products) || !existsSync(judgments)) return null;
  const index = new ProductIndex();
  for (const product of linesOf(gunzipSync(readFileSync(products)).toString('utf8'), GradedProduct)) {
    index.put({
      id: product.id,
      title: product.title,
      brand: product.brand || null,
      category: product.category.join(' > ') || null,
      tags: [],
      attributes: {},
      description: [product.bullet_points, product.description].filter((text) => text).join('\n'),
      variants: [{ position: 0, title: '', sku: null, options: product.color ? { Color: product.color } : {}, priceMinor: null, isAvailable: true }],
    });
  }
  return { index, queries: linesOf(readFileSync(judgments, 'utf8'), Judgment) };
}

/** Each query ranked by the very search of the product, with its settings. */
export function measureSet({ index, queries }: GradedSet): Measured[] {
  return queries.map(({ query, grades }) => {
    const ranking = rankIndex(index, { query, filters: {}, onlyAvailable: true, excludeProductIds: new Set(), home: 'US', count: 100, shown: 3 });
    return measure(ranking, new Map(Object.entries(grades)));
  });
}

function linesOf<Line>(text: string, schema: z.ZodType<Line>): Line[] {
  return text.split('\n').filter((line) => line !== '').map((line) => schema.parse(JSON.parse(line)));
}
