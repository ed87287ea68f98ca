-- A discount that a run asked for: its code is fixed before the shop is called, so that a repeat cannot make a second one.
create table flow_discount (
  workspace_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  run_id uuid not null,
  connection_id uuid not null,
  code text not null,
  -- Null: free shipping.
  percent smallint,
  state text not null check (state in ('asked', 'created', 'refused')),
  -- Why there is none, in a word; null: there is.
  reason text,
  discount_key text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  asked_at timestamptz not null,
  settled_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, flow_id) references flow (workspace_id, id),
  foreign key (workspace_id, run_id) references flow_run (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index flow_discount_of_flow on flow_discount (workspace_id, flow_id, asked_at);

alter table flow_run add column discount_code text;
