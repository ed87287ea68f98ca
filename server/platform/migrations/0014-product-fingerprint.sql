-- Tells two states of a product apart when the shop gave both the same version: the greater one wins, whichever came first.
alter table product add column fingerprint text not null default '';

create index product_recent on product (workspace_id, updated_at desc, id desc) where state <> 'deleted';
