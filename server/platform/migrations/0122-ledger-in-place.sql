-- A send has `due_at` only while it is planned and `lease_until` only while somebody may be calling: the indexes of what is due hold no more than that, and a status
-- that comes later touches no index at all, so that its row is written in place.
alter table send alter column due_at drop not null;
update send set due_at = null where state <> 'planned' and due_at is not null;
update send set lease_until = null where state not in ('claimed', 'in_doubt') and lease_until is not null;
drop index send_due;
drop index send_unsettled;
create index send_due on send (due_at) where due_at is not null;
create index send_unsettled on send (lease_until) where lease_until is not null;
-- What was said and why is written once and lies apart; the row that moves is short, with room on its page for its next version.
alter table send set (toast_tuple_target = 256, fillfactor = 70);
-- Nobody may look for what has no hour: such a send would be lost.
alter table send add check (state <> 'planned' or due_at is not null), add check (state not in ('claimed', 'in_doubt') or lease_until is not null);
