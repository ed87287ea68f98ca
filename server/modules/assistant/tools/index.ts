import type { Tools } from '../define-tool.ts';
import { applyDiscount } from './apply-discount.ts';
import { changeCart } from './change-cart.ts';
import { checkStock } from './check-stock.ts';
import { checkoutLink } from './checkout-link.ts';
import { compareProductsTool } from './compare-products.ts';
import { completeSetTool } from './complete-set.ts';
import { deliveryEstimate } from './delivery-estimate.ts';
import { findPolicy } from './find-policy.ts';
import { optOut } from './opt-out.ts';
import { orderStatus } from './order-status.ts';
import { paymentLink } from './payment-link.ts';
import { productDetail } from './product-detail.ts';
import { rememberPreferenceTool } from './remember-preference.ts';
import { saveCart } from './save-cart.ts';
import { searchProductsTool } from './search-products.ts';
import { shareCart } from './share-cart.ts';
import { sizeGuide } from './size-guide.ts';
import { startReturnTool } from './start-return.ts';
import { subscribeRestock } from './subscribe-restock.ts';
import { trackParcel } from './track-parcel.ts';
import { viewCart } from './view-cart.ts';

/** Every tool, one line each; the type sees to it that none of `tool-shapes.ts` is missing. */
export const tools = {
  search_products: searchProductsTool,
  product_detail: productDetail,
  compare_products: compareProductsTool,
  check_stock: checkStock,
  complete_set: completeSetTool,
  size_guide: sizeGuide,
  find_policy: findPolicy,
  delivery_estimate: deliveryEstimate,
  view_cart: viewCart,
  change_cart: changeCart,
  apply_discount: applyDiscount,
  checkout_link: checkoutLink,
  payment_link: paymentLink,
  save_cart: saveCart,
  share_cart: shareCart,
  order_status: orderStatus,
  track_parcel: trackParcel,
  start_return: startReturnTool,
  remember_preference: rememberPreferenceTool,
  subscribe_restock: subscribeRestock,
  opt_out: optOut,
} satisfies Required<Tools>;
