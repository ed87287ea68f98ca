/** Topics that an app may subscribe to through the API, and that these shops speak of. */
export const subscribableTopics = [
  'carts/create', 'carts/update',
  'checkouts/create', 'checkouts/update', 'checkouts/delete',
  'orders/create', 'orders/updated', 'orders/paid', 'orders/cancelled', 'orders/edited', 'orders/fulfilled', 'orders/partially_fulfilled',
  'order_transactions/create',
  'fulfillments/create', 'fulfillments/update', 'fulfillment_events/create',
  'refunds/create',
  'returns/request', 'returns/approve', 'returns/decline', 'returns/cancel', 'returns/close', 'returns/process', 'returns/update',
  'products/create', 'products/update', 'products/delete',
  'variants/in_stock', 'variants/out_of_stock', 'inventory_levels/update', 'inventory_items/update',
  'customers/create', 'customers/update', 'customers/merge', 'customers/delete',
  'customers_marketing_consent/update', 'customers_email_marketing_consent/update', 'customers_whats_app_marketing_consent/update',
  'draft_orders/create', 'draft_orders/update', 'discounts/redeemcode_added',
  'app/uninstalled', 'app/scopes_update', 'bulk_operations/finish', 'shop/update',
];
