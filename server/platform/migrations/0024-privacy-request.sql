-- What people, through their shop, asked to have exported or erased, and what became of it.
create table privacy_request (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('export_person', 'erase_person', 'erase_shop')),
  -- Null: nobody here was recognised, or the request is about a whole shop.
  contact_id uuid,
  requested_at timestamptz not null,
  done_at timestamptz,
  -- The export, until the person is erased or the time to hand it over has passed.
  result jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index privacy_request_recent on privacy_request (workspace_id, requested_at desc, id desc);
