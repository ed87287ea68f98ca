import type { z } from 'zod';
import type { CartLine } from '#contract/inbound-event';
import { maxCartLines } from '#contract/inbound-event';
import { clip, textOrNull } from '#kit';
import { pairToMinor } from './amounts.ts';
import type { Line } from './webhook-shapes.ts';

export interface MappedLines {
  lines: z.input<typeof CartLine>[];
  /** Says how many lines were left out of a cart longer than we keep; empty for all others. */
  attributes: Record<string, string>;
}

/** Lines with something in them, the first 500 of a longer cart: its total stays that of the whole. */
export function mapLines(lines: readonly Line[], currency: string): MappedLines {
  const filled = lines.filter(({ quantity }) => quantity > 0);
  const kept = filled.slice(0, maxCartLines);
  return {
    lines: kept.map((line, index) => ({
      variantKey: line.variant_id ?? null,
      productKey: line.product_id ?? null,
      title: clip(line.title ?? '', 500),
      variantTitle: clip(textOrNull(line.variant_title), 300),
      sku: clip(textOrNull(line.sku), 120),
      quantity: line.quantity,
      unitPriceMinor: pairToMinor(line.price_set, line.price, currency, `line_items.${index}.price`),
    })),
    attributes: kept.length < filled.length ? { lines_left_out: String(filled.length - kept.length) } : {},
  };
}

/** The currency the shopper saw, when a line tells it: cart bodies name none of their own. */
export function currencyOfLines(lines: readonly Line[]): string | null {
  return lines.find(({ price_set }) => price_set)?.price_set?.presentment_money.currency_code ?? null;
}

/** The merchant's and our own attributes of a cart, and where it came from; long ones cut, the first 50 kept. */
export function mapAttributes(pairs: readonly (readonly [string, unknown])[]): Record<string, string> {
  const readable = pairs.flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, clip(String(value), 500)] as const] : [],
  );
  return Object.fromEntries(readable.filter(([, value]) => value !== '').slice(0, 50));
}

/** Name of the cart attribute that carries the visitor of our storefront script. */
export const visitorAttribute = '_marchante_visitor';
/** Names of the order attributes by which an order paid in the chat is known again: our reference, and the cart that was paid. */
export const paymentAttribute = '_marchante_payment';
export const cartAttribute = '_marchante_cart';
/** Name of the cart attribute that carries our own reference of the cart. */
export const referenceAttribute = '_marchante_ref';

/** Our reference of the cart that was opened by a link of ours; it is one of the cart's keys. */
export function referenceOf(attributes: Record<string, string>): string | null {
  return clip(textOrNull(attributes[referenceAttribute]), 200);
}

export function visitorOf(attributes: Record<string, string>): string | null {
  return clip(textOrNull(attributes[visitorAttribute]), 200);
}
