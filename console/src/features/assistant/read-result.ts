/** What a tool was asked and what it gave, as lines that a person reads. Outputs are read by the names of their fields, which carry the unit, so that a new tool is legible too. */

type Record_ = Record<string, unknown>;

/** One thing of a result: what it is called, and what is known of it. */
export interface ResultLine {
  title: string;
  facts: ResultFact[];
}

export type ResultFact =
  | { kind: 'money'; minor: number; currency: string; name: 'price' | 'total' }
  | { kind: 'stock'; stock: number }
  | { kind: 'quantity'; quantity: number }
  | { kind: 'change'; from: number; to: number }
  | { kind: 'days'; from: string | null; until: string | null }
  | { kind: 'link'; url: string }
  | { kind: 'words'; words: string };

const isRecord = (value: unknown): value is Record_ => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
const wholeOf = (value: unknown): number | null => (typeof value === 'number' && Number.isSafeInteger(value) ? value : null);

const askedBy = ['query', 'question', 'number', 'postalCode', 'place', 'code', 'reason', 'value', 'name'] as const;

/** The words in which a tool was asked; '' when it was asked with references only. */
export function readAsked(input: unknown): string {
  if (!isRecord(input)) return '';
  return askedBy.flatMap((name) => textOf(input[name]) ?? []).join(', ');
}

/** Things listed in a result come first; a result that is one thing itself gives one line. At most `most` lines. */
export function readResult(output: unknown, most = 6): { lines: ResultLine[]; more: number } {
  if (!isRecord(output)) return { lines: [], more: 0 };
  const cart = isRecord(output['cart']) ? output['cart'] : null;
  const lists = Object.values(output).filter((value) => Array.isArray(value));
  const things = [...lists.flat(), ...(cart && Array.isArray(cart['lines']) ? cart['lines'] : [])].filter(isRecord);
  const currency = textOf(output['currency']) ?? textOf(cart?.['currency']);
  const lines = [isRecord(output['order']) ? output['order'] : output, ...things, ...(cart ? [{ ...cart, lines: undefined, title: '' }] : [])].flatMap((thing) => readLine(thing, currency) ?? []);
  return { lines: lines.slice(0, most), more: Math.max(0, lines.length - most) };
}

function readLine(thing: Record_, outerCurrency: string | null): ResultLine | null {
  const title = ['title', 'source', 'name', 'number', 'system'].flatMap((name) => textOf(thing[name]) ?? [])[0] ?? '';
  const variant = textOf(thing['variantTitle']);
  const facts = readFacts(thing, textOf(thing['currency']) ?? outerCurrency);
  if (title === '' && facts.length === 0) return null;
  return { title: variant ? `${title} (${variant})` : title, facts };
}

function readFacts(thing: Record_, currency: string | null): ResultFact[] {
  const facts: ResultFact[] = [];
  const [price, total, stock, quantity] = [wholeOf(thing['priceMinor']), wholeOf(thing['totalMinor']), wholeOf(thing['stock']), wholeOf(thing['quantity'])];
  if (quantity !== null) facts.push({ kind: 'quantity', quantity });
  if (price !== null && currency) facts.push({ kind: 'money', minor: price, currency, name: 'price' });
  if (total !== null && currency) facts.push({ kind: 'money', minor: total, currency, name: 'total' });
  if (stock !== null) facts.push({ kind: 'stock', stock });
  const [from, to] = [wholeOf(thing['from']), wholeOf(thing['to'])];
  if (from !== null && to !== null) facts.push({ kind: 'change', from, to });
  const [fromOn, untilOn] = [textOf(thing['fromOn']), textOf(thing['untilOn'])];
  if (fromOn ?? untilOn) facts.push({ kind: 'days', from: fromOn, until: untilOn });
  for (const name of ['text', 'explanation', 'zone', 'size', 'code']) {
    const words = textOf(thing[name]);
    if (words) facts.push({ kind: 'words', words: words.length > 240 ? `${words.slice(0, 239)}…` : words });
  }
  const url = ['url', 'statusUrl'].flatMap((name) => textOf(thing[name]) ?? [])[0];
  if (url?.startsWith('https:')) facts.push({ kind: 'link', url });
  return facts;
}
