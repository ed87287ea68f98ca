-- One turn of the assistant: what a shopper sent since the last answer, and the one answer to it. The row is the truth: whoever holds its lease
-- thinks, and it settles once.
create table assistant_turn (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  connection_id uuid not null,
  channel text not null,
  -- waiting: for the end of a burst; thinking: somebody has it under lease; the others are ends.
  state text not null check (state in ('waiting', 'thinking', 'answered', 'handed_over', 'dropped')),
  -- Incoming messages it answers, in order; one that comes while it is thought joins them.
  message_ids uuid[] not null,
  started_at timestamptz not null,
  -- When it is next taken: the end of the quiet time, or of the lease. Null: settled.
  due_at timestamptz,
  -- Never put off beyond this, however long the burst lasts.
  latest_at timestamptz not null,
  -- How often it was taken; whoever settles it must be the last one.
  attempts smallint not null default 0,
  settled_at timestamptz,
  -- Why it was dropped or handed over, in a word.
  reason text,
  engine text check (engine in ('guided', 'generative')),
  -- Why the wished engine did not answer; null: it did.
  fallback text,
  model text,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  -- Millionths of a US dollar that the model's maker charges.
  cost_micros bigint not null default 0,
  think_ms integer,
  send_id uuid,
  -- Calls with input and outcome, drafts, verdicts of the guards. Blanked by an erasure.
  record jsonb not null default '{}',
  -- What the engine wants to know next time.
  memory jsonb,
  -- A write that waits for the shopper's yes: {id, name, input, summary}.
  pending jsonb,
  -- Choices that were offered, by place: a tap names one.
  choices jsonb not null default '[]',
  -- What tools said and later turns may repeat: links, codes, numbers.
  facts jsonb not null default '[]',
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation (workspace_id, id)
);
-- One at a time in a conversation.
create unique index assistant_turn_open on assistant_turn (workspace_id, conversation_id) where state in ('waiting', 'thinking');
create index assistant_turn_of on assistant_turn (workspace_id, conversation_id, started_at desc);
create index assistant_turn_recent on assistant_turn (workspace_id, started_at desc, id desc);
-- Swept over all workspaces, so it does not lead with one.
create index assistant_turn_due on assistant_turn (due_at) where due_at is not null;

-- What a turn has changed already, so that thinking it again changes nothing twice.
create table assistant_effect (
  workspace_id uuid not null,
  turn_id uuid not null,
  key text not null,
  output jsonb,
  at timestamptz not null,
  primary key (workspace_id, turn_id, key),
  foreign key (workspace_id, turn_id) references assistant_turn (workspace_id, id) on delete cascade
);
