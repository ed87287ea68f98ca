create table conversation (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  connection_id uuid not null,
  channel text not null,
  state text not null check (state in ('open', 'snoozed', 'closed')),
  -- Who answers the next message: a fact that flows, assistant and people set and turns reads.
  handler text not null check (handler in ('flow', 'assistant', 'person', 'none')),
  handler_run_id uuid,
  assignee_id text,
  -- 0 routine, 1 raised, 2 urgent.
  priority smallint not null default 0,
  handoff_reason text,
  tags text[] not null default '{}',
  waiting_since timestamptz,
  snoozed_until timestamptz,
  window_ends_at timestamptz,
  free_until timestamptz,
  is_owned boolean not null default true,
  unread_count integer not null default 0,
  last_message_at timestamptz,
  last_inbound_at timestamptz,
  last_preview text,
  -- Click id of the advertisement that began it; it comes once.
  referral jsonb,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index conversation_queue on conversation (workspace_id, state, priority desc, waiting_since) where state <> 'closed';
create index conversation_recent on conversation (workspace_id, last_message_at desc, id desc);

-- What came in, and what people wrote in the vendor's own app. What we send is in the send ledger.
create table message (
  workspace_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  conversation_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  author text not null check (author in ('contact', 'app', 'history')),
  provider_message_id text not null,
  content jsonb not null,
  in_reply_to text,
  edited_at timestamptz,
  is_revoked boolean not null default false,
  primary key (workspace_id, at, id)
) partition by range (at);
create index message_of on message (workspace_id, conversation_id, at desc, id desc);
create index message_by_provider on message (workspace_id, provider_message_id);

create table conversation_note (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  author_id text not null,
  author_name text not null,
  text text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation (workspace_id, id)
);
create index conversation_note_of on conversation_note (workspace_id, conversation_id, created_at);

-- What happened in a conversation besides messages: handed over, assigned, closed.
create table conversation_event (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  details jsonb not null default '{}',
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation (workspace_id, id)
);
create index conversation_event_of on conversation_event (workspace_id, conversation_id, at);
