-- The transaction that last changed what a search knows of a product, so that each process reads only what is new (modules/catalog/read-changes.ts).
-- 0: before this column.
alter table product add column changed_in bigint not null default 0;
alter table product alter column changed_in set default pg_current_xact_id()::text::bigint;
create index product_changes on product (workspace_id, changed_in);

-- The transaction in which a variant was last sold out or came back. Other stock news leaves it, and so leaves the index untouched.
alter table variant add column availability_changed_in bigint not null default 0;
alter table variant alter column availability_changed_in set default pg_current_xact_id()::text::bigint;
create index variant_changes on variant (workspace_id, availability_changed_in);
