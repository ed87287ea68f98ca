-- Written by "npm run schema" from the migrations. Do not edit.

CREATE OR REPLACE FUNCTION public.spoken_words(content jsonb)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select to_tsvector('simple', translate(lower(left(
    coalesce(content ->> 'text', '') || ' ' || coalesce(content ->> 'title', '') || ' ' || coalesce(content ->> 'name', '') || ' ' ||
    coalesce(content -> 'media' ->> 'caption', '') || ' ' || coalesce(content -> 'media' ->> 'fileName', '') || ' ' ||
    coalesce(content -> 'preview' ->> 'text', ''), 4096)),
    'áàâãäåéèêëíìîïóòôõöúùûüçñ', 'aaaaaaeeeeiiiiooooouuuucn'))
$function$;

create table activity (
  workspace_id uuid not null,
  at timestamp with time zone not null,
  id uuid not null,
  connection_id uuid not null,
  contact_id uuid,
  kind text not null,
  name text,
  cart_key text,
  product_key text,
  variant_key text,
  dwell_ms integer,
  attributes jsonb not null default '{}'::jsonb,
  PRIMARY KEY (workspace_id, at, id)
) partition by RANGE (at);
CREATE INDEX activity_of_cart ON ONLY activity USING btree (workspace_id, cart_key, at) WHERE (cart_key IS NOT NULL);
CREATE INDEX activity_of_contact ON ONLY activity USING btree (workspace_id, contact_id, at DESC) WHERE (contact_id IS NOT NULL);

create table api_key (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  role text not null,
  hint text not null,
  secret_hash text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, secret_hash),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((role = ANY (ARRAY['analyst'::text, 'agent'::text, 'admin'::text, 'owner'::text])))
);

create table assistant_effect (
  workspace_id uuid not null,
  turn_id uuid not null,
  key text not null,
  output jsonb,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, turn_id, key),
  FOREIGN KEY (workspace_id, turn_id) REFERENCES assistant_turn(workspace_id, id) ON DELETE CASCADE
);

create table assistant_turn (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  connection_id uuid not null,
  channel text not null,
  state text not null,
  message_ids uuid[] not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone,
  latest_at timestamp with time zone not null,
  attempts smallint not null default 0,
  settled_at timestamp with time zone,
  reason text,
  engine text,
  fallback text,
  model text,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  cost_micros bigint not null default 0,
  think_ms integer,
  send_id uuid,
  record jsonb not null default '{}'::jsonb,
  memory jsonb,
  pending jsonb,
  choices jsonb not null default '[]'::jsonb,
  facts jsonb not null default '[]'::jsonb,
  language text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id),
  CHECK ((engine = ANY (ARRAY['guided'::text, 'generative'::text]))),
  CHECK ((language = ANY (ARRAY['es'::text, 'pt'::text, 'en'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'thinking'::text, 'answered'::text, 'handed_over'::text, 'dropped'::text])))
);
CREATE INDEX assistant_turn_due ON assistant_turn USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX assistant_turn_of ON assistant_turn USING btree (workspace_id, conversation_id, started_at DESC);
CREATE INDEX assistant_turn_of_contact ON assistant_turn USING btree (workspace_id, contact_id, started_at DESC);
CREATE INDEX assistant_turn_recent ON assistant_turn USING btree (workspace_id, started_at DESC, id DESC);
CREATE UNIQUE INDEX assistant_turn_open ON assistant_turn USING btree (workspace_id, conversation_id) WHERE (state = ANY (ARRAY['waiting'::text, 'thinking'::text]));

create table attribution (
  workspace_id uuid not null,
  order_id uuid not null,
  rule text not null,
  window_ms bigint not null,
  send_id uuid not null,
  run_id uuid,
  flow_id uuid,
  cart_id uuid,
  contact_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  ordered_at timestamp with time zone not null,
  sent_at timestamp with time zone not null,
  is_reversed boolean not null default false,
  PRIMARY KEY (workspace_id, order_id, rule, window_ms),
  FOREIGN KEY (workspace_id, order_id) REFERENCES shop_order(workspace_id, id)
);
CREATE INDEX attribution_by_time ON attribution USING btree (workspace_id, ordered_at);
CREATE INDEX attribution_of_cart ON attribution USING btree (workspace_id, cart_id) WHERE (cart_id IS NOT NULL);
CREATE INDEX attribution_of_send ON attribution USING btree (workspace_id, send_id);

create table audit_entry (
  workspace_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_kind text,
  subject_id text,
  details jsonb not null default '{}'::jsonb,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((actor_kind = ANY (ARRAY['member'::text, 'api_key'::text, 'system'::text])))
);
CREATE INDEX audit_entry_by_time ON audit_entry USING btree (workspace_id, at DESC, id DESC);

create table auth_account (
  id text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (id),
  UNIQUE (provider_id, account_id),
  FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_account_of_user ON auth_account USING btree (user_id);

create table auth_session (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (id),
  UNIQUE (token),
  FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_session_of_user ON auth_session USING btree (user_id);

create table auth_two_factor (
  id text not null,
  user_id text not null,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE
);
CREATE INDEX auth_two_factor_of_user ON auth_two_factor USING btree (user_id);

create table auth_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  locale text,
  two_factor_enabled boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (id),
  UNIQUE (email)
);

create table auth_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (id)
);
CREATE INDEX auth_verification_by_identifier ON auth_verification USING btree (identifier);

