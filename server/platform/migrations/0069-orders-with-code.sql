-- Whether a code was used is asked of the few orders that have one.
create index shop_order_with_code on shop_order (workspace_id, placed_at) where discount_codes <> '{}';
