-- Somebody asked to be told once when a variant can be bought again.
create table restock_wish (
  workspace_id uuid not null,
  connection_id uuid not null,
  variant_key text not null,
  contact_id uuid not null,
  -- New for every wish: the message that answers it is unique by this id.
  id uuid not null,
  -- The number that they wrote to, and in which conversation: proof that it was asked for.
  channel_connection_id uuid not null,
  conversation_id uuid not null,
  language text not null,
  wording text,
  wished_at timestamptz not null,
  state text not null check (state in ('waiting', 'planned', 'told', 'ended')),
  -- Why it ended without a message: "bought", "opted_out", or what the gate answered; null: it did not.
  reason text,
  -- When stock came back; null: not yet.
  due_at timestamptz,
  settled_at timestamptz,
  primary key (workspace_id, connection_id, variant_key, contact_id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index restock_wish_of_contact on restock_wish (workspace_id, contact_id);
create unique index restock_wish_by_id on restock_wish (workspace_id, id);
