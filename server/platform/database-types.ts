// Written by "npm run schema" from the migrations. Do not edit.
import type { ColumnType } from 'kysely';

/** May be left out of an insert. */
type Optional<Type> = ColumnType<Type, Type | undefined, Type>;
/** Checked by a schema where it is read; written as text. */
type Json = ColumnType<unknown, string, string>;
type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;

export interface ActivityRow {
  workspace_id: string;
  at: Date;
  id: string;
  connection_id: string;
  contact_id: Optional<string | null>;
  kind: string;
  name: Optional<string | null>;
  cart_key: Optional<string | null>;
  product_key: Optional<string | null>;
  variant_key: Optional<string | null>;
  dwell_ms: Optional<number | null>;
  attributes: OptionalJson;
}

export interface ApiKeyRow {
  workspace_id: string;
  id: string;
  name: string;
  role: string;
  hint: string;
  secret_hash: string;
  created_by: string;
  created_at: Date;
  expires_at: Optional<Date | null>;
  last_used_at: Optional<Date | null>;
  revoked_at: Optional<Date | null>;
}

export interface AssistantEffectRow {
  workspace_id: string;
  turn_id: string;
  key: string;
  output: OptionalJson;
  at: Date;
}

export interface AssistantTurnRow {
  workspace_id: string;
  id: string;
  conversation_id: string;
  contact_id: string;
  connection_id: string;
  channel: string;
  state: string;
  message_ids: string[];
  started_at: Date;
  due_at: Optional<Date | null>;
  latest_at: Date;
  attempts: Optional<number>;
  settled_at: Optional<Date | null>;
  reason: Optional<string | null>;
  engine: Optional<string | null>;
  fallback: Optional<string | null>;
  model: Optional<string | null>;
  input_tokens: Optional<number>;
  output_tokens: Optional<number>;
  cost_micros: Optional<number>;
  think_ms: Optional<number | null>;
  send_id: Optional<string | null>;
  record: OptionalJson;
  memory: OptionalJson;
  pending: OptionalJson;
  choices: OptionalJson;
  facts: OptionalJson;
  language: Optional<string | null>;
}

export interface AttributionRow {
  workspace_id: string;
  order_id: string;
  rule: string;
  window_ms: number;
  send_id: string;
  run_id: Optional<string | null>;
  flow_id: Optional<string | null>;
  cart_id: Optional<string | null>;
  contact_id: string;
  amount_minor: number;
  currency: string;
  ordered_at: Date;
  sent_at: Date;
  is_reversed: Optional<boolean>;
}

export interface AuditEntryRow {
  workspace_id: string;
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: Optional<string | null>;
  actor_name: string;
  action: string;
  subject_kind: Optional<string | null>;
  subject_id: Optional<string | null>;
  details: OptionalJson;
}

export interface AuthAccountRow {
  id: string;
  user_id: string;
  account_id: string;
  provider_id: string;
  password: Optional<string | null>;
  access_token: Optional<string | null>;
  refresh_token: Optional<string | null>;
  id_token: Optional<string | null>;
  access_token_expires_at: Optional<Date | null>;
  refresh_token_expires_at: Optional<Date | null>;
  scope: Optional<string | null>;
  created_at: Date;
  updated_at: Date;
}

export interface AuthSessionRow {
  id: string;
  user_id: string;
  token: string;
  expires_at: Date;
  ip_address: Optional<string | null>;
  user_agent: Optional<string | null>;
  created_at: Date;
  updated_at: Date;
}

export interface AuthTwoFactorRow {
  id: string;
  user_id: string;
  secret: string;
  backup_codes: string;
  verified: Optional<boolean>;
  failed_verification_count: Optional<number>;
  locked_until: Optional<Date | null>;
}

export interface AuthUserRow {
  id: string;
  name: string;
  email: string;
  email_verified: Optional<boolean>;
  image: Optional<string | null>;
  locale: Optional<string | null>;
  two_factor_enabled: Optional<boolean>;
  created_at: Date;
  updated_at: Date;
}

