create index shop_order_of_cart on shop_order (workspace_id, cart_id) where cart_id is not null;
create index attribution_of_cart on attribution (workspace_id, cart_id) where cart_id is not null;
create index attribution_of_send on attribution (workspace_id, send_id);
create index consent_entry_by_time on consent_entry (workspace_id, occurred_at) where state = 'withdrawn';
create index activity_of_cart on activity (workspace_id, cart_key, at) where cart_key is not null;
create index conversation_waiting on conversation (workspace_id, priority desc, waiting_since) where waiting_since is not null and state <> 'closed';
