import type { PaymentStatus } from '#ports/payment';

/** States in which the payer's money came in, whatever became of it since. */
const settled: ReadonlySet<PaymentStatus> = new Set(['paid', 'partly_refunded', 'refunded', 'disputed', 'charged_back']);

export const isSettled = (status: PaymentStatus) => settled.has(status);

const ranks: Record<PaymentStatus, number> = { created: 0, pending: 1, authorized: 2, failed: 3, cancelled: 3, expired: 3, paid: 4, partly_refunded: 5, refunded: 6, disputed: 7, charged_back: 8 };

export interface PaymentState {
  status: PaymentStatus;
  at: Date;
  refundedMinor: number;
}

/**
 * Whether `news` is newer than what is stored. Money that came in outranks every attempt, whenever it is told; among attempts (a card refused,
 * then a slip to pay with) and among what follows the money (given back, disputed, a dispute won) the vendor's time decides, then the rank. A total
 * order: any arrival of the same news, in any order and however often, leaves the same state.
 */
export function isNewer(news: PaymentState, stored: PaymentState): boolean {
  return compareStates(news, stored) > 0;
}

export function compareStates(left: PaymentState, right: PaymentState): number {
  return (
    Number(isSettled(left.status)) - Number(isSettled(right.status)) ||
    left.at.getTime() - right.at.getTime() ||
    ranks[left.status] - ranks[right.status] ||
    left.refundedMinor - right.refundedMinor ||
    compareText(left.status, right.status)
  );
}

const compareText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

/** What can be given back of a payment. */
export function refundableOf({ status, amountMinor, refundedMinor }: { status: PaymentStatus; amountMinor: number; refundedMinor: number }): number {
  return status === 'paid' || status === 'partly_refunded' ? Math.max(0, amountMinor - refundedMinor) : 0;
}
