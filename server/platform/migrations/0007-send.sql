-- The send ledger: one row per intended message. Who wants it, what the gate said, what became of it, what it cost.
create table send (
  workspace_id uuid not null,
  id uuid not null,
  origin text not null check (origin in ('flow', 'campaign', 'assistant', 'person', 'system')),
  -- The run, campaign, turn or request that wants it; with step and contact it makes a repeat impossible.
  origin_id uuid not null,
  step text not null,
  contact_id uuid not null,
  connection_id uuid not null,
  conversation_id uuid,
  cart_id uuid,
  flow_id uuid,
  channel text not null,
  purpose text not null,
  state text not null check (state in ('planned', 'claimed', 'in_doubt', 'accepted', 'delivered', 'read', 'refused', 'failed')),
  reason text,
  planned_at timestamptz not null,
  -- When it was meant to go; lateness is counted from here.
  planned_for timestamptz not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  attempts smallint not null default 0,
  -- What to say, before it is frozen: a flow message key, or content as it is.
  intent jsonb not null,
  content jsonb,
  template_id uuid,
  is_reply boolean not null default false,
  held_out boolean not null default false,
  would_send boolean,
  arm text,
  author_id text,
  author_name text,
  -- Every answer of the gate: {at, decision, checks, rulesVersion}.
  decisions jsonb not null default '[]',
  claimed_at timestamptz,
  provider_message_id text,
  accepted_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  problem jsonb,
  price jsonb,
  cost_micros bigint,
  cost_currency text,
  link_url text,
  click_count integer not null default 0,
  first_clicked_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, origin_id, step, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index send_of_contact on send (workspace_id, contact_id, planned_at desc);
create index send_of_conversation on send (workspace_id, conversation_id, planned_at desc) where conversation_id is not null;
create index send_of_cart on send (workspace_id, cart_id) where cart_id is not null;
create index send_by_provider on send (workspace_id, provider_message_id) where provider_message_id is not null;
create index send_recent on send (workspace_id, planned_at desc, id desc);
-- Swept over all workspaces, so they do not lead with one.
create index send_due on send (due_at) where state = 'planned';
create index send_unsettled on send (lease_until) where state in ('claimed', 'in_doubt');

-- How far a number's time is already given away: the earliest instant of its next free slot.
create table pace (
  workspace_id uuid not null,
  connection_id uuid not null,
  next_free_at timestamptz not null,
  -- The earliest instant after everything that waits in line.
  backlog_at timestamptz not null,
  primary key (workspace_id, connection_id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);

-- People reached outside a window, for the portfolio's daily limit.
create table reach (
  workspace_id uuid not null references workspace (id),
  portfolio_key text not null,
  contact_id uuid not null,
  last_at timestamptz not null,
  primary key (workspace_id, portfolio_key, contact_id)
);
create index reach_recent on reach (workspace_id, portfolio_key, last_at);

-- Which order is counted for which message, by which rule. One row per order, rule and window.
create table attribution (
  workspace_id uuid not null,
  order_id uuid not null,
  rule text not null,
  window_ms bigint not null,
  send_id uuid not null,
  run_id uuid,
  flow_id uuid,
  cart_id uuid,
  contact_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  ordered_at timestamptz not null,
  sent_at timestamptz not null,
  is_reversed boolean not null default false,
  primary key (workspace_id, order_id, rule, window_ms),
  foreign key (workspace_id, order_id) references shop_order (workspace_id, id)
);
create index attribution_by_time on attribution (workspace_id, ordered_at);
