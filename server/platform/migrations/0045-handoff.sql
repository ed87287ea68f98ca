-- In which language a turn was answered, so that a short word later is read in it.
alter table assistant_turn add column language text check (language in ('es', 'pt', 'en'));

-- What was said in a voice note, as a model heard it.
alter table message add column transcript text;

-- A conversation given to a person: why, by whom, and the six things they need to see.
create table handoff (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  at timestamptz not null,
  trigger text not null,
  -- One or two sentences for the person who takes it.
  summary text not null,
  -- Who handed it over: the assistant, a rule, a flow, a payment.
  given_by text not null check (given_by in ('assistant', 'rule', 'flow', 'payment', 'person')),
  turn_id uuid,
  priority smallint not null,
  tags text[] not null default '{}',
  assignee_id text,
  -- What the shopper was told; null: nothing.
  send_id uuid,
  -- Transcript, profile, orders, cart, viewed product, next step, as they were then. Blanked by an erasure.
  package jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
create index handoff_of on handoff (workspace_id, conversation_id, at desc);
create index handoff_by_time on handoff (workspace_id, at);
