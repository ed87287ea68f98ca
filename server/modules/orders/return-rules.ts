import type { CartLine } from '#contract/inbound-event';
import type { ReturnPolicy } from '#contract/return-request';
import { dayMs } from '#platform/clock';
import { AppError } from '#platform/errors';
import { foldText } from '#platform/fold-text';
import type { FoundOrder } from './find-orders.ts';

/** Throws unless the merchant's policy lets a shopper begin this alone; a person may still decide otherwise. */
export function requireReturnable(order: Pick<FoundOrder, 'state' | 'paymentState' | 'fulfilmentState' | 'placedAt' | 'shipments'>, policy: ReturnPolicy, now: Date): void {
  if (!policy.isOn) throw new AppError('conflict', 'returns_by_person', 'Returns of this shop are begun by a person.');
  if (order.state === 'cancelled' || ['voided', 'failed', 'refunded'].includes(order.paymentState)) throw new AppError('conflict', 'order_cancelled', 'This order was cancelled or paid back already.');
  if (order.fulfilmentState === 'none' && order.shipments.length === 0) throw new AppError('conflict', 'not_shipped', 'This order has not left yet: a person can still change or cancel it.');
  const since = deliveredAt(order) ?? order.placedAt;
  if (now.getTime() - since.getTime() > policy.withinDays * dayMs) {
    throw new AppError('conflict', 'outside_policy', `Returns can be begun within ${policy.withinDays} days; these have passed.`, { withinDays: policy.withinDays });
  }
}

/** When the last parcel arrived; null: none did, or nobody said so. */
function deliveredAt({ shipments }: Pick<FoundOrder, 'shipments'>): Date | null {
  const times = shipments.filter(({ status }) => status === 'delivered').map(({ at }) => at.getTime());
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

/** The place of the line that a shopper means; -1: the whole order. Throws when the words fit none, or several that differ. */
export function findReturnLine(lines: readonly CartLine[], words: string | null): number {
  if (words === null || words.trim() === '') return lines.length === 1 ? 0 : -1;
  const wanted = wordsOf(words);
  const scored = lines.map((line, place) => ({ place, hits: wanted.filter((word) => wordsOf(`${line.title} ${line.variantTitle ?? ''}`).includes(word)).length }));
  const best = Math.max(0, ...scored.map(({ hits }) => hits));
  const fitting = scored.filter(({ hits }) => hits === best);
  if (best === 0) throw new AppError('conflict', 'line_unknown', `This order holds: ${namesOf(lines)}.`);
  if (fitting.length > 1) throw new AppError('conflict', 'which_line', `Several things fit. This order holds: ${namesOf(lines)}.`);
  return fitting[0]?.place ?? -1;
}

const namesOf = (lines: readonly CartLine[]) => lines.slice(0, 10).map(({ title, variantTitle }) => (variantTitle ? `${title} (${variantTitle})` : title)).join(', ');

const wordsOf = (text: string) => [...new Set(foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [])].filter((word) => word.length > 1 || /\d/.test(word));
