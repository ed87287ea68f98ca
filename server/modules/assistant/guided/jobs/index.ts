import type { Answer, Job, JobName } from '../turn.ts';
import { addToCart } from './add-to-cart.ts';
import { availability, restock } from './availability.ts';
import { changeQuantity, keepOnly, removeItem } from './change-cart.ts';
import { checkout, paymentMethods } from './checkout.ts';
import { gift, helpChoose } from './choose-help.ts';
import { compare } from './compare.ts';
import { completeSet } from './complete-set.ts';
import { delivery } from './delivery.ts';
import { discountProblem, discountRequest } from './discount.ts';
import { findProduct } from './find-product.ts';
import { orderMessage } from './order-message.ts';
import { orderStatus } from './order-status.ts';
import { confirmed, declined, stillPending } from './pending.ts';
import { changeOrder, complaint, customRequest, deliveryProblem, fraud, paymentProblem, talkToPerson, wholesale } from './people.ts';
import { privacy, returnPolicy, storeInfo, trust, warranty } from './policies.ts';
import { compatibility, productQuestion } from './product-question.ts';
import { needsApproval, notNow, saveCart, shareCart, viewCart } from './show-cart.ts';
import { extremeShown, price, showProduct } from './show-product.ts';
import { replaceThing } from './replace-thing.ts';
import { sizeHelp } from './size-help.ts';
import { affirm, areYouABot, deny, goodbye, greeting, noted, optOut, thanks } from './small-talk.ts';
import { startReturn } from './start-return.ts';
import { addVariantToo, swapVariant } from './swap-variant.ts';
import { clarify, outOfScope, unclear, unseen } from './unclear.ts';
import { whichNumber } from './which-number.ts';

/** Who does what: every intent has its job. */
export const jobs: Record<JobName, Job | Answer> = {
  greeting, thanks, goodbye, affirm, deny, noted,
  find_product: findProduct, help_choose: helpChoose, gift, product_question: productQuestion, compare, availability, price, size_help: sizeHelp, compatibility, complete_set: completeSet, restock, show_product: showProduct, extreme_shown: extremeShown,
  view_cart: viewCart, add_to_cart: addToCart, change_quantity: changeQuantity, swap_variant: swapVariant, add_variant: addVariantToo, replace_thing: replaceThing, remove_item: removeItem, keep_only: keepOnly, save_cart: saveCart, share_cart: shareCart, order_message: orderMessage,
  checkout, payment_methods: paymentMethods, payment_problem: paymentProblem, discount_request: discountRequest, discount_problem: discountProblem,
  shipping_cost: delivery, delivery_time: delivery, order_status: orderStatus, delivery_problem: deliveryProblem, change_order: changeOrder, return_policy: returnPolicy, start_return: startReturn, warranty,
  store_info: storeInfo, trust, are_you_a_bot: areYouABot, privacy, opt_out: optOut, not_now: notNow, needs_approval: needsApproval,
  talk_to_person: talkToPerson, complaint, fraud, wholesale, custom_request: customRequest,
  confirmed, declined, still_pending: stillPending, clarify, unclear, which_number: whichNumber, out_of_scope: outOfScope, unseen,
};
