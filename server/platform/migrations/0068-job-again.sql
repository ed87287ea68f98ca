-- Asked for again while it runs: when it is due once more. Null: nobody asked.
alter table job add column again_at timestamptz;