create table cart (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  contact_id uuid,
  state text not null,
  version timestamp with time zone not null,
  currency text not null,
  total_minor bigint not null,
  item_count integer not null,
  lines jsonb not null,
  checkout_reached boolean not null default false,
  checkout_url text,
  activity_at timestamp with time zone not null,
  discount_codes text[] not null default '{}'::text[],
  attributes jsonb not null default '{}'::jsonb,
  bot_signs text[] not null default '{}'::text[],
  bought_at timestamp with time zone,
  order_id uuid,
  merged_into uuid,
  created_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  saved_at timestamp with time zone,
  shared_at timestamp with time zone,
  chat_code text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  CHECK ((state = ANY (ARRAY['open'::text, 'completed'::text, 'deleted'::text])))
);
CREATE INDEX cart_merged ON cart USING btree (workspace_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX cart_of_contact ON cart USING btree (workspace_id, contact_id, activity_at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX cart_recent ON cart USING btree (workspace_id, activity_at DESC, id DESC) WHERE (merged_into IS NULL);

create table cart_edit (
  workspace_id uuid not null,
  id uuid not null,
  cart_id uuid not null,
  conversation_id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  details jsonb not null default '[]'::jsonb,
  key text not null,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, key),
  FOREIGN KEY (workspace_id, cart_id) REFERENCES cart(workspace_id, id),
  CHECK ((kind = ANY (ARRAY['changed'::text, 'code'::text, 'saved'::text, 'shared'::text])))
);
CREATE INDEX cart_edit_of ON cart_edit USING btree (workspace_id, cart_id, at);

create table cart_key (
  workspace_id uuid not null,
  connection_id uuid not null,
  key text not null,
  cart_id uuid not null,
  PRIMARY KEY (workspace_id, connection_id, key),
  FOREIGN KEY (workspace_id, cart_id) REFERENCES cart(workspace_id, id)
);
CREATE INDEX cart_key_of ON cart_key USING btree (workspace_id, cart_id);

create table chat_discount (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid,
  conversation_id uuid not null,
  connection_id uuid not null,
  code text not null,
  percent smallint not null,
  state text not null,
  reason text,
  discount_key text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  asked_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  CHECK ((state = ANY (ARRAY['asked'::text, 'created'::text, 'refused'::text])))
);
CREATE INDEX chat_discount_by_code ON chat_discount USING btree (workspace_id, upper(code));
CREATE INDEX chat_discount_of_contact ON chat_discount USING btree (workspace_id, contact_id, asked_at DESC) WHERE (contact_id IS NOT NULL);

create table clock_offset (
  only_row boolean not null default true,
  offset_ms bigint not null default 0,
  PRIMARY KEY (only_row),
  CHECK (only_row)
);

create table connection (
  workspace_id uuid not null,
  id uuid not null,
  port text not null,
  vendor text not null,
  name text not null,
  state text not null,
  account_key text,
  settings jsonb not null default '{}'::jsonb,
  sealed_secrets bytea,
  facts jsonb not null default '{}'::jsonb,
  health jsonb not null default '{}'::jsonb,
  checked_at timestamp with time zone,
  last_event_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX connection_account ON connection USING btree (workspace_id, vendor, account_key) WHERE ((account_key IS NOT NULL) AND (state <> 'closed'::text));

create table connection_poll (
  workspace_id uuid not null,
  connection_id uuid not null,
  kind text not null,
  read_until timestamp with time zone not null,
  ran_at timestamp with time zone not null,
  error text,
  PRIMARY KEY (workspace_id, connection_id, kind),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  CHECK ((kind = ANY (ARRAY['carts'::text, 'orders'::text])))
);

create table consent (
  workspace_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  purpose text not null,
  state text not null,
  occurred_at timestamp with time zone not null,
  own_initiative boolean not null default false,
  entry_id uuid not null,
  PRIMARY KEY (workspace_id, contact_id, channel, purpose),
  CHECK ((state = ANY (ARRAY['granted'::text, 'withdrawn'::text])))
);

create table consent_chain (
  workspace_id uuid not null,
  contact_id uuid not null,
  length integer not null,
  head_hash text not null,
  PRIMARY KEY (workspace_id, contact_id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact(workspace_id, id)
);

create table consent_entry (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null,
  purpose text not null,
  state text not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  source text not null,
  wording text,
  evidence jsonb not null default '{}'::jsonb,
  double_opt_in boolean not null default false,
  connection_id uuid,
  actor text not null,
  hash text not null,
  previous_hash text,
  sequence integer not null,
  everywhere boolean not null default false,
  own_initiative boolean not null default false,
  proof_hash text not null,
  is_blanked boolean not null default false,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((state = ANY (ARRAY['granted'::text, 'withdrawn'::text])))
);
CREATE INDEX consent_entry_by_time ON consent_entry USING btree (workspace_id, occurred_at) WHERE (state = 'withdrawn'::text);
CREATE INDEX consent_entry_of ON consent_entry USING btree (workspace_id, contact_id, occurred_at DESC);
CREATE UNIQUE INDEX consent_entry_once ON consent_entry USING btree (workspace_id, contact_id, channel, purpose, state, occurred_at, source);
CREATE UNIQUE INDEX consent_entry_place ON consent_entry USING btree (workspace_id, contact_id, sequence);

create table contact (
  workspace_id uuid not null,
  id uuid not null,
  name text,
  first_name text,
  name_at timestamp with time zone,
  locale text,
  country text,
  region text,
  time_zone text,
  attributes jsonb not null default '{}'::jsonb,
  tags text[] not null default '{}'::text[],
  order_count integer,
  spent_minor bigint,
  spent_currency text,
  shop_version timestamp with time zone,
  last_order_at timestamp with time zone,
  is_bot boolean not null default false,
  merged_into uuid,
  erased_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX contact_recent ON contact USING btree (workspace_id, updated_at DESC, id DESC) WHERE ((merged_into IS NULL) AND (erased_at IS NULL));

create table contact_code (
  workspace_id uuid not null,
  code text not null,
  contact_id uuid not null,
  conversation_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  visitor text,
  PRIMARY KEY (workspace_id, code),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact(workspace_id, id)
);
CREATE INDEX contact_code_of ON contact_code USING btree (workspace_id, contact_id);

create table contact_identity (
  workspace_id uuid not null,
  kind text not null,
  value text not null,
  contact_id uuid not null,
  match_key text,
  reported text,
  unreachable_until timestamp with time zone,
  created_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, kind, value),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact(workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((kind = ANY (ARRAY['bsuid'::text, 'phone'::text, 'email'::text, 'shop_customer'::text, 'visitor'::text])))
);
CREATE INDEX contact_identity_match ON contact_identity USING btree (workspace_id, match_key) WHERE (match_key IS NOT NULL);
CREATE INDEX contact_identity_of ON contact_identity USING btree (workspace_id, contact_id);

create table conversation (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  connection_id uuid not null,
  channel text not null,
  state text not null,
  handler text not null,
  handler_run_id uuid,
  assignee_id text,
  priority smallint not null default 0,
  handoff_reason text,
  tags text[] not null default '{}'::text[],
  waiting_since timestamp with time zone,
  snoozed_until timestamp with time zone,
  window_ends_at timestamp with time zone,
  free_until timestamp with time zone,
  is_owned boolean not null default true,
  unread_count integer not null default 0,
  last_message_at timestamp with time zone,
  last_inbound_at timestamp with time zone,
  last_preview text,
  referral jsonb,
  created_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, connection_id, contact_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact(workspace_id, id),
  CHECK ((handler = ANY (ARRAY['flow'::text, 'assistant'::text, 'person'::text, 'none'::text]))),
  CHECK ((state = ANY (ARRAY['open'::text, 'snoozed'::text, 'closed'::text])))
);
CREATE INDEX conversation_of_member ON conversation USING btree (workspace_id, assignee_id) WHERE ((assignee_id IS NOT NULL) AND (state <> 'closed'::text));
CREATE INDEX conversation_queue ON conversation USING btree (workspace_id, state, priority DESC, waiting_since) WHERE (state <> 'closed'::text);
CREATE INDEX conversation_recent ON conversation USING btree (workspace_id, last_message_at DESC, id DESC);
CREATE INDEX conversation_waiting ON conversation USING btree (workspace_id, priority DESC, waiting_since) WHERE ((waiting_since IS NOT NULL) AND (state <> 'closed'::text));

create table conversation_event (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  actor text not null,
  details jsonb not null default '{}'::jsonb,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id)
);
CREATE INDEX conversation_event_in ON conversation_event USING btree (workspace_id, kind, at);
CREATE INDEX conversation_event_of ON conversation_event USING btree (workspace_id, conversation_id, at);

create table conversation_note (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  author_id text not null,
  author_name text not null,
  text text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id)
);
CREATE INDEX conversation_note_of ON conversation_note USING btree (workspace_id, conversation_id, created_at);

create table erased_identity (
  workspace_id uuid not null,
  hash text not null,
  erased_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, hash),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table flow (
  workspace_id uuid not null,
  id uuid not null,
  playbook text,
  name text not null,
  lane text not null,
  priority integer not null default 0,
  is_on boolean not null default false,
  activated_at timestamp with time zone,
  version integer not null,
  definition jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table flow_discount (
  workspace_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  run_id uuid not null,
  connection_id uuid not null,
  code text not null,
  percent smallint,
  state text not null,
  reason text,
  discount_key text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  asked_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow(workspace_id, id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES flow_run(workspace_id, id),
  CHECK ((state = ANY (ARRAY['asked'::text, 'created'::text, 'refused'::text])))
);
CREATE INDEX flow_discount_of_flow ON flow_discount USING btree (workspace_id, flow_id, asked_at);

create table flow_run (
  workspace_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  flow_version integer not null,
  lane text not null,
  subject_kind text not null,
  subject_id uuid not null,
  contact_id uuid,
  state text not null,
  entry smallint not null default 1,
  node text,
  due_at timestamp with time zone,
  wait_until timestamp with time zone,
  pending_send_id uuid,
  pending_result text,
  pending_reason text,
  held_out boolean not null default false,
  arm text,
  messages_sent smallint not null default 0,
  first_sent_at timestamp with time zone,
  last_sent_at timestamp with time zone,
  replied_at timestamp with time zone,
  outcome text,
  outcome_reason text,
  order_id uuid,
  log jsonb not null default '[]'::jsonb,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  discount_code text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow(workspace_id, id),
  CHECK ((state = ANY (ARRAY['armed'::text, 'running'::text, 'ended'::text])))
);
CREATE INDEX flow_run_due ON flow_run USING btree (due_at) WHERE ((state <> 'ended'::text) AND (due_at IS NOT NULL));
CREATE INDEX flow_run_of_contact ON flow_run USING btree (workspace_id, contact_id, started_at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX flow_run_of_flow ON flow_run USING btree (workspace_id, flow_id, started_at DESC);
CREATE INDEX flow_run_replied ON flow_run USING btree (workspace_id, replied_at) WHERE (replied_at IS NOT NULL);
CREATE UNIQUE INDEX flow_run_case ON flow_run USING btree (workspace_id, subject_id, lane);

create table flow_version (
  workspace_id uuid not null,
  flow_id uuid not null,
  version integer not null,
  definition jsonb not null,
  author text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, flow_id, version),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow(workspace_id, id)
);

create table handoff (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  at timestamp with time zone not null,
  trigger text not null,
  summary text not null,
  given_by text not null,
  turn_id uuid,
  priority smallint not null,
  tags text[] not null default '{}'::text[],
  assignee_id text,
  send_id uuid,
  package jsonb not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact(workspace_id, id),
  CHECK ((given_by = ANY (ARRAY['assistant'::text, 'rule'::text, 'flow'::text, 'payment'::text, 'person'::text])))
);
CREATE INDEX handoff_by_time ON handoff USING btree (workspace_id, at);
CREATE INDEX handoff_of ON handoff USING btree (workspace_id, conversation_id, at DESC);
CREATE INDEX handoff_of_contact ON handoff USING btree (workspace_id, contact_id);

create table hook_route (
  connection_id uuid not null,
  workspace_id uuid not null,
  PRIMARY KEY (connection_id)
);

create table inbound_delivery (
  workspace_id uuid not null,
  received_at timestamp with time zone not null,
  id uuid not null,
  connection_id uuid not null,
  method text not null,
  headers jsonb not null,
  body bytea not null,
  state text not null,
  PRIMARY KEY (workspace_id, received_at, id),
  CHECK ((state = ANY (ARRAY['applied'::text, 'failed'::text])))
) partition by RANGE (received_at);

create table inbound_failure (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  delivery_id uuid,
  received_at timestamp with time zone not null,
  event_key text,
  event jsonb,
  error_code text not null,
  error text not null,
  attempts integer not null default 1,
  state text not null,
  settled_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((state = ANY (ARRAY['open'::text, 'replayed'::text, 'dismissed'::text])))
);
CREATE INDEX inbound_failure_open ON inbound_failure USING btree (workspace_id, received_at DESC) WHERE (state = 'open'::text);
CREATE INDEX inbound_failure_recent ON inbound_failure USING btree (workspace_id, received_at DESC, id DESC);

create table inbound_key (
  workspace_id uuid not null,
  connection_id uuid not null,
  key text not null,
  received_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, connection_id, key)
);
CREATE INDEX inbound_key_by_age ON inbound_key USING brin (received_at);

create table invitation (
  workspace_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, token_hash),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((role = ANY (ARRAY['analyst'::text, 'agent'::text, 'admin'::text, 'owner'::text])))
);
CREATE UNIQUE INDEX invitation_open ON invitation USING btree (workspace_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

create table job (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  key text not null,
  input jsonb not null,
  due_at timestamp with time zone not null,
  lease_until timestamp with time zone,
  attempts integer not null default 0,
  last_error text,
  progress jsonb,
  created_at timestamp with time zone not null,
  again_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name, key)
);
CREATE INDEX job_due ON job USING btree (due_at);

create table knowledge_page (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  title text not null,
  language text,
  version integer not null,
  published_version integer,
  warnings text[] not null default '{}'::text[],
  preview text not null default ''::text,
  url text,
  author text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  published_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((kind = ANY (ARRAY['policy'::text, 'faq'::text, 'size_guide'::text, 'shipping'::text, 'hours'::text, 'about'::text, 'other'::text]))),
  CHECK ((language = ANY (ARRAY['es'::text, 'pt'::text, 'en'::text])))
);
CREATE INDEX knowledge_page_recent ON knowledge_page USING btree (workspace_id, updated_at DESC, id DESC);

create table knowledge_revision (
  workspace_id uuid not null,
  revision bigint not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table knowledge_version (
  workspace_id uuid not null,
  page_id uuid not null,
  version integer not null,
  kind text not null,
  title text not null,
  language text,
  body text not null,
  structure jsonb,
  url text,
  author text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, page_id, version),
  FOREIGN KEY (workspace_id, page_id) REFERENCES knowledge_page(workspace_id, id) ON DELETE CASCADE
);

create table media (
  workspace_id uuid not null,
  at timestamp with time zone not null,
  id uuid not null,
  conversation_id uuid not null,
  message_id uuid,
  channel_media_id text,
  placed_at timestamp with time zone,
  announced_sha256 text,
  wanted_at timestamp with time zone not null,
  state text not null,
  reason text,
  mime_type text,
  file_name text,
  size_bytes integer,
  sha256 text,
  bytes bytea,
  PRIMARY KEY (workspace_id, at, id),
  CHECK (((state <> 'stored'::text) OR ((bytes IS NOT NULL) AND (mime_type IS NOT NULL) AND (size_bytes IS NOT NULL) AND (sha256 IS NOT NULL)))),
  CHECK ((reason = ANY (ARRAY['expired'::text, 'gone'::text, 'too_large'::text, 'damaged'::text, 'unreadable'::text]))),
  CHECK ((state = ANY (ARRAY['wanted'::text, 'stored'::text, 'failed'::text])))
) partition by RANGE (at);
CREATE INDEX media_by_id ON ONLY media USING btree (workspace_id, id);
CREATE INDEX media_of_conversation ON ONLY media USING btree (workspace_id, conversation_id);
CREATE INDEX media_of_message ON ONLY media USING btree (workspace_id, message_id) WHERE (message_id IS NOT NULL);

create table member (
  workspace_id uuid not null,
  user_id text not null,
  role text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, user_id),
  FOREIGN KEY (user_id) REFERENCES auth_user(id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((role = ANY (ARRAY['analyst'::text, 'agent'::text, 'admin'::text, 'owner'::text])))
);
CREATE INDEX member_of_user ON member USING btree (user_id);

create table member_availability (
  workspace_id uuid not null,
  user_id text not null,
  is_away boolean not null default false,
  back_at timestamp with time zone,
  hours jsonb,
  last_assigned_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, user_id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES member(workspace_id, user_id) ON DELETE CASCADE
);

create table mention (
  workspace_id uuid not null,
  user_id text not null,
  note_id uuid not null,
  conversation_id uuid not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  PRIMARY KEY (workspace_id, user_id, note_id),
  FOREIGN KEY (workspace_id, note_id) REFERENCES conversation_note(workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, user_id) REFERENCES member(workspace_id, user_id) ON DELETE CASCADE
);
CREATE INDEX mention_of_conversation ON mention USING btree (workspace_id, conversation_id);

create table message (
  workspace_id uuid not null,
  at timestamp with time zone not null,
  id uuid not null,
  conversation_id uuid not null,
  direction text not null,
  author text not null,
  provider_message_id text not null,
  content jsonb not null,
  in_reply_to text,
  edited_at timestamp with time zone,
  is_revoked boolean not null default false,
  transcript text,
  PRIMARY KEY (workspace_id, at, id),
  CHECK ((author = ANY (ARRAY['contact'::text, 'app'::text, 'history'::text]))),
  CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])))
) partition by RANGE (at);
CREATE INDEX message_by_provider ON ONLY message USING btree (workspace_id, provider_message_id);
CREATE INDEX message_of ON ONLY message USING btree (workspace_id, conversation_id, at DESC, id DESC);
CREATE INDEX message_spoken ON ONLY message USING gin (workspace_id, spoken_words(content));

