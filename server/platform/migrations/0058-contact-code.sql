-- A short code that says "I am the one from the web chat" when it comes in over a channel that vouches for people.
create table contact_code (
  workspace_id uuid not null,
  code text not null,
  contact_id uuid not null,
  conversation_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (workspace_id, code),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
create index contact_code_of on contact_code (workspace_id, contact_id);
