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
