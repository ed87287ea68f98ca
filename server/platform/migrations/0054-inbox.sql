-- How a member works: there or away, with hours of their own, and when a conversation last fell to them by turns.
create table member_availability (
  workspace_id uuid not null,
  user_id text not null,
  is_away boolean not null default false,
  -- When an absence ends by itself; null: when the member says so.
  back_at timestamptz,
  -- Null: the team's hours.
  hours jsonb,
  last_assigned_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, user_id),
  foreign key (workspace_id, user_id) references member (workspace_id, user_id) on delete cascade
);

create table saved_reply (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  language text not null check (language in ('es', 'pt', 'en')),
  title text not null,
  -- '': none.
  folder text not null default '',
  tags text[] not null default '{}',
  text text not null,
  use_count integer not null default 0,
  last_used_at timestamptz,
  author_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, language, title)
);

-- Filters of the inbox under a name: of one member, or of all.
create table saved_view (
  workspace_id uuid not null,
  id uuid not null,
  user_id text not null,
  is_shared boolean not null default false,
  name text not null,
  filters jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, user_id) references member (workspace_id, user_id) on delete cascade
);

-- Whom a note names, until they have read it.
create table mention (
  workspace_id uuid not null,
  user_id text not null,
  note_id uuid not null,
  conversation_id uuid not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (workspace_id, user_id, note_id),
  foreign key (workspace_id, user_id) references member (workspace_id, user_id) on delete cascade,
  foreign key (workspace_id, note_id) references conversation_note (workspace_id, id) on delete cascade
);
create index mention_of_conversation on mention (workspace_id, conversation_id);

-- Figures are counted from what happened in a period.
create index conversation_event_in on conversation_event (workspace_id, kind, at);

-- An index of words that begins with the workspace.
create extension if not exists btree_gin;

-- What a message says, as words without case and accents, for the search of the inbox. 'simple': three languages share the index.
create function spoken_words(content jsonb) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('simple', translate(lower(left(
    coalesce(content ->> 'text', '') || ' ' || coalesce(content ->> 'title', '') || ' ' || coalesce(content ->> 'name', '') || ' ' ||
    coalesce(content -> 'media' ->> 'caption', '') || ' ' || coalesce(content -> 'media' ->> 'fileName', '') || ' ' ||
    coalesce(content -> 'preview' ->> 'text', ''), 4096)),
    'áàâãäåéèêëíìîïóòôõöúùûüçñ', 'aaaaaaeeeeiiiiooooouuuucn'))
$$;
create index message_spoken on message using gin (workspace_id, spoken_words(content));
-- Only what people and the assistant wrote: the same reminder to a hundred thousand people is nothing to search for, and costs nothing here.
create index send_spoken on send using gin (workspace_id, spoken_words(content)) where origin in ('person', 'assistant') and content is not null;

-- Who has what: asked with every handoff and on every look at the inbox.
create index conversation_of_member on conversation (workspace_id, assignee_id) where assignee_id is not null and state <> 'closed';
