-- Sign-in belongs to no workspace: one person may be a member of many. These auth_ tables are written by the sign-in library.

create table auth_user (
  id text primary key,
  name text not null,
  -- Lower case.
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  -- Language the person chose for the console; null: as the browser says.
  locale text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table auth_session (
  id text primary key,
  user_id text not null references auth_user (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_session_of_user on auth_session (user_id);

-- How a user proves who they are; "credential" is the password, kept as a hash.
create table auth_account (
  id text primary key,
  user_id text not null references auth_user (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index auth_account_of_user on auth_account (user_id);

-- Short-lived proofs, such as a sign-in that waits for its second factor.
create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_verification_by_identifier on auth_verification (identifier);

create table auth_two_factor (
  id text primary key,
  user_id text not null references auth_user (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create index auth_two_factor_of_user on auth_two_factor (user_id);

-- Sign-in attempts by keyed hash of the e-mail or the address they came from, counted over all processes.
create table sign_in_attempt (
  key text primary key,
  count integer not null,
  window_ends_at timestamptz not null
);

create table member (
  workspace_id uuid not null references workspace (id),
  user_id text not null references auth_user (id),
  role text not null check (role in ('analyst', 'agent', 'admin', 'owner')),
  created_at timestamptz not null,
  primary key (workspace_id, user_id)
);
-- The workspaces of a person who signs in: asked before any workspace is known.
create index member_of_user on member (user_id);

create table invitation (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  email text not null,
  role text not null check (role in ('analyst', 'agent', 'admin', 'owner')),
  token_hash text not null,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, token_hash)
);
-- One open invitation for each address: a new one replaces it.
create unique index invitation_open on invitation (workspace_id, email) where accepted_at is null and revoked_at is null;

create table api_key (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  name text not null,
  role text not null check (role in ('analyst', 'agent', 'admin', 'owner')),
  -- The last characters, for people to tell keys apart.
  hint text not null,
  secret_hash text not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, secret_hash)
);
