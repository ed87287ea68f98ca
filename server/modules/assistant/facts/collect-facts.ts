import { localDateOf } from '#platform/zoned-time';
import type { ToolResult } from '../engine.ts';
import type { Fact } from './fact.ts';

/** Fields whose texts the shop or our own rules wrote, so that a draft may repeat the figures in them. A product's description is not among them. */
const wordFields = new Set(['text', 'explanation', 'left', 'right', 'summary', 'source', 'cutOff', 'note']);
const titleFields = new Set(['title', 'variantTitle', 'name', 'brand', 'category', 'zone', 'carrier', 'vendorName', 'size', 'system', 'service', 'reasons', 'shared', 'values']);
/** Objects whose values are names of the catalogue: size, colour, material. */
const titleObjects = new Set(['options', 'attributes', 'preferences']);
const dayPattern = /^\d{4}-\d{2}-\d{2}/;

/** Every fact that the results of tools state, found by the names of their fields (see `tool-shapes.ts`). What was refused states nothing. Pure. */
export function collectFacts(results: readonly ToolResult[], timeZone: string): Fact[] {
  return dedupe(
    results.flatMap(({ outcome }): Fact[] => {
      if (outcome.kind === 'to_confirm') return [{ kind: 'words', text: outcome.summary }];
      return outcome.kind === 'done' ? factsIn(outcome.output, timeZone) : [];
    }),
  );
}

/** The facts in any value of our shapes, such as a cart. */
export function factsIn(value: unknown, timeZone: string): Fact[] {
  const facts: Fact[] = [];
  walk(value, { key: '', currency: null, isNamed: false }, { facts, timeZone });
  return facts;
}

interface Place {
  key: string;
  currency: string | null;
  /** Inside an object of names. */
  isNamed: boolean;
}

interface Collector {
  facts: Fact[];
  timeZone: string;
}

function walk(value: unknown, place: Place, into: Collector): void {
  // A list of objects is no object of names: the options of a delivery are not those of a variant.
  if (Array.isArray(value)) for (const item of value) walk(item, typeof item === 'object' ? { ...place, key: '' } : place, into);
  else if (typeof value === 'object' && value !== null) walkObject(value as Record<string, unknown>, place, into);
  else if (typeof value === 'number') into.facts.push(...readNumberField(place, value));
  else if (typeof value === 'string') into.facts.push(...readTextField(place, value, into.timeZone));
  else if (value === true && place.key === 'shipsToday') into.facts.push({ kind: 'ships_today' });
}

function walkObject(value: Record<string, unknown>, place: Place, into: Collector): void {
  const currency = typeof value['currency'] === 'string' ? value['currency'] : place.currency;
  const isNamed = place.isNamed || (titleObjects.has(place.key) && Object.values(value).every((part) => typeof part === 'string'));
  into.facts.push(...derivedFrom(value, currency));
  for (const [key, part] of Object.entries(value)) walk(part, { key, currency, isNamed }, into);
}

function readNumberField({ key, currency }: Place, value: number): Fact[] {
  if (key.endsWith('Minor')) return currency === null ? [] : [{ kind: 'price', minor: value, currency }];
  if (key === 'stock') return [{ kind: 'stock', count: value }];
  return key === 'percent' ? [{ kind: 'percent', value }] : [];
}

function readTextField({ key, isNamed }: Place, value: string, timeZone: string): Fact[] {
  if (isNamed || titleFields.has(key)) return [{ kind: 'title', text: value }];
  if (wordFields.has(key)) return [{ kind: 'words', text: value }];
  if (key.endsWith('On') && dayPattern.test(value)) return [{ kind: 'day', on: value.slice(0, 10) }];
  if (key.endsWith('At') && dayPattern.test(value)) return [{ kind: 'day', on: localDateOf(timeZone, Date.parse(value)) }];
  if ((key === 'url' || key.endsWith('Url')) && /^https?:/.test(value)) return [{ kind: 'link', url: value }];
  if (key === 'code' || key === 'discountCodes' || key === 'offerCode') return [{ kind: 'code', value }];
  if (key === 'number' || key === 'trackingCode' || key === 'returnId') return [{ kind: 'reference', value }];
  return [];
}


/** What simple arithmetic on one object says: a reduction in percent and in money, the sum of a line. */
function derivedFrom(value: Record<string, unknown>, currency: string | null): Fact[] {
  const { priceMinor, compareAtMinor, quantity } = value;
  if (typeof priceMinor !== 'number' || currency === null) return [];
  const facts: Fact[] = [];
  if (typeof compareAtMinor === 'number' && compareAtMinor > priceMinor) {
    facts.push({ kind: 'price', minor: compareAtMinor - priceMinor, currency }, { kind: 'percent', value: Math.round((1 - priceMinor / compareAtMinor) * 100) });
  }
  if (typeof quantity === 'number') facts.push({ kind: 'price', minor: priceMinor * quantity, currency });
  return facts;
}

function dedupe(facts: Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}