create table message_edit (
  workspace_id uuid not null,
  connection_id uuid not null,
  provider_message_id text not null,
  at timestamp with time zone not null,
  content jsonb,
  PRIMARY KEY (workspace_id, connection_id, provider_message_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id)
);

create table order_cart_key (
  workspace_id uuid not null,
  connection_id uuid not null,
  key text not null,
  order_id uuid not null,
  PRIMARY KEY (workspace_id, connection_id, key),
  FOREIGN KEY (workspace_id, order_id) REFERENCES shop_order(workspace_id, id)
);

create table pace (
  workspace_id uuid not null,
  connection_id uuid not null,
  next_free_at timestamp with time zone not null,
  backlog_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, connection_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id)
);

create table payment (
  workspace_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  connection_id uuid not null,
  payment_key text not null,
  status text not null,
  status_at timestamp with time zone not null,
  amount_minor bigint not null,
  refunded_minor bigint not null default 0,
  currency text not null,
  reason text,
  voucher jsonb,
  payer jsonb not null default '{}'::jsonb,
  fault text,
  paid_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, connection_id, payment_key),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  FOREIGN KEY (workspace_id, link_id) REFERENCES payment_link(workspace_id, id) ON DELETE CASCADE,
  CHECK ((fault = ANY (ARRAY['amount_differs'::text, 'paid_twice'::text, 'bought_elsewhere'::text, 'cart_changed'::text, 'out_of_stock'::text]))),
  CHECK ((status = ANY (ARRAY['created'::text, 'pending'::text, 'authorized'::text, 'failed'::text, 'cancelled'::text, 'expired'::text, 'paid'::text, 'partly_refunded'::text, 'refunded'::text, 'disputed'::text, 'charged_back'::text])))
);
CREATE INDEX payment_of_link ON payment USING btree (workspace_id, link_id);
CREATE INDEX payment_recent ON payment USING btree (workspace_id, created_at DESC, id DESC);

