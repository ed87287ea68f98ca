import { createHash } from 'node:crypto';
import type { App } from '#context';
import { openShop } from '#modules/connections';
import { ConnectorError } from '#ports/connector';

/** Letters and digits that are not taken for one another. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A code that cannot be guessed and is always the same for the same wish: a repeat asks the shop for the code it may have made already. */
export function discountCodeOf(discountId: string, tries: number): string {
  const bytes = createHash('sha256').update(`${discountId}:${tries}`).digest();
  return [...bytes.subarray(0, 10)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

export interface ShopCodeWish {
  workspaceId: string;
  connectionId: string;
  /** Of the wish: its code follows from it. */
  id: string;
  /** Shown to the merchant beside the code. */
  title: string;
  /** Null: free shipping. */
  percent: number | null;
  startsAt: Date;
  endsAt: Date;
}

export type ShopCodeAnswer = { kind: 'created'; code: string; discountKey: string | null } | { kind: 'refused'; reason: string };

/**
 * Makes a single-use code at the shop, outside any transaction. Throws `ConnectorError` when it is worth trying again later; everything else is
 * an answer. @param isRepeat it was asked for before: a code that is taken is the one whose answer was lost.
 */
export async function makeShopCode(app: App, wish: ShopCodeWish, isRepeat: boolean): Promise<ShopCodeAnswer> {
  const shop = await openShop(app, wish.workspaceId, wish.connectionId);
  const discounts = shop?.definition.discounts?.(shop.client);
  if (!discounts) return { kind: 'refused', reason: 'shop_makes_no_codes' };
  try {
    for (let tries = 0; tries < 3; tries += 1) {
      const code = discountCodeOf(wish.id, tries);
      const answer = await discounts.create({ code, title: `${wish.title} ${code}`, kind: wish.percent === null ? { freeShipping: true } : { percent: wish.percent }, startsAt: wish.startsAt, endsAt: wish.endsAt });
      if (answer.kind === 'created') return { kind: 'created', code, discountKey: answer.discountKey };
      if (isRepeat) return { kind: 'created', code, discountKey: code };
    }
    return { kind: 'refused', reason: 'code_taken' };
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'rate_limited' || error.kind === 'unavailable') throw error;
    return { kind: 'refused', reason: error.kind };
  }
}
