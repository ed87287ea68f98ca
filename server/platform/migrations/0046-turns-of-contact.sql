create index assistant_turn_of_contact on assistant_turn (workspace_id, contact_id, started_at desc);
create index handoff_of_contact on handoff (workspace_id, contact_id);
