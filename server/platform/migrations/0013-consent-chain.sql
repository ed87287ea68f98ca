-- Each contact has a chain of its own, so that two people's words never wait for each other.
create table consent_chain (
  workspace_id uuid not null,
  contact_id uuid not null,
  length integer not null,
  head_hash text not null,
  primary key (workspace_id, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);

alter table consent_entry
  add column sequence integer not null,
  -- A withdrawal that counts on every channel at once.
  add column everywhere boolean not null default false,
  add column own_initiative boolean not null default false,
  -- Stands in the chain for wording and evidence, so that an erasure can blank them and the chain still holds.
  add column proof_hash text not null,
  add column is_blanked boolean not null default false;
create unique index consent_entry_place on consent_entry (workspace_id, contact_id, sequence);
-- What makes a statement a repeat of one already heard.
create unique index consent_entry_once on consent_entry (workspace_id, contact_id, channel, purpose, state, occurred_at, source);

-- marketing: an opt-out, passed over by a later opt-in. everything: a dead address, or "never write to me again".
alter table suppression add column scope text not null default 'marketing' check (scope in ('marketing', 'everything'));
alter table suppression drop constraint suppression_pkey, add primary key (workspace_id, hash, scope);
