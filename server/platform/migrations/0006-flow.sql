create table template (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  template_key text,
  name text not null,
  language text not null,
  category text not null,
  -- What we asked for; the channel may decide otherwise.
  requested_category text,
  status text not null,
  quality text not null default 'unknown',
  reason text,
  header jsonb not null default '{"kind":"none"}',
  body text not null,
  footer text,
  variables text[] not null default '{}',
  buttons jsonb not null default '[]',
  -- Which flow message it was written for, and the text's fingerprint.
  message_key text,
  content_hash text,
  version timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, name, language),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index template_by_message on template (workspace_id, message_key) where message_key is not null;

create table flow (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  playbook text,
  name text not null,
  -- Flows of one lane compete for a cart; the highest priority that accepts it wins.
  lane text not null,
  priority integer not null default 0,
  is_on boolean not null default false,
  activated_at timestamptz,
  version integer not null,
  definition jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);

create table flow_version (
  workspace_id uuid not null,
  flow_id uuid not null,
  version integer not null,
  definition jsonb not null,
  author text not null,
  created_at timestamptz not null,
  primary key (workspace_id, flow_id, version),
  foreign key (workspace_id, flow_id) references flow (workspace_id, id)
);

create table flow_run (
  workspace_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  flow_version integer not null,
  lane text not null,
  subject_kind text not null,
  subject_id uuid not null,
  contact_id uuid,
  state text not null check (state in ('armed', 'running', 'ended')),
  -- Counts abandonments of the same cart: a cart that was never messaged may be timed again.
  entry smallint not null default 1,
  node text,
  -- When the run next wakes; null while it waits for a send to settle. A step is one transaction, so it needs no lease.
  due_at timestamptz,
  -- End of the wait it is in; null between steps.
  wait_until timestamptz,
  pending_send_id uuid,
  pending_result text,
  pending_reason text,
  held_out boolean not null default false,
  arm text,
  messages_sent smallint not null default 0,
  first_sent_at timestamptz,
  last_sent_at timestamptz,
  replied_at timestamptz,
  -- Set when the run ended: recovered, bought_alone, messaged_no_sale, held_out, not_messaged; and why.
  outcome text,
  outcome_reason text,
  order_id uuid,
  -- The story: {at, kind, …} in order.
  log jsonb not null default '[]',
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, flow_id) references flow (workspace_id, id)
);
-- One case per cart and lane, for ever: a cart is never rescued twice.
create unique index flow_run_case on flow_run (workspace_id, subject_id, lane);
create index flow_run_of_contact on flow_run (workspace_id, contact_id, started_at desc) where contact_id is not null;
create index flow_run_of_flow on flow_run (workspace_id, flow_id, started_at desc);
-- Swept over all workspaces, so it does not lead with one.
create index flow_run_due on flow_run (due_at) where state <> 'ended' and due_at is not null;