create table payment_entry (
  workspace_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  payment_id uuid,
  at timestamp with time zone not null,
  kind text not null,
  actor text not null,
  details jsonb not null default '{}'::jsonb,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, link_id) REFERENCES payment_link(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX payment_entry_of_link ON payment_entry USING btree (workspace_id, link_id, at, id);

create table payment_link (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  cart_id uuid not null,
  contact_id uuid,
  conversation_id uuid,
  reference text not null,
  content_key text not null,
  amount_minor bigint not null,
  currency text not null,
  lines jsonb not null,
  discount_codes text[] not null default '{}'::text[],
  payer jsonb not null default '{}'::jsonb,
  language text not null,
  state text not null,
  provider_key text,
  url text,
  idempotency_key text not null,
  problem text,
  refusals smallint not null default 0,
  hold_until timestamp with time zone,
  next_check_at timestamp with time zone,
  checks smallint not null default 0,
  outcome text,
  held_because text,
  order_id uuid,
  handled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, idempotency_key),
  UNIQUE (workspace_id, reference),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  FOREIGN KEY (workspace_id, cart_id) REFERENCES cart(workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  CHECK ((amount_minor > 0)),
  CHECK ((outcome = ANY (ARRAY['order_wanted'::text, 'order_made'::text, 'order_by_hand'::text, 'held'::text]))),
  CHECK ((state = ANY (ARRAY['asked'::text, 'open'::text, 'closing'::text, 'closed'::text, 'expired'::text, 'paid'::text, 'failed'::text])))
);
CREATE INDEX payment_link_check ON payment_link USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE INDEX payment_link_of_cart ON payment_link USING btree (workspace_id, cart_id);
CREATE INDEX payment_link_of_contact ON payment_link USING btree (workspace_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX payment_link_of_provider ON payment_link USING btree (workspace_id, connection_id, provider_key) WHERE (provider_key IS NOT NULL);
CREATE INDEX payment_link_recent ON payment_link USING btree (workspace_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX payment_link_live ON payment_link USING btree (workspace_id, cart_id, connection_id) WHERE (state = ANY (ARRAY['asked'::text, 'open'::text]));

create table payment_refund (
  workspace_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  idempotency_key text not null,
  amount_minor bigint,
  state text not null,
  refund_key text,
  problem text,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, payment_id, idempotency_key),
  FOREIGN KEY (workspace_id, payment_id) REFERENCES payment(workspace_id, id) ON DELETE CASCADE,
  CHECK ((amount_minor > 0)),
  CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'refused'::text])))
);
CREATE UNIQUE INDEX payment_refund_asked ON payment_refund USING btree (workspace_id, payment_id) WHERE (state = 'asked'::text);

