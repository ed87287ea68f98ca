-- Questions of shoppers that no page answered, in groups by what they ask. A group keeps no words of its own: it is shown by its questions.
create table question_group (
  workspace_id uuid not null references workspace (id),
  id uuid not null,
  state text not null check (state in ('open', 'answered', 'dismissed')),
  -- What its questions have in common, as stems and concepts, in order: alike groups meet here.
  terms text[] not null,
  signature text not null,
  language text not null check (language in ('es', 'pt', 'en')),
  count integer not null,
  page_id uuid,
  first_at timestamptz not null,
  last_at timestamptz not null,
  settled_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, signature)
);
create index question_group_recent on question_group (workspace_id, state, last_at desc, id desc);

create table unanswered_question (
  workspace_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  conversation_id uuid,
  asked_at timestamptz not null,
  -- Null once the person who asked was erased.
  question text,
  language text not null,
  reason text not null check (reason in ('no_answer', 'weak_answer', 'handed_over')),
  primary key (workspace_id, id),
  foreign key (workspace_id, group_id) references question_group (workspace_id, id) on delete cascade
);
create index unanswered_question_of on unanswered_question (workspace_id, group_id, asked_at desc);
create index unanswered_question_in on unanswered_question (workspace_id, conversation_id) where conversation_id is not null;
create index unanswered_question_by_age on unanswered_question using brin (asked_at);
