create table product (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  connection_id uuid not null,
  product_key text not null,
  version timestamptz not null,
  state text not null check (state in ('active', 'hidden', 'deleted')),
  title text not null,
  description text,
  vendor text,
  category text,
  tags text[] not null default '{}',
  url text,
  image_url text,
  currency text not null,
  attributes jsonb not null default '{}',
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, product_key)
);

create table variant (
  workspace_id uuid not null,
  connection_id uuid not null,
  variant_key text not null,
  product_id uuid not null,
  title text not null,
  sku text,
  price_minor bigint not null,
  compare_at_minor bigint,
  stock integer,
  -- Stock has its own news (inventory webhooks), so its own version.
  stock_version timestamptz,
  sells_when_empty boolean not null default false,
  inventory_key text,
  barcode text,
  options jsonb not null default '{}',
  image_url text,
  position integer not null default 0,
  primary key (workspace_id, connection_id, variant_key),
  foreign key (workspace_id, product_id) references product (workspace_id, id)
);
create index variant_of_product on variant (workspace_id, product_id, position);
create index variant_by_inventory on variant (workspace_id, connection_id, inventory_key) where inventory_key is not null;

-- Stock of each place, for shops that report it so; also keeps news that came before its variant.
create table stock_level (
  workspace_id uuid not null references workspace (id),
  connection_id uuid not null,
  inventory_key text not null,
  location_key text not null,
  stock integer not null,
  version timestamptz not null,
  primary key (workspace_id, connection_id, inventory_key, location_key)
);

create table cart (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  contact_id uuid,
  state text not null check (state in ('open', 'completed', 'deleted')),
  version timestamptz not null,
  currency text not null,
  total_minor bigint not null,
  item_count integer not null,
  lines jsonb not null,
  checkout_reached boolean not null default false,
  checkout_url text,
  activity_at timestamptz not null,
  discount_codes text[] not null default '{}',
  attributes jsonb not null default '{}',
  bot_signs text[] not null default '{}',
  bought_at timestamptz,
  order_id uuid,
  merged_into uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index cart_recent on cart (workspace_id, activity_at desc, id desc) where merged_into is null;
create index cart_of_contact on cart (workspace_id, contact_id, activity_at desc) where contact_id is not null;

create table cart_key (
  workspace_id uuid not null,
  connection_id uuid not null,
  key text not null,
  cart_id uuid not null,
  primary key (workspace_id, connection_id, key),
  foreign key (workspace_id, cart_id) references cart (workspace_id, id)
);
create index cart_key_of on cart_key (workspace_id, cart_id);

create table shop_order (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  order_key text not null,
  number text not null,
  version timestamptz not null,
  contact_id uuid,
  cart_id uuid,
  currency text not null,
  total_minor bigint not null,
  discount_minor bigint not null,
  lines jsonb not null,
  placed_at timestamptz not null,
  state text not null check (state in ('open', 'cancelled', 'closed')),
  payment_state text not null,
  fulfilment_state text not null,
  discount_codes text[] not null default '{}',
  status_url text,
  attributes jsonb not null default '{}',
  received_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, order_key),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index shop_order_of_contact on shop_order (workspace_id, contact_id, placed_at desc) where contact_id is not null;
create index shop_order_recent on shop_order (workspace_id, placed_at desc, id desc);

-- Cart keys an order named: a cart that comes later than its order finds here that it was bought.
create table order_cart_key (
  workspace_id uuid not null,
  connection_id uuid not null,
  key text not null,
  order_id uuid not null,
  primary key (workspace_id, connection_id, key),
  foreign key (workspace_id, order_id) references shop_order (workspace_id, id)
);

create table shipment (
  workspace_id uuid not null references workspace (id),
  connection_id uuid not null,
  shipment_key text not null,
  order_key text not null,
  version timestamptz not null,
  status text not null,
  carrier text,
  tracking_number text,
  tracking_url text,
  estimated_at timestamptz,
  primary key (workspace_id, connection_id, shipment_key)
);
create index shipment_of_order on shipment (workspace_id, connection_id, order_key);

-- What shoppers did on the shop's pages, and custom events. Append only, dropped by month.
create table activity (
  workspace_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  connection_id uuid not null,
  contact_id uuid,
  kind text not null,
  name text,
  cart_key text,
  product_key text,
  variant_key text,
  dwell_ms integer,
  attributes jsonb not null default '{}',
  primary key (workspace_id, at, id)
) partition by range (at);
create index activity_of_contact on activity (workspace_id, contact_id, at desc) where contact_id is not null;
