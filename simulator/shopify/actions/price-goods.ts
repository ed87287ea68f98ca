import { sumLines, type LineFacts } from '../bodies/body-parts.ts';
import type { Discount, Shop, ShopProfile } from '../shop-state.ts';

export interface Totals {
  goodsMinor: number;
  discountMinor: number;
  shippingMinor: number;
  totalMinor: number;
}

/** Why a code changes nothing, or null when it counts. */
export function refuseDiscount(discount: Discount | undefined, now: Date): 'unknown' | 'not_yet' | 'expired' | 'used_up' | null {
  if (!discount) return 'unknown';
  if (now < discount.startsAt) return 'not_yet';
  if (discount.endsAt !== null && now >= discount.endsAt) return 'expired';
  if (discount.usageLimit !== null && discount.usedCount >= discount.usageLimit) return 'used_up';
  return null;
}

/** The discount that a code stands for, or null when there is none that counts now. Codes ignore case. */
export function findLiveDiscount(shop: Shop, code: string | null, now: Date): Discount | null {
  if (code === null) return null;
  const discount = shop.discounts.get(code.toUpperCase());
  return discount && refuseDiscount(discount, now) === null ? discount : null;
}

/** What the goods cost with a discount and the shipping chosen; shipping is free above the shop's threshold. */
export function priceGoods(lines: LineFacts[], discount: Discount | null, shippingMinor: number | null): Totals {
  const goodsMinor = sumLines(lines);
  const discountMinor = discount?.kind === 'basic' ? takeOff(lines.filter(({ productId }) => discount.productIds?.includes(productId) ?? true), discount) : 0;
  const isFree = discount?.kind === 'freeShipping' && (discount.mostShippingMinor === null || (shippingMinor ?? 0) <= discount.mostShippingMinor);
  const shipping = isFree ? 0 : (shippingMinor ?? 0);
  return { goodsMinor, discountMinor, shippingMinor: shipping, totalMinor: goodsMinor - discountMinor + shipping };
}

function takeOff(lines: LineFacts[], { percentage, amountMinor, isForEachItem }: Discount): number {
  const goodsMinor = sumLines(lines);
  if (percentage !== null) return Math.round(goodsMinor * percentage);
  const times = isForEachItem ? lines.reduce((sum, line) => sum + (line.quantity ?? 1), 0) : 1;
  return Math.min(goodsMinor, (amountMinor ?? 0) * times);
}

/** The two ways in which these shops send things. */
export function shippingChoices(profile: ShopProfile, goodsMinor: number): { id: string; priceMinor: number }[] {
  const isFree = goodsMinor >= profile.freeShippingFromMinor;
  return [
    { id: 'standard', priceMinor: isFree ? 0 : profile.shippingMinor },
    { id: 'express', priceMinor: profile.shippingMinor * 2 },
  ];
}
