import type { Tools } from '../define-tool.ts';
import { applyDiscount } from './apply-discount.ts';
import { changeCart } from './change-cart.ts';
import { checkoutLink } from './checkout-link.ts';
import { optOut } from './opt-out.ts';
import { orderStatus } from './order-status.ts';
import { rememberPreferenceTool } from './remember-preference.ts';
import { saveCart } from './save-cart.ts';
import { shareCart } from './share-cart.ts';
import { startReturnTool } from './start-return.ts';
import { subscribeRestock } from './subscribe-restock.ts';
import { trackParcel } from './track-parcel.ts';
import { viewCart } from './view-cart.ts';

/** Every tool, one line each. */
export const tools: Tools = {
  view_cart: viewCart,
  change_cart: changeCart,
  apply_discount: applyDiscount,
  checkout_link: checkoutLink,
  save_cart: saveCart,
  share_cart: shareCart,
  order_status: orderStatus,
  track_parcel: trackParcel,
  start_return: startReturnTool,
  remember_preference: rememberPreferenceTool,
  subscribe_restock: subscribeRestock,
  opt_out: optOut,
};
