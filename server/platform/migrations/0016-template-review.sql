alter table template
  -- What it was written for; the channel's category may differ.
  add column purpose text,
  -- Each fact has news of its own, so each has its own version. Null: known from nowhere yet.
  add column status_at timestamptz,
  add column category_at timestamptz,
  add column quality_at timestamptz,
  add column submitted_at timestamptz,
  -- Why handing it in failed; null: it did not.
  add column problem text;
