import type { Line, View } from './types.ts';

/** What can be read out of GA4 ecommerce pushes. `lines` of an addition are the added ones only. */
export interface Shopping {
  view(view: View): void;
  change(lines: Line[], direction: 1 | -1, currency?: string): void;
  replace(lines: Line[], currency: string | undefined, total: number | undefined, isCheckout: boolean): void;
  purchase(orderKey: string | undefined, total: number | undefined): void;
}

interface Item {
  item_id?: string | number;
  item_name?: string;
  item_variant?: string;
  price?: number;
  quantity?: number;
}

interface Ecommerce {
  currency?: string;
  value?: number;
  transaction_id?: string;
  items?: Item[];
}

/** Reads what was pushed so far and whatever will be, without disturbing anyone else who listens. */
export function watchDataLayer(shopping: Shopping): void {
  const holder = window as unknown as { dataLayer?: unknown[] };
  const layer = (holder.dataLayer ??= []);
  for (const entry of layer) readEntry(entry, shopping);
  const push = layer.push.bind(layer);
  layer.push = (...entries: unknown[]) => {
    const length = push(...entries);
    for (const entry of entries) readEntry(entry, shopping);
    return length;
  };
}

/** A push of Tag Manager, `{event, ecommerce}`, or of gtag, `['event', name, parameters]`. A page's mistakes never reach it. */
export function readEntry(entry: unknown, shopping: Shopping): void {
  try {
    const [kind, name, parameters] = Array.from((entry ?? []) as ArrayLike<unknown>);
    if (kind === 'event') return act(String(name), (parameters ?? {}) as Ecommerce, shopping);
    const { event, ecommerce } = (entry ?? {}) as { event?: string; ecommerce?: Ecommerce };
    if (event && ecommerce) act(event, ecommerce, shopping);
  } catch {
    // Somebody pushed what is not ours to judge.
  }
}

function act(name: string, { currency, value, transaction_id: orderKey, items = [] }: Ecommerce, shopping: Shopping): void {
  const lines = items.map(toLine);
  const [first] = items;
  if (name === 'view_item' && first?.item_id !== undefined) shopping.view({ productKey: first.item_id });
  if (name === 'add_to_cart') shopping.change(lines, 1, currency);
  if (name === 'remove_from_cart') shopping.change(lines, -1, currency);
  if (name === 'view_cart') shopping.replace(lines, currency, value, false);
  if (name === 'begin_checkout') shopping.replace(lines, currency, value, true);
  if (name === 'purchase') shopping.purchase(orderKey, value);
}

function toLine({ item_id: id, item_name: title, item_variant: variantTitle, price, quantity }: Item): Line {
  return { variantKey: id, title: title ?? String(id ?? ''), variantTitle, unitPrice: price, quantity: quantity ?? 1 };
}
