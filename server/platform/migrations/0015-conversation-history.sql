-- A change or withdrawal of a message that may not have arrived yet: the newest wins and waits for its message.
create table message_edit (
  workspace_id uuid not null,
  connection_id uuid not null,
  provider_message_id text not null,
  at timestamptz not null,
  -- Null: taken back by its author.
  content jsonb,
  primary key (workspace_id, connection_id, provider_message_id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);

-- A file a shopper sent, once fetched from the channel: kept under the data folder by its fingerprint.
create table media_file (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  connection_id uuid not null,
  media_key text not null,
  state text not null check (state in ('waiting', 'stored', 'gone')),
  mime_type text,
  size_bytes bigint,
  path text,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, media_key)
);
