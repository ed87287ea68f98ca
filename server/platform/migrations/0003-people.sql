create table contact (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  name text,
  first_name text,
  -- When the name was last stated: older news does not change it.
  name_at timestamptz,
  locale text,
  country text,
  region text,
  time_zone text,
  attributes jsonb not null default '{}',
  tags text[] not null default '{}',
  order_count integer,
  spent_minor bigint,
  spent_currency text,
  -- Version of the shop's own figures: older ones do not change them.
  shop_version timestamptz,
  last_order_at timestamptz,
  is_bot boolean not null default false,
  merged_into uuid,
  erased_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index contact_recent on contact (workspace_id, updated_at desc, id desc) where merged_into is null and erased_at is null;

create table contact_identity (
  workspace_id uuid not null,
  kind text not null check (kind in ('bsuid', 'phone', 'email', 'shop_customer', 'visitor')),
  -- phone: E.164; shop_customer and visitor: "<connection id>:<vendor's key>".
  value text not null,
  contact_id uuid not null,
  -- Collapses the regional variants of one phone (AR 9, BR ninth digit, MX 1).
  match_key text,
  -- The address the channel itself reported: the one to send to.
  reported text,
  -- The channel said that nobody is there, or they blocked us; cleared when they write.
  unreachable_until timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, kind, value),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) deferrable initially deferred
);
create index contact_identity_of on contact_identity (workspace_id, contact_id);
create index contact_identity_match on contact_identity (workspace_id, match_key) where match_key is not null;

-- Keyed hashes of erased people's identities: late webhooks cannot bring them back.
create table erased_identity (
  workspace_id uuid not null references workspace (id),
  hash text not null,
  erased_at timestamptz not null,
  primary key (workspace_id, hash)
);

-- The ledger: append only, each entry chained to the one before by its hash.
create table consent_entry (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  contact_id uuid not null,
  channel text not null,
  purpose text not null,
  state text not null check (state in ('granted', 'withdrawn')),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  source text not null,
  wording text,
  evidence jsonb not null default '{}',
  double_opt_in boolean not null default false,
  connection_id uuid,
  actor text not null,
  hash text not null,
  previous_hash text,
  primary key (workspace_id, id)
);
create index consent_entry_of on consent_entry (workspace_id, contact_id, occurred_at desc);

-- Where the ledger stands now.
create table consent (
  workspace_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  purpose text not null,
  state text not null check (state in ('granted', 'withdrawn')),
  occurred_at timestamptz not null,
  own_initiative boolean not null default false,
  entry_id uuid not null,
  primary key (workspace_id, contact_id, channel, purpose)
);

-- Addresses never to be written to again for marketing, by keyed hash: survives erasure and a new contact.
create table suppression (
  workspace_id uuid not null references workspace (id),
  hash text not null,
  reason text not null,
  at timestamptz not null,
  primary key (workspace_id, hash)
);
