import type { App } from '#context';
import type { CartLine } from '#contract/inbound-event';
import { checkGoods } from '#modules/catalog';
import type { Goods } from '#modules/catalog';
import { AppError } from '#platform/errors';

/** A line that cannot be sold as the cart has it. */
export interface LineFault {
  title: string;
  variantKey: string;
  wanted: number;
  /** Units left; null: not counted. */
  stock: number | null;
  priceMinor: number;
  /** The shop's price now. */
  livePriceMinor: number;
}

export interface LineFaults {
  gone: LineFault[];
  /** Dearer or cheaper than the cart says. */
  repriced: LineFault[];
}

type Line = Pick<CartLine, 'variantKey' | 'title' | 'quantity' | 'unitPriceMinor'>;

/** Asks the shop for stock and price of these lines this moment. Goods that neither shop nor catalogue know pass: the shop refuses the order then. */
export async function checkLines(app: App, workspaceId: string, connectionId: string, lines: Line[]): Promise<LineFaults> {
  const keys = [...new Set(lines.flatMap(({ variantKey }) => (variantKey ? [variantKey] : [])))];
  return findFaults(lines, keys.length > 0 ? await checkGoods(app, workspaceId, connectionId, keys) : new Map());
}

/** Pure. */
export function findFaults(lines: Line[], goods: ReadonlyMap<string, Pick<Goods, 'isAvailable' | 'stock' | 'priceMinor'>>): LineFaults {
  const faults: LineFaults = { gone: [], repriced: [] };
  for (const line of lines) {
    const now = line.variantKey ? goods.get(line.variantKey) : undefined;
    if (!now || !line.variantKey) continue;
    const wanted = lines.filter(({ variantKey }) => variantKey === line.variantKey).reduce((sum, { quantity }) => sum + quantity, 0);
    const fault: LineFault = { title: line.title, variantKey: line.variantKey, wanted, stock: now.stock, priceMinor: line.unitPriceMinor, livePriceMinor: now.priceMinor };
    if (!now.isAvailable || (now.stock !== null && now.stock < wanted)) faults.gone.push(fault);
    else if (now.priceMinor !== line.unitPriceMinor) faults.repriced.push(fault);
  }
  return faults;
}

/** Throws when something cannot be had, or costs something else than the cart says: nobody pays an old price or for an empty shelf. */
export function requireSellable({ gone, repriced }: LineFaults): void {
  if (gone.length > 0) throw new AppError('conflict', 'out_of_stock', `Not enough in stock: ${gone.map(({ title }) => title).join(', ')}.`, { lines: gone });
  if (repriced.length > 0) throw new AppError('conflict', 'price_changed', `The price changed: ${repriced.map(({ title }) => title).join(', ')}.`, { lines: repriced });
}
