create index flow_run_replied on flow_run (workspace_id, replied_at) where replied_at is not null;
