-- How far each shop was read for what its webhooks may have missed.
create table connection_poll (
  workspace_id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('carts', 'orders')),
  -- Everything changed before this instant was read; the next reading begins a little earlier.
  read_until timestamptz not null,
  ran_at timestamptz not null,
  -- Null: the last reading went well.
  error text,
  primary key (workspace_id, connection_id, kind),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);

-- An event found by reading a shop came with no delivery.
alter table inbound_failure alter column delivery_id drop not null;
create index inbound_failure_recent on inbound_failure (workspace_id, received_at desc, id desc);
