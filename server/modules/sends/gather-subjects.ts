import type { CartLine } from '#contract/inbound-event';
import { goodsKey, readGoods } from '#modules/catalog';
import type { Tx } from '#platform/database';
import type { DueSend } from './claim-queries.ts';

/** The one thing that a notice is about, shown like a cart with one line. */
export interface Subject {
  cart: { lines: CartLine[]; totalMinor: number; currency: string };
  isBuyable: boolean;
}

/** What notices are about, as the catalogue knows it in this transaction, by send. A thing that is gone cannot be bought. */
export async function readSubjects(tx: Tx, sends: DueSend[]): Promise<Map<string, Subject>> {
  const about = sends.flatMap(({ workspaceId, id, intent }) => (intent.kind === 'notice' ? [{ workspaceId, id, ...intent.about }] : []));
  const goods = await readGoods(tx, about);
  return new Map(about.map((ref) => [ref.id, toSubject(goods.get(goodsKey(ref)))]));
}

function toSubject(found: Awaited<ReturnType<typeof readGoods>> extends Map<string, infer Goods> ? Goods | undefined : never): Subject {
  if (!found) return { cart: { lines: [], totalMinor: 0, currency: 'USD' }, isBuyable: false };
  const title = found.variantTitle ? `${found.title} (${found.variantTitle})` : found.title;
  return { cart: { lines: [{ variantKey: found.variantKey, title, quantity: 1, unitPriceMinor: found.priceMinor, imageUrl: found.imageUrl }], totalMinor: found.priceMinor, currency: found.currency }, isBuyable: found.isAvailable };
}
