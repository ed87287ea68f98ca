import { z } from 'zod';
import type { VariantRef } from '#contract/catalog-search';
import { facets } from '#contract/catalog-search';
import { intents } from './understanding.ts';

/**
 * What a button of the guided engine asks for, and how it is written: words between colons, each part percent-encoded, such as
 * "add:<connectionId>:<variantKey>". Whatever does not fit the grammar exactly is no action: the words on the button count then.
 */
export type Action =
  /** Puts exactly this variant into the cart. */
  | { kind: 'add'; ref: VariantRef }
  /** Wants this product; its size is still to be asked where there are several. */
  | { kind: 'pick'; ref: VariantRef }
  | { kind: 'restock'; ref: VariantRef }
  | { kind: 'quantity'; ref: VariantRef; quantity: number }
  | { kind: 'show'; productId: string }
  | { kind: 'size'; productId: string; value: string }
  | { kind: 'colour'; productId: string; value: string }
  | { kind: 'facet'; facet: (typeof facets)[number]; value: string }
  | { kind: 'order'; number: string }
  | { kind: 'postal'; code: string }
  | { kind: 'return'; returnKind: 'return' | 'exchange' }
  /** A thing in an order, by its place from 0. */
  | { kind: 'line'; place: number }
  | { kind: 'reason'; reason: ReturnReason }
  | { kind: 'pay'; vendor: string }
  | { kind: 'topic'; topic: (typeof topics)[number] }
  | { kind: (typeof plainActions)[number] };

const plainActions = ['confirm', 'cancel', 'human', 'checkout', 'pay_here', 'more', 'cheaper', 'save', 'share', 'cart'] as const;
/** The buttons of rescue messages have topics of their own; they mean these intents. */
const rescueTopics = { shipping: 'shipping_cost', returns: 'return_policy', sizing: 'size_help', done: 'not_now' } as const;
const topics = [...intents, 'shipping', 'returns', 'sizing', 'done'] as const;
export const returnReasons = ['size', 'defect', 'mind'] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** The channel keeps at most 200 characters of a list row's id; a few are left for whoever carries it. */
const maxLength = 150;
const Part = z.string().min(1).max(maxLength);
const readers: Record<string, (parts: string[]) => Action | null> = {
  add: (parts) => withRef(parts, (ref) => ({ kind: 'add', ref })),
  pick: (parts) => withRef(parts, (ref) => ({ kind: 'pick', ref })),
  restock: (parts) => withRef(parts, (ref) => ({ kind: 'restock', ref })),
  quantity: ([connectionId, variantKey, count, ...rest]) =>
    connectionId && variantKey && count && rest.length === 0 && /^\d{1,2}$/.test(count) ? { kind: 'quantity', ref: { connectionId, variantKey }, quantity: Number(count) } : null,
  show: (parts) => withOne(parts, Part, (productId) => ({ kind: 'show', productId })),
  size: (parts) => withTwo(parts, (productId, value) => ({ kind: 'size', productId, value })),
  colour: (parts) => withTwo(parts, (productId, value) => ({ kind: 'colour', productId, value })),
  facet: (parts) =>
    withTwo(parts, (name, value) => {
      const facet = z.enum(facets).safeParse(name).data;
      return facet ? { kind: 'facet', facet, value } : null;
    }),
  order: (parts) => withOne(parts, z.string().min(1).max(60), (number) => ({ kind: 'order', number })),
  postal: (parts) => withOne(parts, z.string().min(1).max(12), (code) => ({ kind: 'postal', code })),
  return: (parts) => withOne(parts, z.enum(['return', 'exchange']), (returnKind) => ({ kind: 'return', returnKind })),
  line: (parts) => withOne(parts, z.string().regex(/^\d{1,2}$/), (place) => ({ kind: 'line', place: Number(place) })),
  reason: (parts) => withOne(parts, z.enum(returnReasons), (reason) => ({ kind: 'reason', reason })),
  pay: (parts) => withOne(parts, Part, (vendor) => ({ kind: 'pay', vendor })),
  topic: (parts) => withOne(parts, z.enum(topics), (topic) => ({ kind: 'topic', topic: topic in rescueTopics ? rescueTopics[topic as keyof typeof rescueTopics] : topic })),
};

function withOne<Value>(parts: string[], schema: z.ZodType<Value>, make: (value: Value) => Action): Action | null {
  const value = parts.length === 1 ? schema.safeParse(parts[0]) : null;
  return value?.success ? make(value.data) : null;
}

const withTwo = ([first, second, ...rest]: string[], make: (first: string, second: string) => Action | null) => (first && second && rest.length === 0 ? make(first, second) : null);
const withRef = (parts: string[], make: (ref: VariantRef) => Action) => withTwo(parts, (connectionId, variantKey) => make({ connectionId, variantKey }));

/** Null: not ours, or bent on its way. */
export function parseAction(text: string): Action | null {
  if (text.length > maxLength) return null;
  const parts = decodeParts(text);
  const [name = '', ...rest] = parts ?? [];
  if (rest.length === 0) {
    const plain = z.enum(plainActions).safeParse(name).data;
    if (plain) return { kind: plain };
    // The buttons of a rescue message come without the word "topic".
    return name in rescueTopics ? (readers['topic']?.([name]) ?? null) : null;
  }
  return Object.hasOwn(readers, name) ? (readers[name]?.(rest) ?? null) : null;
}

function decodeParts(text: string): string[] | null {
  try {
    return text.split(':').map((part) => decodeURIComponent(part));
  } catch {
    return null;
  }
}

/** Null when it would not fit under a button (a shop with very long keys): then the button is left out. */
export function formatAction(action: Action): string | null {
  const text = [action.kind, ...valuesOf(action)].map((part) => encodeURIComponent(part)).join(':');
  return text.length <= maxLength ? text : null;
}

function valuesOf(action: Action): string[] {
  if ('ref' in action) return [action.ref.connectionId, action.ref.variantKey, ...('quantity' in action ? [String(action.quantity)] : [])];
  if ('productId' in action) return [action.productId, ...('value' in action ? [action.value] : [])];
  if ('facet' in action) return [action.facet, action.value];
  if ('number' in action) return [action.number];
  if ('code' in action) return [action.code];
  if ('returnKind' in action) return [action.returnKind];
  if ('place' in action) return [String(action.place)];
  if ('reason' in action) return [action.reason];
  if ('vendor' in action) return [action.vendor];
  return 'topic' in action ? [action.topic] : [];
}
