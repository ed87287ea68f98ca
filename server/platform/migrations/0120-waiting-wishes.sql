-- What a sweep looks through: settled wishes stay as proof, and are many more.
create index restock_wish_waiting on restock_wish (workspace_id, id) where state = 'waiting';
