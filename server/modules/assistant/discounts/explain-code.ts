import { findCode } from '#modules/carts';
import type { OpenCart } from '#modules/carts';
import { findOwnCode, wasUsed } from '#modules/flows';
import { formatMoney } from '#contract/money';
import type { FoundDiscount } from '#ports/storefront';
import { refuse } from '../define-tool.ts';
import type { ToolTurn } from '../define-tool.ts';

export interface JudgedCode {
  code: string;
  percent: number | null;
  amountMinor: number | null;
  isFreeShipping: boolean;
  /** False: the shop does not tell; whether it applies shows at the checkout. */
  isChecked: boolean;
}

/** Judges a code that a shopper typed, as far as anybody knows it. Refuses with the reason: unknown, expired, used, not yet, or a minimum. */
export async function judgeCode(turn: ToolTurn, cart: OpenCart, typed: string): Promise<JudgedCode> {
  const { app, workspaceId } = turn;
  const code = typed.trim().toUpperCase();
  const own = await findOwnCode(app.db, turn, code);
  // Made for one person: for anybody else there is no such code.
  if (own && !own.isTheirs) throw refuse('code_unknown', `The shop has no code ${code}.`);
  if (own && own.endsAt <= turn.now) throw refuse('code_expired', `The code ${code} has expired.`);
  if (own && (await wasUsed(app.db, workspaceId, code))) throw refuse('code_used', `The code ${code} was used already.`);
  const found = await findCode(app, workspaceId, cart.connectionId, code);
  if (found === 'untold') return { code, percent: own?.percent ?? null, amountMinor: null, isFreeShipping: own !== null && own.percent === null, isChecked: own !== null };
  if (found === null) throw refuse('code_unknown', `The shop has no code ${code}.`);
  requireUsable(turn, cart, found);
  return { code: found.code, percent: found.percent, amountMinor: found.amountMinor, isFreeShipping: found.isFreeShipping, isChecked: true };
}

function requireUsable({ locale }: ToolTurn, cart: OpenCart, { code, state, minimumMinor, minimumQuantity, currency }: FoundDiscount): void {
  if (state === 'expired') throw refuse('code_expired', `The code ${code} has expired.`);
  if (state === 'used_up') throw refuse('code_used', `The code ${code} was used already.`);
  if (state === 'not_yet') throw refuse('code_not_yet', `The code ${code} does not count yet.`);
  const goodsMinor = cart.lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0);
  if (minimumMinor !== null && currency === cart.currency && goodsMinor < minimumMinor) throw refuse('code_minimum', `The code ${code} counts from ${formatMoney({ amountMinor: minimumMinor, currency }, locale)} in goods.`);
  if (minimumQuantity !== null && cart.itemCount < minimumQuantity) throw refuse('code_minimum', `The code ${code} counts from ${minimumQuantity} things in the cart.`);
}