create table privacy_request (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  kind text not null,
  contact_id uuid,
  requested_at timestamp with time zone not null,
  done_at timestamp with time zone,
  result jsonb,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  CHECK ((kind = ANY (ARRAY['export_person'::text, 'erase_person'::text, 'erase_shop'::text])))
);
CREATE INDEX privacy_request_recent ON privacy_request USING btree (workspace_id, requested_at DESC, id DESC);

create table product (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  product_key text not null,
  version timestamp with time zone not null,
  state text not null,
  title text not null,
  description text,
  vendor text,
  category text,
  tags text[] not null default '{}'::text[],
  url text,
  image_url text,
  currency text not null,
  attributes jsonb not null default '{}'::jsonb,
  updated_at timestamp with time zone not null,
  fingerprint text not null default ''::text,
  changed_in bigint not null default ((pg_current_xact_id())::text)::bigint,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, connection_id, product_key),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((state = ANY (ARRAY['active'::text, 'hidden'::text, 'deleted'::text])))
);
CREATE INDEX product_changes ON product USING btree (workspace_id, changed_in);
CREATE INDEX product_recent ON product USING btree (workspace_id, updated_at DESC, id DESC) WHERE (state <> 'deleted'::text);

create table push_device (
  workspace_id uuid not null,
  id uuid not null,
  user_id text not null,
  address_hash text not null,
  sealed bytea not null,
  label text not null,
  shows_text boolean not null default false,
  kinds text[] not null,
  created_at timestamp with time zone not null,
  told_at timestamp with time zone,
  failed_count smallint not null default 0,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, user_id, address_hash),
  FOREIGN KEY (workspace_id, user_id) REFERENCES member(workspace_id, user_id) ON DELETE CASCADE
);

