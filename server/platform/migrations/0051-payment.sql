-- A link to pay exactly one version of a cart at one till. The row stands before the vendor is called, so that a lost answer makes no second link.
create table payment_link (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  -- The till: a connection of the port "payment".
  connection_id uuid not null,
  cart_id uuid not null,
  -- Null: nobody is known, or they were erased.
  contact_id uuid,
  -- Where the link was asked for; null: not in a chat.
  conversation_id uuid,
  -- Ours; the vendor repeats it in everything it tells of the payment.
  reference text not null,
  -- Currency, amount and goods in one short text: the same text is the same version of the cart.
  content_key text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  -- What is paid for, as it was in the cart.
  lines jsonb not null,
  discount_codes text[] not null default '{}',
  payer jsonb not null default '{}',
  language text not null,
  -- asked: the vendor was or is being called. closing: it may not be paid any more, the vendor is being told. failed: the vendor refused to make it.
  state text not null check (state in ('asked', 'open', 'closing', 'closed', 'expired', 'paid', 'failed')),
  provider_key text,
  url text,
  idempotency_key text not null,
  -- Why it failed or was closed, for people; null: neither.
  problem text,
  refusals smallint not null default 0,
  -- No reminder about the cart before this: a payment is being looked up, or a slip to pay with is out.
  hold_until timestamptz,
  -- When to look for news that no webhook brought; null: no more.
  next_check_at timestamptz,
  checks smallint not null default 0,
  -- What the money leads to; null: none came. held: a person decides.
  outcome text check (outcome in ('order_wanted', 'order_made', 'order_by_hand', 'held')),
  held_because text,
  order_id uuid,
  -- When a person said that what had to be decided is done; null: nobody did.
  handled_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  settled_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, reference),
  unique (workspace_id, idempotency_key),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id),
  foreign key (workspace_id, cart_id) references cart (workspace_id, id)
);
-- One link for a cart at a till that anybody could pay with.
create unique index payment_link_live on payment_link (workspace_id, cart_id, connection_id) where state in ('asked', 'open');
create index payment_link_of_cart on payment_link (workspace_id, cart_id);
create index payment_link_of_contact on payment_link (workspace_id, contact_id) where contact_id is not null;
create index payment_link_of_provider on payment_link (workspace_id, connection_id, provider_key) where provider_key is not null;
create index payment_link_recent on payment_link (workspace_id, created_at desc, id desc);
create index payment_link_check on payment_link (next_check_at) where next_check_at is not null;

-- A payment as its vendor has it: the newest state only; every change stands in payment_entry.
create table payment (
  workspace_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  connection_id uuid not null,
  -- The vendor's id.
  payment_key text not null,
  status text not null check (status in ('created', 'pending', 'authorized', 'failed', 'cancelled', 'expired', 'paid', 'partly_refunded', 'refunded', 'disputed', 'charged_back')),
  -- The vendor's time of this state.
  status_at timestamptz not null,
  amount_minor bigint not null,
  refunded_minor bigint not null default 0,
  currency text not null,
  reason text,
  voucher jsonb,
  payer jsonb not null default '{}',
  -- What was wrong with it when it was paid; null: nothing.
  fault text check (fault in ('amount_differs', 'paid_twice', 'bought_elsewhere', 'cart_changed', 'out_of_stock')),
  paid_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, payment_key),
  foreign key (workspace_id, link_id) references payment_link (workspace_id, id) on delete cascade,
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index payment_of_link on payment (workspace_id, link_id);
create index payment_recent on payment (workspace_id, created_at desc, id desc);

-- The ledger: what happened to a link and its payments, in order, never changed.
create table payment_entry (
  workspace_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  payment_id uuid,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  details jsonb not null default '{}',
  primary key (workspace_id, id),
  foreign key (workspace_id, link_id) references payment_link (workspace_id, id) on delete cascade
);
create index payment_entry_of_link on payment_entry (workspace_id, link_id, at, id);

-- Money that a member gives back. The row stands before the vendor is called; its id is the vendor's idempotency key.
create table payment_refund (
  workspace_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  idempotency_key text not null,
  -- Null: all that is left.
  amount_minor bigint check (amount_minor > 0),
  state text not null check (state in ('asked', 'done', 'refused')),
  refund_key text,
  problem text,
  asked_by text not null,
  asked_at timestamptz not null,
  settled_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, payment_id, idempotency_key),
  foreign key (workspace_id, payment_id) references payment (workspace_id, id) on delete cascade
);
-- One at a time: a second click cannot give back twice.
create unique index payment_refund_asked on payment_refund (workspace_id, payment_id) where state = 'asked';

-- A cart that was joined into another is found from there: its links go on.
create index cart_merged on cart (workspace_id, merged_into) where merged_into is not null;
