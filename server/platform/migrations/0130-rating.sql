-- How the help was, in the shopper's own word: asked at most once when a conversation has ended.
create table rating (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  -- Who had helped since the last one: the assistant alone, or a person.
  answered_by text not null check (answered_by in ('person', 'assistant')),
  asked_at timestamptz not null,
  -- The question. One that the gate refused was never asked.
  send_id uuid not null,
  -- Null: no answer yet.
  score text check (score in ('good', 'so_so', 'bad')),
  -- When it was last said: a mind may be changed for a day.
  rated_at timestamptz,
  -- Why it was bad, as far as they said. Blanked by an erasure.
  comment text,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
create index rating_of on rating (workspace_id, conversation_id, asked_at desc);
create index rating_of_contact on rating (workspace_id, contact_id, asked_at desc);
create index rating_by_time on rating (workspace_id, asked_at);