create table push_key (
  only_row boolean not null default true,
  public_key text not null,
  sealed_private_key bytea not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (only_row),
  CHECK (only_row)
);

create table question_group (
  workspace_id uuid not null,
  id uuid not null,
  state text not null,
  terms text[] not null,
  signature text not null,
  language text not null,
  count integer not null,
  page_id uuid,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  state_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, signature),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((language = ANY (ARRAY['es'::text, 'pt'::text, 'en'::text]))),
  CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'dismissed'::text])))
);
CREATE INDEX question_group_recent ON question_group USING btree (workspace_id, state, last_at DESC, id DESC);

create table rating (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  answered_by text not null,
  asked_at timestamp with time zone not null,
  send_id uuid not null,
  score text,
  rated_at timestamp with time zone,
  comment text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact(workspace_id, id),
  CHECK ((answered_by = ANY (ARRAY['person'::text, 'assistant'::text]))),
  CHECK ((score = ANY (ARRAY['good'::text, 'so_so'::text, 'bad'::text])))
);
CREATE INDEX rating_by_time ON rating USING btree (workspace_id, asked_at);
CREATE INDEX rating_of ON rating USING btree (workspace_id, conversation_id, asked_at DESC);
CREATE INDEX rating_of_contact ON rating USING btree (workspace_id, contact_id, asked_at DESC);

