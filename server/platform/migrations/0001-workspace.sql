-- Global tables (no workspace_id): workspace itself, the clock, and the route from a public hook address to its owner.
-- Every other table leads its keys with workspace_id, so that the schema can be distributed by it.

create table workspace (
  id uuid primary key,
  name text not null,
  country text not null,
  time_zone text not null,
  locale text not null,
  currency text not null,
  is_demo boolean not null default false,
  settings jsonb not null default '{}',
  -- Salt of the stable holdout: never changes, or the groups would be dealt anew.
  holdout_salt text not null,
  created_at timestamptz not null
);

-- One row: how far the clock of a demo or a test stands from the real one. Empty in production.
create table clock_offset (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null default 0
);

create table connection (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  port text not null,
  vendor text not null,
  name text not null,
  state text not null check (state in ('active', 'paused', 'closed')),
  -- Vendor's id of the account: events of another account of the same hook find their connection by it.
  account_key text,
  settings jsonb not null default '{}',
  sealed_secrets bytea,
  -- Facts from checks and account webhooks: quality, limits, restriction, shop currency.
  facts jsonb not null default '{}',
  health jsonb not null default '{}',
  checked_at timestamptz,
  last_event_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index connection_account on connection (workspace_id, vendor, account_key) where account_key is not null and state <> 'closed';

create table hook_route (
  connection_id uuid primary key,
  workspace_id uuid not null
);

create table audit_entry (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'system')),
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_kind text,
  subject_id text,
  details jsonb not null default '{}',
  primary key (workspace_id, id)
);
create index audit_entry_by_time on audit_entry (workspace_id, at desc, id desc);

-- Background work that is not a flow step or a send: synchronisation, exports, retention. The row is the truth.
create table job (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  -- At most one waiting job per name and key.
  key text not null,
  input jsonb not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  attempts integer not null default 0,
  last_error text,
  progress jsonb,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, name, key)
);
-- Swept over all workspaces, so it does not lead with one.
create index job_due on job (due_at);
