-- Since when the published version answers; null: none is published.
alter table knowledge_page add column published_at timestamptz;
update knowledge_page set published_at = updated_at where published_version is not null;
-- When the state was last set, by a member or by a page: what was published before did not answer a question that is open again. Null: never.
alter table question_group rename column settled_at to state_at;
