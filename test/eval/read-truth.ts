import type { Moment } from './play.ts';
import { daysIn, foldText, moneyIn, spansIn } from './read-claims.ts';

/** All that the tools of a conversation gave so far. */
export interface Truth {
  amounts: Set<number>;
  /** Amounts that stand in pages and descriptions. */
  textAmounts: Set<number>;
  stocks: Set<number>;
  hasSoldOut: boolean;
  /** "MM-DD". */
  days: Set<string>;
  spans: Set<string>;
  /** Every text, folded. */
  text: string;
}

export function readTruth(moments: readonly Moment[]): Truth {
  const truth: Truth = { amounts: new Set(), textAmounts: new Set(), stocks: new Set(), hasSoldOut: false, days: new Set(), spans: new Set(), text: '' };
  const texts: string[] = [];
  for (const { calls, cart } of moments) {
    for (const { outcome } of calls) collect(outcome.output, '', truth, texts);
    if (cart) truth.amounts.add(cart.totalMinor);
  }
  const all = texts.join('\n');
  truth.text = foldText(all);
  for (const { minor } of moneyIn(all)) truth.textAmounts.add(minor);
  for (const { day } of daysIn(truth.text)) truth.days.add(day);
  for (const one of spansIn(all)) truth.spans.add(one);
  return truth;
}

function collect(value: unknown, name: string, truth: Truth, texts: string[]): void {
  if (Array.isArray(value)) for (const each of value) collect(each, name, truth, texts);
  else if (typeof value === 'object' && value !== null) {
    const { priceMinor, quantity } = value as Record<string, unknown>;
    // A line's sum is the one thing that may be worked out.
    if (typeof priceMinor === 'number' && typeof quantity === 'number') truth.amounts.add(priceMinor * quantity);
    for (const [key, inner] of Object.entries(value)) collect(inner, key, truth, texts);
  }
  else if (typeof value === 'number') collectNumber(value, name, truth);
  else if (typeof value === 'boolean') truth.hasSoldOut ||= name === 'isAvailable' && !value;
  else if (typeof value === 'string') {
    texts.push(value);
    const day = /^\d{4}-(\d{2}-\d{2})/.exec(value)?.[1];
    if (day) truth.days.add(day);
  }
}

function collectNumber(value: number, name: string, truth: Truth): void {
  if (name.endsWith('Minor')) truth.amounts.add(value);
  // What costs nothing is free.
  if (name === 'priceMinor' && value === 0) truth.spans.add('free');
  if (name === 'stock') truth.stocks.add(value);
  if (name === 'percent') truth.spans.add(`${value} %`);
}
