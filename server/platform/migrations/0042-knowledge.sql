-- What the shop says of itself. The row holds the newest version's facts for the list; `published_version` is the one that answers.
create table knowledge_page (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  kind text not null check (kind in ('policy', 'faq', 'size_guide', 'shipping', 'hours', 'about', 'other')),
  title text not null,
  language text check (language in ('es', 'pt', 'en')),
  version integer not null,
  published_version integer,
  warnings text[] not null default '{}',
  preview text not null default '',
  url text,
  author text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index knowledge_page_recent on knowledge_page (workspace_id, updated_at desc, id desc);

-- Every save is kept; none is ever changed.
create table knowledge_version (
  workspace_id uuid not null,
  page_id uuid not null,
  version integer not null,
  kind text not null,
  title text not null,
  language text,
  body text not null,
  structure jsonb,
  url text,
  author text not null,
  created_at timestamptz not null,
  primary key (workspace_id, page_id, version),
  foreign key (workspace_id, page_id) references knowledge_page (workspace_id, id) on delete cascade
);

-- Counts what was published and withdrawn: a process whose index was built at an older count builds it anew before it answers.
create table knowledge_revision (
  workspace_id uuid primary key references workspace (id),
  revision bigint not null
);
