import type { AssistantTopic } from '#contract/assistant';
import type { Intent } from './guided/understanding.ts';
import type { ToolName } from './tool-shapes.ts';

/** Which topic each tool and each wish belongs to; what is in none is always dealt with (greetings, a person, an opt-out). */
const topicsOfTools: Partial<Record<ToolName, AssistantTopic>> = {
  search_products: 'products', product_detail: 'products', compare_products: 'products', check_stock: 'products', complete_set: 'products', size_guide: 'products', subscribe_restock: 'products',
  view_cart: 'cart', change_cart: 'cart', save_cart: 'cart', share_cart: 'cart', checkout_link: 'payment', payment_link: 'payment', apply_discount: 'discounts', delivery_estimate: 'shipping',
  order_status: 'orders', track_parcel: 'orders', start_return: 'returns',
};

const topicsOfIntents: Partial<Record<Intent, AssistantTopic>> = {
  find_product: 'products', help_choose: 'products', gift: 'products', product_question: 'products', compare: 'products', availability: 'products', price: 'products', size_help: 'products', compatibility: 'products',
  complete_set: 'products', restock: 'products', view_cart: 'cart', add_to_cart: 'cart', change_quantity: 'cart', remove_item: 'cart', save_cart: 'cart', share_cart: 'cart', checkout: 'payment', payment_methods: 'payment',
  discount_request: 'discounts', discount_problem: 'discounts', shipping_cost: 'shipping', delivery_time: 'shipping', order_status: 'orders', change_order: 'orders', return_policy: 'returns', start_return: 'returns',
  warranty: 'returns', store_info: 'store', trust: 'store',
};

export const topicOfTool = (name: ToolName): AssistantTopic | null => topicsOfTools[name] ?? null;
export const topicOfIntent = (intent: Intent | null): AssistantTopic | null => (intent === null ? null : (topicsOfIntents[intent] ?? null));
