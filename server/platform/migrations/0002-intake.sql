-- A webhook as it came in. Replayed from here when it could not be applied; dropped by day after its retention.
create table inbound_delivery (
  workspace_id uuid not null,
  received_at timestamptz not null,
  id uuid not null,
  connection_id uuid not null,
  method text not null,
  headers jsonb not null,
  body bytea not null,
  state text not null check (state in ('applied', 'failed')),
  primary key (workspace_id, received_at, id)
) partition by range (received_at);

-- What recognises a repeated event. Outlasts the longest retry of any provider (Meta: 7 days).
create table inbound_key (
  workspace_id uuid not null,
  connection_id uuid not null,
  key text not null,
  received_at timestamptz not null,
  primary key (workspace_id, connection_id, key)
);
create index inbound_key_by_age on inbound_key using brin (received_at);

-- What could not be read or applied: shown to the operator, who can replay or dismiss it.
create table inbound_failure (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  connection_id uuid not null,
  delivery_id uuid not null,
  received_at timestamptz not null,
  event_key text,
  -- Null when the webhook as a whole could not be read.
  event jsonb,
  error_code text not null,
  error text not null,
  attempts integer not null default 1,
  state text not null check (state in ('open', 'replayed', 'dismissed')),
  settled_at timestamptz,
  primary key (workspace_id, id)
);
create index inbound_failure_open on inbound_failure (workspace_id, received_at desc) where state = 'open';
