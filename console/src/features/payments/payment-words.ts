import type { PaymentItem } from '#contract/payment';
import type { Tone } from '../../ui/status-badge.tsx';

/** Where a link stands, as one word of the texts: what became of the money where there is any, else of the link. */
export function standingOf({ state, status, result, fault, needsPerson }: Pick<PaymentItem, 'state' | 'status' | 'result' | 'fault' | 'needsPerson'>): string {
  if (status === 'disputed' || status === 'charged_back' || status === 'refunded' || status === 'partly_refunded') return status;
  if (needsPerson && fault !== null) return 'held';
  if (result === 'order_by_hand') return needsPerson ? 'order_by_hand' : 'paid';
  if (result === 'order_wanted') return 'order_wanted';
  if (state === 'paid') return 'paid';
  if (status === 'pending' || status === 'authorized') return 'pending';
  if (status === 'failed' && state === 'open') return 'refused';
  return state === 'asked' || state === 'closing' ? 'open' : state;
}

export function toneOf(item: Parameters<typeof standingOf>[0]): Tone {
  if (item.needsPerson) return 'attention';
  const standing = standingOf(item);
  if (standing === 'paid') return 'earned';
  return standing === 'charged_back' || standing === 'failed' ? 'broken' : standing === 'pending' || standing === 'open' ? 'accent' : 'neutral';
}
