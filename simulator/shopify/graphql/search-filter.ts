import { GraphqlFailure } from './graphql-failure.ts';

export type SearchFields<Item> = Record<string, (item: Item) => string | number | Date | null | (string | null)[]>;

interface Term {
  field: string | null;
  operator: ':' | ':>' | ':>=' | ':<' | ':<=';
  value: string;
  isNegative: boolean;
}

const TERM = /(-)?(?:(\w+)(:>=|:<=|:>|:<|:))?(?:'([^']*)'|"([^"]*)"|(\S+))/g;

/**
 * The rows that a search text such as `updated_at:>='2026-11-20T13:00:00Z' AND status:open` keeps. As on the platform, a
 * field that the search does not know is ignored; `OR` is not understood here and is refused rather than misread.
 */
export function filterBySearch<Item>(items: Item[], query: unknown, fields: SearchFields<Item>): Item[] {
  if (query === null || query === undefined || String(query).trim() === '') return items;
  const terms = readTerms(String(query));
  return items.filter((item) => terms.every((term) => matches(item, term, fields) !== term.isNegative));
}

function readTerms(query: string): Term[] {
  const terms: Term[] = [];
  for (const match of query.matchAll(TERM)) {
    const [whole, minus, field, operator, single, double, bare] = match;
    if (whole === 'AND') continue;
    if (whole === 'OR' || bare?.startsWith('(')) throw new GraphqlFailure('The pretend shop understands AND only.', 'BAD_REQUEST');
    terms.push({
      field: field ?? null,
      operator: (operator ?? ':') as Term['operator'],
      value: single ?? double ?? bare ?? '',
      isNegative: minus !== undefined,
    });
  }
  return terms;
}

function matches<Item>(item: Item, term: Term, fields: SearchFields<Item>): boolean {
  const read = term.field === null ? fields.default : fields[term.field];
  if (!read) return !term.isNegative;
  const found = read(item);
  const values = Array.isArray(found) ? found : [found];
  return values.some((value) => compare(value, term));
}

function compare(value: string | number | Date | null, { operator, value: wanted, field }: Term): boolean {
  if (value === null) return false;
  if (value instanceof Date) return order(value.getTime() - Date.parse(wanted), operator);
  if (typeof value === 'number') return order(value - Number(wanted.split('/').at(-1)), operator);
  if (field === null) return value.toLowerCase().includes(wanted.toLowerCase());
  if (wanted.endsWith('*')) return value.toLowerCase().startsWith(wanted.slice(0, -1).toLowerCase());
  return value.toLowerCase() === wanted.toLowerCase();
}

function order(difference: number, operator: Term['operator']): boolean {
  switch (operator) {
    case ':':
      return difference === 0;
    case ':>':
      return difference > 0;
    case ':>=':
      return difference >= 0;
    case ':<':
      return difference < 0;
    case ':<=':
      return difference <= 0;
  }
}