export interface AuthVerificationRow {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

export interface CartRow {
  workspace_id: string;
  id: string;
  connection_id: string;
  contact_id: Optional<string | null>;
  state: string;
  version: Date;
  currency: string;
  total_minor: number;
  item_count: number;
  lines: Json;
  checkout_reached: Optional<boolean>;
  checkout_url: Optional<string | null>;
  activity_at: Date;
  discount_codes: Optional<string[]>;
  attributes: OptionalJson;
  bot_signs: Optional<string[]>;
  bought_at: Optional<Date | null>;
  order_id: Optional<string | null>;
  merged_into: Optional<string | null>;
  created_at: Date;
  edited_at: Optional<Date | null>;
  saved_at: Optional<Date | null>;
  shared_at: Optional<Date | null>;
  chat_code: Optional<string | null>;
}

export interface CartEditRow {
  workspace_id: string;
  id: string;
  cart_id: string;
  conversation_id: string;
  at: Date;
  kind: string;
  details: OptionalJson;
  key: string;
}

export interface CartKeyRow {
  workspace_id: string;
  connection_id: string;
  key: string;
  cart_id: string;
}

export interface ChatDiscountRow {
  workspace_id: string;
  id: string;
  contact_id: Optional<string | null>;
  conversation_id: string;
  connection_id: string;
  code: string;
  percent: number;
  state: string;
  reason: Optional<string | null>;
  discount_key: Optional<string | null>;
  starts_at: Date;
  ends_at: Date;
  asked_at: Date;
}

export interface ClockOffsetRow {
  only_row: Optional<boolean>;
  offset_ms: Optional<number>;
}

export interface ConnectionRow {
  workspace_id: string;
  id: string;
  port: string;
  vendor: string;
  name: string;
  state: string;
  account_key: Optional<string | null>;
  settings: OptionalJson;
  sealed_secrets: Optional<Buffer | null>;
  facts: OptionalJson;
  health: OptionalJson;
  checked_at: Optional<Date | null>;
  last_event_at: Optional<Date | null>;
  created_at: Date;
  updated_at: Date;
}

export interface ConnectionPollRow {
  workspace_id: string;
  connection_id: string;
  kind: string;
  read_until: Date;
  ran_at: Date;
  error: Optional<string | null>;
}

export interface ConsentRow {
  workspace_id: string;
  contact_id: string;
  channel: string;
  purpose: string;
  state: string;
  occurred_at: Date;
  own_initiative: Optional<boolean>;
  entry_id: string;
}

export interface ConsentChainRow {
  workspace_id: string;
  contact_id: string;
  length: number;
  head_hash: string;
}

export interface ConsentEntryRow {
  workspace_id: string;
  id: string;
  contact_id: string;
  channel: string;
  purpose: string;
  state: string;
  occurred_at: Date;
  recorded_at: Date;
  source: string;
  wording: Optional<string | null>;
  evidence: OptionalJson;
  double_opt_in: Optional<boolean>;
  connection_id: Optional<string | null>;
  actor: string;
  hash: string;
  previous_hash: Optional<string | null>;
  sequence: number;
  everywhere: Optional<boolean>;
  own_initiative: Optional<boolean>;
  proof_hash: string;
  is_blanked: Optional<boolean>;
}

export interface ContactRow {
  workspace_id: string;
  id: string;
  name: Optional<string | null>;
  first_name: Optional<string | null>;
  name_at: Optional<Date | null>;
  locale: Optional<string | null>;
  country: Optional<string | null>;
  region: Optional<string | null>;
  time_zone: Optional<string | null>;
  attributes: OptionalJson;
  tags: Optional<string[]>;
  order_count: Optional<number | null>;
  spent_minor: Optional<number | null>;
  spent_currency: Optional<string | null>;
  shop_version: Optional<Date | null>;
  last_order_at: Optional<Date | null>;
  is_bot: Optional<boolean>;
  merged_into: Optional<string | null>;
  erased_at: Optional<Date | null>;
  created_at: Date;
  updated_at: Date;
}

export interface ContactCodeRow {
  workspace_id: string;
  code: string;
  contact_id: string;
  conversation_id: string;
  created_at: Date;
  expires_at: Date;
  used_at: Optional<Date | null>;
  visitor: Optional<string | null>;
}

export interface ContactIdentityRow {
  workspace_id: string;
  kind: string;
  value: string;
  contact_id: string;
  match_key: Optional<string | null>;
  reported: Optional<string | null>;
  unreachable_until: Optional<Date | null>;
  created_at: Date;
}

export interface ConversationRow {
  workspace_id: string;
  id: string;
  contact_id: string;
  connection_id: string;
  channel: string;
  state: string;
  handler: string;
  handler_run_id: Optional<string | null>;
  assignee_id: Optional<string | null>;
  priority: Optional<number>;
  handoff_reason: Optional<string | null>;
  tags: Optional<string[]>;
  waiting_since: Optional<Date | null>;
  snoozed_until: Optional<Date | null>;
  window_ends_at: Optional<Date | null>;
  free_until: Optional<Date | null>;
  is_owned: Optional<boolean>;
  unread_count: Optional<number>;
  last_message_at: Optional<Date | null>;
  last_inbound_at: Optional<Date | null>;
  last_preview: Optional<string | null>;
  referral: OptionalJson;
  created_at: Date;
}

export interface ConversationEventRow {
  workspace_id: string;
  id: string;
  conversation_id: string;
  at: Date;
  kind: string;
  actor: string;
  details: OptionalJson;
}

export interface ConversationNoteRow {
  workspace_id: string;
  id: string;
  conversation_id: string;
  author_id: string;
  author_name: string;
  text: string;
  created_at: Date;
}

export interface ErasedIdentityRow {
  workspace_id: string;
  hash: string;
  erased_at: Date;
}

export interface FlowRow {
  workspace_id: string;
  id: string;
  playbook: Optional<string | null>;
  name: string;
  lane: string;
  priority: Optional<number>;
  is_on: Optional<boolean>;
  activated_at: Optional<Date | null>;
  version: number;
  definition: Json;
  created_at: Date;
  updated_at: Date;
}

export interface FlowDiscountRow {
  workspace_id: string;
  id: string;
  flow_id: string;
  run_id: string;
  connection_id: string;
  code: string;
  percent: Optional<number | null>;
  state: string;
  reason: Optional<string | null>;
  discount_key: Optional<string | null>;
  starts_at: Date;
  ends_at: Date;
  asked_at: Date;
  settled_at: Optional<Date | null>;
}

export interface FlowRunRow {
  workspace_id: string;
  id: string;
  flow_id: string;
  flow_version: number;
  lane: string;
  subject_kind: string;
  subject_id: string;
  contact_id: Optional<string | null>;
  state: string;
  entry: Optional<number>;
  node: Optional<string | null>;
  due_at: Optional<Date | null>;
  wait_until: Optional<Date | null>;
  pending_send_id: Optional<string | null>;
  pending_result: Optional<string | null>;
  pending_reason: Optional<string | null>;
  held_out: Optional<boolean>;
  arm: Optional<string | null>;
  messages_sent: Optional<number>;
  first_sent_at: Optional<Date | null>;
  last_sent_at: Optional<Date | null>;
  replied_at: Optional<Date | null>;
  outcome: Optional<string | null>;
  outcome_reason: Optional<string | null>;
  order_id: Optional<string | null>;
  log: OptionalJson;
  started_at: Date;
  ended_at: Optional<Date | null>;
  discount_code: Optional<string | null>;
}

export interface FlowVersionRow {
  workspace_id: string;
  flow_id: string;
  version: number;
  definition: Json;
  author: string;
  created_at: Date;
}

export interface HandoffRow {
  workspace_id: string;
  id: string;
  conversation_id: string;
  contact_id: string;
  at: Date;
  trigger: string;
  summary: string;
  given_by: string;
  turn_id: Optional<string | null>;
  priority: number;
  tags: Optional<string[]>;
  assignee_id: Optional<string | null>;
  send_id: Optional<string | null>;
  package: Json;
}

export interface HookRouteRow {
  connection_id: string;
  workspace_id: string;
}

export interface InboundDeliveryRow {
  workspace_id: string;
  received_at: Date;
  id: string;
  connection_id: string;
  method: string;
  headers: Json;
  body: Buffer;
  state: string;
}

export interface InboundFailureRow {
  workspace_id: string;
  id: string;
  connection_id: string;
  delivery_id: Optional<string | null>;
  received_at: Date;
  event_key: Optional<string | null>;
  event: OptionalJson;
  error_code: string;
  error: string;
  attempts: Optional<number>;
  state: string;
  settled_at: Optional<Date | null>;
}

export interface InboundKeyRow {
  workspace_id: string;
  connection_id: string;
  key: string;
  received_at: Date;
}

export interface InvitationRow {
  workspace_id: string;
  id: string;
  email: string;
  role: string;
  token_hash: string;
  invited_by: string;
  created_at: Date;
  expires_at: Date;
  accepted_at: Optional<Date | null>;
  revoked_at: Optional<Date | null>;
}

export interface JobRow {
  workspace_id: string;
  id: string;
  name: string;
  key: string;
  input: Json;
  due_at: Date;
  lease_until: Optional<Date | null>;
  attempts: Optional<number>;
  last_error: Optional<string | null>;
  progress: OptionalJson;
  created_at: Date;
  again_at: Optional<Date | null>;
}

export interface KnowledgePageRow {
  workspace_id: string;
  id: string;
  kind: string;
  title: string;
  language: Optional<string | null>;
  version: number;
  published_version: Optional<number | null>;
  warnings: Optional<string[]>;
  preview: Optional<string>;
  url: Optional<string | null>;
  author: string;
  created_at: Date;
  updated_at: Date;
  published_at: Optional<Date | null>;
}

export interface KnowledgeRevisionRow {
  workspace_id: string;
  revision: number;
}

export interface KnowledgeVersionRow {
  workspace_id: string;
  page_id: string;
  version: number;
  kind: string;
  title: string;
  language: Optional<string | null>;
  body: string;
  structure: OptionalJson;
  url: Optional<string | null>;
  author: string;
  created_at: Date;
}

export interface MediaRow {
  workspace_id: string;
  at: Date;
  id: string;
  conversation_id: string;
  message_id: Optional<string | null>;
  channel_media_id: Optional<string | null>;
  placed_at: Optional<Date | null>;
  announced_sha256: Optional<string | null>;
  wanted_at: Date;
  state: string;
  reason: Optional<string | null>;
  mime_type: Optional<string | null>;
  file_name: Optional<string | null>;
  size_bytes: Optional<number | null>;
  sha256: Optional<string | null>;
  bytes: Optional<Buffer | null>;
}

export interface MemberRow {
  workspace_id: string;
  user_id: string;
  role: string;
  created_at: Date;
}

export interface MemberAvailabilityRow {
  workspace_id: string;
  user_id: string;
  is_away: Optional<boolean>;
  back_at: Optional<Date | null>;
  hours: OptionalJson;
  last_assigned_at: Optional<Date | null>;
  updated_at: Date;
}

export interface MentionRow {
  workspace_id: string;
  user_id: string;
  note_id: string;
  conversation_id: string;
  created_at: Date;
  read_at: Optional<Date | null>;
}

export interface MessageRow {
  workspace_id: string;
  at: Date;
  id: string;
  conversation_id: string;
  direction: string;
  author: string;
  provider_message_id: string;
  content: Json;
  in_reply_to: Optional<string | null>;
  edited_at: Optional<Date | null>;
  is_revoked: Optional<boolean>;
  transcript: Optional<string | null>;
}

export interface MessageEditRow {
  workspace_id: string;
  connection_id: string;
  provider_message_id: string;
  at: Date;
  content: OptionalJson;
}

export interface OrderCartKeyRow {
  workspace_id: string;
  connection_id: string;
  key: string;
  order_id: string;
}

export interface PaceRow {
  workspace_id: string;
  connection_id: string;
  next_free_at: Date;
  backlog_at: Date;
}

export interface PaymentRow {
  workspace_id: string;
  id: string;
  link_id: string;
  connection_id: string;
  payment_key: string;
  status: string;
  status_at: Date;
  amount_minor: number;
  refunded_minor: Optional<number>;
  currency: string;
  reason: Optional<string | null>;
  voucher: OptionalJson;
  payer: OptionalJson;
  fault: Optional<string | null>;
  paid_at: Optional<Date | null>;
  created_at: Date;
  updated_at: Date;
}

export interface PaymentEntryRow {
  workspace_id: string;
  id: string;
  link_id: string;
  payment_id: Optional<string | null>;
  at: Date;
  kind: string;
  actor: string;
  details: OptionalJson;
}

export interface PaymentLinkRow {
  workspace_id: string;
  id: string;
  connection_id: string;
  cart_id: string;
  contact_id: Optional<string | null>;
  conversation_id: Optional<string | null>;
  reference: string;
  content_key: string;
  amount_minor: number;
  currency: string;
  lines: Json;
  discount_codes: Optional<string[]>;
  payer: OptionalJson;
  language: string;
  state: string;
  provider_key: Optional<string | null>;
  url: Optional<string | null>;
  idempotency_key: string;
  problem: Optional<string | null>;
  refusals: Optional<number>;
  hold_until: Optional<Date | null>;
  next_check_at: Optional<Date | null>;
  checks: Optional<number>;
  outcome: Optional<string | null>;
  held_because: Optional<string | null>;
  order_id: Optional<string | null>;
  handled_at: Optional<Date | null>;
  created_at: Date;
  expires_at: Date;
  settled_at: Optional<Date | null>;
}

export interface PaymentRefundRow {
  workspace_id: string;
  id: string;
  payment_id: string;
  idempotency_key: string;
  amount_minor: Optional<number | null>;
  state: string;
  refund_key: Optional<string | null>;
  problem: Optional<string | null>;
  asked_by: string;
  asked_at: Date;
  settled_at: Optional<Date | null>;
}

export interface PrivacyRequestRow {
  workspace_id: string;
  id: string;
  connection_id: string;
  kind: string;
  contact_id: Optional<string | null>;
  requested_at: Date;
  done_at: Optional<Date | null>;
  result: OptionalJson;
}

export interface ProductRow {
  workspace_id: string;
  id: string;
  connection_id: string;
  product_key: string;
  version: Date;
  state: string;
  title: string;
  description: Optional<string | null>;
  vendor: Optional<string | null>;
  category: Optional<string | null>;
  tags: Optional<string[]>;
  url: Optional<string | null>;
  image_url: Optional<string | null>;
  currency: string;
  attributes: OptionalJson;
  updated_at: Date;
  fingerprint: Optional<string>;
  changed_in: Optional<number>;
}

export interface PushDeviceRow {
  workspace_id: string;
  id: string;
  user_id: string;
  address_hash: string;
  sealed: Buffer;
  label: string;
  shows_text: Optional<boolean>;
  kinds: string[];
  created_at: Date;
  told_at: Optional<Date | null>;
  failed_count: Optional<number>;
}

export interface PushKeyRow {
  only_row: Optional<boolean>;
  public_key: string;
  sealed_private_key: Buffer;
  created_at: Date;
}

export interface QuestionGroupRow {
  workspace_id: string;
  id: string;
  state: string;
  terms: string[];
  signature: string;
  language: string;
  count: number;
  page_id: Optional<string | null>;
  first_at: Date;
  last_at: Date;
  state_at: Optional<Date | null>;
}

export interface RatingRow {
  workspace_id: string;
  id: string;
  conversation_id: string;
  contact_id: string;
  answered_by: string;
  asked_at: Date;
  send_id: string;
  score: Optional<string | null>;
  rated_at: Optional<Date | null>;
  comment: Optional<string | null>;
}

export interface ReachRow {
  workspace_id: string;
  portfolio_key: string;
  contact_id: string;
  last_at: Date;
}

export interface RestockWishRow {
  workspace_id: string;
  connection_id: string;
  variant_key: string;
  contact_id: string;
  id: string;
  channel_connection_id: string;
  conversation_id: string;
  language: string;
  wording: Optional<string | null>;
  wished_at: Date;
  state: string;
  reason: Optional<string | null>;
  due_at: Optional<Date | null>;
  settled_at: Optional<Date | null>;
}

export interface ReturnRequestRow {
  workspace_id: string;
  id: string;
  order_id: string;
  contact_id: Optional<string | null>;
  conversation_id: Optional<string | null>;
  kind: string;
  line_no: number;
  line_title: Optional<string | null>;
  reason: string;
  state: string;
  created_at: Date;
  updated_at: Date;
  decided_by: Optional<string | null>;
}

export interface SavedReplyRow {
  workspace_id: string;
  id: string;
  language: string;
  title: string;
  folder: Optional<string>;
  tags: Optional<string[]>;
  text: string;
  use_count: Optional<number>;
  last_used_at: Optional<Date | null>;
  author_name: string;
  created_at: Date;
  updated_at: Date;
}

export interface SavedViewRow {
  workspace_id: string;
  id: string;
  user_id: string;
  is_shared: Optional<boolean>;
  name: string;
  filters: Json;
  created_at: Date;
}

export interface SendRow {
  workspace_id: string;
  id: string;
  origin: string;
  origin_id: string;
  step: string;
  contact_id: string;
  connection_id: string;
  conversation_id: Optional<string | null>;
  cart_id: Optional<string | null>;
  flow_id: Optional<string | null>;
  channel: string;
  purpose: string;
  state: string;
  reason: Optional<string | null>;
  planned_at: Date;
  planned_for: Date;
  due_at: Optional<Date | null>;
  lease_until: Optional<Date | null>;
  attempts: Optional<number>;
  intent: Json;
  content: OptionalJson;
  template_id: Optional<string | null>;
  is_reply: Optional<boolean>;
  held_out: Optional<boolean>;
  would_send: Optional<boolean | null>;
  arm: Optional<string | null>;
  author_id: Optional<string | null>;
  author_name: Optional<string | null>;
  decisions: OptionalJson;
  claimed_at: Optional<Date | null>;
  provider_message_id: Optional<string | null>;
  accepted_at: Optional<Date | null>;
  delivered_at: Optional<Date | null>;
  read_at: Optional<Date | null>;
  failed_at: Optional<Date | null>;
  problem: OptionalJson;
  price: OptionalJson;
  cost_micros: Optional<number | null>;
  cost_currency: Optional<string | null>;
  link_url: Optional<string | null>;
  click_count: Optional<number>;
  first_clicked_at: Optional<Date | null>;
}

export interface ShipmentRow {
  workspace_id: string;
  connection_id: string;
  shipment_key: string;
  order_key: string;
  version: Date;
  status: string;
  carrier: Optional<string | null>;
  tracking_number: Optional<string | null>;
  tracking_url: Optional<string | null>;
  estimated_at: Optional<Date | null>;
}

export interface ShopOrderRow {
  workspace_id: string;
  id: string;
  connection_id: string;
  order_key: string;
  number: string;
  version: Date;
  contact_id: Optional<string | null>;
  cart_id: Optional<string | null>;
  currency: string;
  total_minor: number;
  discount_minor: number;
  lines: Json;
  placed_at: Date;
  state: string;
  payment_state: string;
  fulfilment_state: string;
  discount_codes: Optional<string[]>;
  status_url: Optional<string | null>;
  attributes: OptionalJson;
  received_at: Date;
}

export interface SignInAttemptRow {
  key: string;
  count: number;
  window_ends_at: Date;
}

export interface StockLevelRow {
  workspace_id: string;
  connection_id: string;
  inventory_key: string;
  location_key: string;
  stock: number;
  version: Date;
}

export interface SuppressionRow {
  workspace_id: string;
  hash: string;
  reason: string;
  at: Date;
  scope: Optional<string>;
}

export interface TemplateRow {
  workspace_id: string;
  id: string;
  connection_id: string;
  template_key: Optional<string | null>;
  name: string;
  language: string;
  category: string;
  requested_category: Optional<string | null>;
  status: string;
  quality: Optional<string>;
  reason: Optional<string | null>;
  header: OptionalJson;
  body: string;
  footer: Optional<string | null>;
  variables: Optional<string[]>;
  buttons: OptionalJson;
  message_key: Optional<string | null>;
  content_hash: Optional<string | null>;
  version: Date;
  created_at: Date;
  updated_at: Date;
  purpose: Optional<string | null>;
  status_at: Optional<Date | null>;
  category_at: Optional<Date | null>;
  quality_at: Optional<Date | null>;
  submitted_at: Optional<Date | null>;
  problem: Optional<string | null>;
}

export interface UnansweredQuestionRow {
  workspace_id: string;
  id: string;
  group_id: string;
  conversation_id: Optional<string | null>;
  asked_at: Date;
  question: Optional<string | null>;
  language: string;
  reason: string;
}

export interface VariantRow {
  workspace_id: string;
  connection_id: string;
  variant_key: string;
  product_id: string;
  title: string;
  sku: Optional<string | null>;
  price_minor: number;
  compare_at_minor: Optional<number | null>;
  stock: Optional<number | null>;
  stock_version: Optional<Date | null>;
  sells_when_empty: Optional<boolean>;
  inventory_key: Optional<string | null>;
  barcode: Optional<string | null>;
  options: OptionalJson;
  image_url: Optional<string | null>;
  position: Optional<number>;
  availability_changed_in: Optional<number>;
}

export interface WorkspaceRow {
  id: string;
  name: string;
  country: string;
  time_zone: string;
  locale: string;
  currency: string;
  is_demo: Optional<boolean>;
  settings: OptionalJson;
  holdout_salt: string;
  created_at: Date;
}

export interface DB {
  activity: ActivityRow;
  api_key: ApiKeyRow;
  assistant_effect: AssistantEffectRow;
  assistant_turn: AssistantTurnRow;
  attribution: AttributionRow;
  audit_entry: AuditEntryRow;
  auth_account: AuthAccountRow;
  auth_session: AuthSessionRow;
  auth_two_factor: AuthTwoFactorRow;
  auth_user: AuthUserRow;
  auth_verification: AuthVerificationRow;
  cart: CartRow;
  cart_edit: CartEditRow;
  cart_key: CartKeyRow;
  chat_discount: ChatDiscountRow;
  clock_offset: ClockOffsetRow;
  connection: ConnectionRow;
  connection_poll: ConnectionPollRow;
  consent: ConsentRow;
  consent_chain: ConsentChainRow;
  consent_entry: ConsentEntryRow;
  contact: ContactRow;
  contact_code: ContactCodeRow;
  contact_identity: ContactIdentityRow;
  conversation: ConversationRow;
  conversation_event: ConversationEventRow;
  conversation_note: ConversationNoteRow;
  erased_identity: ErasedIdentityRow;
  flow: FlowRow;
  flow_discount: FlowDiscountRow;
  flow_run: FlowRunRow;
  flow_version: FlowVersionRow;
  handoff: HandoffRow;
  hook_route: HookRouteRow;
  inbound_delivery: InboundDeliveryRow;
  inbound_failure: InboundFailureRow;
  inbound_key: InboundKeyRow;
  invitation: InvitationRow;
  job: JobRow;
  knowledge_page: KnowledgePageRow;
  knowledge_revision: KnowledgeRevisionRow;
  knowledge_version: KnowledgeVersionRow;
  media: MediaRow;
  member: MemberRow;
  member_availability: MemberAvailabilityRow;
  mention: MentionRow;
  message: MessageRow;
  message_edit: MessageEditRow;
  order_cart_key: OrderCartKeyRow;
  pace: PaceRow;
  payment: PaymentRow;
  payment_entry: PaymentEntryRow;
  payment_link: PaymentLinkRow;
  payment_refund: PaymentRefundRow;
  privacy_request: PrivacyRequestRow;
  product: ProductRow;
  push_device: PushDeviceRow;
  push_key: PushKeyRow;
  question_group: QuestionGroupRow;
  rating: RatingRow;
  reach: ReachRow;
  restock_wish: RestockWishRow;
  return_request: ReturnRequestRow;
  saved_reply: SavedReplyRow;
  saved_view: SavedViewRow;
  send: SendRow;
  shipment: ShipmentRow;
  shop_order: ShopOrderRow;
  sign_in_attempt: SignInAttemptRow;
  stock_level: StockLevelRow;
  suppression: SuppressionRow;
  template: TemplateRow;
  unanswered_question: UnansweredQuestionRow;
  variant: VariantRow;
  workspace: WorkspaceRow;
}