create table reach (
  workspace_id uuid not null,
  portfolio_key text not null,
  contact_id uuid not null,
  last_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, portfolio_key, contact_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX reach_recent ON reach USING btree (workspace_id, portfolio_key, last_at);

create table restock_wish (
  workspace_id uuid not null,
  connection_id uuid not null,
  variant_key text not null,
  contact_id uuid not null,
  id uuid not null,
  channel_connection_id uuid not null,
  conversation_id uuid not null,
  language text not null,
  wording text,
  wished_at timestamp with time zone not null,
  state text not null,
  reason text,
  due_at timestamp with time zone,
  settled_at timestamp with time zone,
  PRIMARY KEY (workspace_id, connection_id, variant_key, contact_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'planned'::text, 'told'::text, 'ended'::text])))
);
CREATE INDEX restock_wish_of_contact ON restock_wish USING btree (workspace_id, contact_id);
CREATE INDEX restock_wish_waiting ON restock_wish USING btree (workspace_id, id) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX restock_wish_by_id ON restock_wish USING btree (workspace_id, id);

create table return_request (
  workspace_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  contact_id uuid,
  conversation_id uuid,
  kind text not null,
  line_no smallint not null,
  line_title text,
  reason text not null,
  state text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  decided_by text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, order_id) REFERENCES shop_order(workspace_id, id),
  CHECK ((kind = ANY (ARRAY['return'::text, 'exchange'::text]))),
  CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'declined'::text, 'done'::text])))
);
CREATE INDEX return_request_of_contact ON return_request USING btree (workspace_id, contact_id, created_at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX return_request_recent ON return_request USING btree (workspace_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX return_request_open ON return_request USING btree (workspace_id, order_id, line_no) WHERE (state = ANY (ARRAY['requested'::text, 'approved'::text]));

create table saved_reply (
  workspace_id uuid not null,
  id uuid not null,
  language text not null,
  title text not null,
  folder text not null default ''::text,
  tags text[] not null default '{}'::text[],
  text text not null,
  use_count integer not null default 0,
  last_used_at timestamp with time zone,
  author_name text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, language, title),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((language = ANY (ARRAY['es'::text, 'pt'::text, 'en'::text])))
);

create table saved_view (
  workspace_id uuid not null,
  id uuid not null,
  user_id text not null,
  is_shared boolean not null default false,
  name text not null,
  filters jsonb not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES member(workspace_id, user_id) ON DELETE CASCADE
);

create table send (
  workspace_id uuid not null,
  id uuid not null,
  origin text not null,
  origin_id uuid not null,
  step text not null,
  contact_id uuid not null,
  connection_id uuid not null,
  conversation_id uuid,
  cart_id uuid,
  flow_id uuid,
  channel text not null,
  purpose text not null,
  state text not null,
  reason text,
  planned_at timestamp with time zone not null,
  planned_for timestamp with time zone not null,
  due_at timestamp with time zone,
  lease_until timestamp with time zone,
  attempts smallint not null default 0,
  intent jsonb not null,
  content jsonb,
  template_id uuid,
  is_reply boolean not null default false,
  held_out boolean not null default false,
  would_send boolean,
  arm text,
  author_id text,
  author_name text,
  decisions jsonb not null default '[]'::jsonb,
  claimed_at timestamp with time zone,
  provider_message_id text,
  accepted_at timestamp with time zone,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  failed_at timestamp with time zone,
  problem jsonb,
  price jsonb,
  cost_micros bigint,
  cost_currency text,
  link_url text,
  click_count integer not null default 0,
  first_clicked_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, origin_id, step, contact_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact(workspace_id, id),
  CHECK (((state <> 'planned'::text) OR (due_at IS NOT NULL))),
  CHECK (((state <> ALL (ARRAY['claimed'::text, 'in_doubt'::text])) OR (lease_until IS NOT NULL))),
  CHECK ((origin = ANY (ARRAY['flow'::text, 'campaign'::text, 'assistant'::text, 'person'::text, 'system'::text]))),
  CHECK ((state = ANY (ARRAY['planned'::text, 'claimed'::text, 'in_doubt'::text, 'accepted'::text, 'delivered'::text, 'read'::text, 'refused'::text, 'failed'::text])))
);
CREATE INDEX send_by_provider ON send USING btree (workspace_id, provider_message_id) WHERE (provider_message_id IS NOT NULL);
CREATE INDEX send_due ON send USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX send_of_cart ON send USING btree (workspace_id, cart_id) WHERE (cart_id IS NOT NULL);
CREATE INDEX send_of_contact ON send USING btree (workspace_id, contact_id, planned_at DESC);
CREATE INDEX send_of_conversation ON send USING btree (workspace_id, conversation_id, planned_at DESC) WHERE (conversation_id IS NOT NULL);
CREATE INDEX send_recent ON send USING btree (workspace_id, planned_at DESC, id DESC);
CREATE INDEX send_spoken ON send USING gin (workspace_id, spoken_words(content)) WHERE ((origin = ANY (ARRAY['person'::text, 'assistant'::text])) AND (content IS NOT NULL));
CREATE INDEX send_unsettled ON send USING btree (lease_until) WHERE (lease_until IS NOT NULL);

create table shipment (
  workspace_id uuid not null,
  connection_id uuid not null,
  shipment_key text not null,
  order_key text not null,
  version timestamp with time zone not null,
  status text not null,
  carrier text,
  tracking_number text,
  tracking_url text,
  estimated_at timestamp with time zone,
  PRIMARY KEY (workspace_id, connection_id, shipment_key),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX shipment_of_order ON shipment USING btree (workspace_id, connection_id, order_key);

create table shop_order (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  order_key text not null,
  number text not null,
  version timestamp with time zone not null,
  contact_id uuid,
  cart_id uuid,
  currency text not null,
  total_minor bigint not null,
  discount_minor bigint not null,
  lines jsonb not null,
  placed_at timestamp with time zone not null,
  state text not null,
  payment_state text not null,
  fulfilment_state text not null,
  discount_codes text[] not null default '{}'::text[],
  status_url text,
  attributes jsonb not null default '{}'::jsonb,
  received_at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, connection_id, order_key),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id),
  CHECK ((state = ANY (ARRAY['open'::text, 'cancelled'::text, 'closed'::text])))
);
CREATE INDEX shop_order_of_cart ON shop_order USING btree (workspace_id, cart_id) WHERE (cart_id IS NOT NULL);
CREATE INDEX shop_order_of_contact ON shop_order USING btree (workspace_id, contact_id, placed_at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX shop_order_recent ON shop_order USING btree (workspace_id, placed_at DESC, id DESC);
CREATE INDEX shop_order_with_code ON shop_order USING btree (workspace_id, placed_at) WHERE (discount_codes <> '{}'::text[]);

create table sign_in_attempt (
  key text not null,
  count integer not null,
  window_ends_at timestamp with time zone not null,
  PRIMARY KEY (key)
);

create table stock_level (
  workspace_id uuid not null,
  connection_id uuid not null,
  inventory_key text not null,
  location_key text not null,
  stock integer not null,
  version timestamp with time zone not null,
  PRIMARY KEY (workspace_id, connection_id, inventory_key, location_key),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table suppression (
  workspace_id uuid not null,
  hash text not null,
  reason text not null,
  at timestamp with time zone not null,
  scope text not null default 'marketing'::text,
  PRIMARY KEY (workspace_id, hash, scope),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((scope = ANY (ARRAY['marketing'::text, 'everything'::text])))
);

create table template (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  template_key text,
  name text not null,
  language text not null,
  category text not null,
  requested_category text,
  status text not null,
  quality text not null default 'unknown'::text,
  reason text,
  header jsonb not null default '{"kind": "none"}'::jsonb,
  body text not null,
  footer text,
  variables text[] not null default '{}'::text[],
  buttons jsonb not null default '[]'::jsonb,
  message_key text,
  content_hash text,
  version timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  purpose text,
  status_at timestamp with time zone,
  category_at timestamp with time zone,
  quality_at timestamp with time zone,
  submitted_at timestamp with time zone,
  problem text,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, connection_id, name, language),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection(workspace_id, id)
);
CREATE INDEX template_by_message ON template USING btree (workspace_id, message_key) WHERE (message_key IS NOT NULL);

create table unanswered_question (
  workspace_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  conversation_id uuid,
  asked_at timestamp with time zone not null,
  question text,
  language text not null,
  reason text not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, group_id) REFERENCES question_group(workspace_id, id) ON DELETE CASCADE,
  CHECK ((reason = ANY (ARRAY['no_answer'::text, 'weak_answer'::text, 'handed_over'::text])))
);
CREATE INDEX unanswered_question_by_age ON unanswered_question USING brin (asked_at);
CREATE INDEX unanswered_question_in ON unanswered_question USING btree (workspace_id, conversation_id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX unanswered_question_of ON unanswered_question USING btree (workspace_id, group_id, asked_at DESC);

create table variant (
  workspace_id uuid not null,
  connection_id uuid not null,
  variant_key text not null,
  product_id uuid not null,
  title text not null,
  sku text,
  price_minor bigint not null,
  compare_at_minor bigint,
  stock integer,
  stock_version timestamp with time zone,
  sells_when_empty boolean not null default false,
  inventory_key text,
  barcode text,
  options jsonb not null default '{}'::jsonb,
  image_url text,
  position integer not null default 0,
  availability_changed_in bigint not null default ((pg_current_xact_id())::text)::bigint,
  PRIMARY KEY (workspace_id, connection_id, variant_key),
  FOREIGN KEY (workspace_id, product_id) REFERENCES product(workspace_id, id)
);
CREATE INDEX variant_by_inventory ON variant USING btree (workspace_id, connection_id, inventory_key) WHERE (inventory_key IS NOT NULL);
CREATE INDEX variant_changes ON variant USING btree (workspace_id, availability_changed_in);
CREATE INDEX variant_of_product ON variant USING btree (workspace_id, product_id, "position");

create table workspace (
  id uuid not null,
  name text not null,
  country text not null,
  time_zone text not null,
  locale text not null,
  currency text not null,
  is_demo boolean not null default false,
  settings jsonb not null default '{}'::jsonb,
  holdout_salt text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id)
);
