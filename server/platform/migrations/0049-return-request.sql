create table return_request (
  workspace_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  -- Null: the person was erased.
  contact_id uuid,
  conversation_id uuid,
  kind text not null check (kind in ('return', 'exchange')),
  -- The line it is about: its place in the order from 0; -1: the whole order.
  line_no smallint not null,
  line_title text,
  reason text not null,
  state text not null check (state in ('requested', 'approved', 'declined', 'done')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  decided_by text,
  primary key (workspace_id, id),
  foreign key (workspace_id, order_id) references shop_order (workspace_id, id)
);
-- One open request for a line: who asks again gets the one that stands.
create unique index return_request_open on return_request (workspace_id, order_id, line_no) where state in ('requested', 'approved');
create index return_request_recent on return_request (workspace_id, created_at desc, id desc);
create index return_request_of_contact on return_request (workspace_id, contact_id, created_at desc) where contact_id is not null;
