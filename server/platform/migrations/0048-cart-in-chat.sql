-- The last change made in a conversation. While it equals `version`, the lines are ours and the shop's own checkout does not show them.
alter table cart add column edited_at timestamptz;
-- Put aside on purpose; stands until the cart changes again.
alter table cart add column saved_at timestamptz;
-- Shown to somebody else who may pay for it. A cart that was edited or shared in a conversation stays with its person, whoever's checkout it becomes.
alter table cart add column shared_at timestamptz;
-- A code that was given in a conversation; links to the checkout carry it, whatever the shop tells of the cart meanwhile.
alter table cart add column chat_code text;

-- What was done with a cart in a conversation, for its story. `key` makes a repeat harmless.
create table cart_edit (
  workspace_id uuid not null,
  id uuid not null,
  cart_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('changed', 'code', 'saved', 'shared')),
  -- Of `changed`: [{title, variantTitle, from, to}]; of `code`: [{code}]; else empty.
  details jsonb not null default '[]',
  key text not null,
  primary key (workspace_id, id),
  unique (workspace_id, key),
  foreign key (workspace_id, cart_id) references cart (workspace_id, id)
);
create index cart_edit_of on cart_edit (workspace_id, cart_id, at);

-- A single-use code that the assistant gave; its letters are fixed before the shop is called, so that a repeat cannot make a second one.
create table chat_discount (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid,
  conversation_id uuid not null,
  connection_id uuid not null,
  code text not null,
  percent smallint not null,
  state text not null check (state in ('asked', 'created', 'refused')),
  reason text,
  discount_key text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  asked_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index chat_discount_of_contact on chat_discount (workspace_id, contact_id, asked_at desc) where contact_id is not null;
create index chat_discount_by_code on chat_discount (workspace_id, upper(code));
