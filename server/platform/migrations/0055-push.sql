-- The key with which this installation shows itself to the push services of browsers. Made once; one for all workspaces, because a browser
-- has one subscription for each address.
create table push_key (
  only_row boolean primary key default true check (only_row),
  public_key text not null,
  sealed_private_key bytea not null,
  created_at timestamptz not null
);

-- A phone or computer of a member that wants to be told. Address and keys are sealed: who has them can write to the device.
create table push_device (
  workspace_id uuid not null,
  id uuid not null,
  user_id text not null,
  -- Keyed hash of the address, to know it again.
  address_hash text not null,
  sealed bytea not null,
  label text not null,
  -- The member wants to read names and words on the locked screen.
  shows_text boolean not null default false,
  kinds text[] not null,
  created_at timestamptz not null,
  told_at timestamptz,
  failed_count smallint not null default 0,
  primary key (workspace_id, id),
  unique (workspace_id, user_id, address_hash),
  foreign key (workspace_id, user_id) references member (workspace_id, user_id) on delete cascade
);
