import { sql } from 'kysely';
import { z } from 'zod';
import { SendProblem } from '#contract/inbound-event';
import { IncomingContent, OutgoingContent } from '#contract/message-content';
import { PaymentFault, PaymentStatusWord } from '#contract/payment';
import { Decision, RuleCheck } from '#contract/send-reason';
import type { Db } from '#platform/database';
import type { Talk } from './cart-talks.ts';

interface StoryRef {
  workspaceId: string;
  cartId: string;
}

const LogLine = z.object({ atMs: z.number(), kind: z.string(), node: z.string().nullish(), detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}) });
const RunRow = z.object({
  id: z.string(),
  flow_id: z.string(),
  flow_name: z.string(),
  contact_id: z.string().nullable(),
  state: z.enum(['armed', 'running', 'ended']),
  due_at: z.date().nullable(),
  arm: z.string().nullable(),
  messages_sent: z.int(),
  first_sent_at: z.date().nullable(),
  last_sent_at: z.date().nullable(),
  ended_at: z.date().nullable(),
  log: z.array(LogLine),
});
export type RunRow = z.infer<typeof RunRow>;

/** Every case of the cart, the one that messaged first. */
export async function readRuns(db: Db, { workspaceId, cartId }: StoryRef): Promise<RunRow[]> {
  const { rows } = await sql`
    select r.id, r.flow_id, f.name as flow_name, r.contact_id, r.state, r.due_at, r.arm, r.messages_sent, r.first_sent_at, r.last_sent_at, r.ended_at, r.log
    from flow_run r join flow f on f.workspace_id = r.workspace_id and f.id = r.flow_id
    where r.workspace_id = ${workspaceId} and r.subject_id = ${cartId} and r.subject_kind = 'cart'
    order by (r.messages_sent > 0) desc, (r.state <> 'ended') desc, r.started_at desc limit 10`.execute(db);
  return RunRow.array().parse(rows);
}

const Answer = z.object({ atMs: z.number(), decision: Decision, checks: z.array(RuleCheck).default([]), rulesVersion: z.string().nullish() });
const SendRow = z.object({
  id: z.string(),
  origin: z.enum(['flow', 'campaign', 'assistant', 'person', 'system']),
  author_name: z.string().nullable(),
  conversation_id: z.string().nullable(),
  state: z.string(),
  reason: z.string().nullable(),
  planned_at: z.date(),
  content: OutgoingContent.nullable(),
  decisions: z.array(Answer),
  accepted_at: z.date().nullable(),
  delivered_at: z.date().nullable(),
  read_at: z.date().nullable(),
  failed_at: z.date().nullable(),
  problem: SendProblem.nullable(),
  cost_micros: z.int().nullable(),
  cost_currency: z.string().nullable(),
  first_clicked_at: z.date().nullable(),
});
export type SendRow = z.infer<typeof SendRow>;

const sendColumns = sql`s.id, s.origin, s.author_name, s.conversation_id, s.state, s.reason, s.planned_at, s.content, s.decisions, s.accepted_at, s.delivered_at, s.read_at, s.failed_at, s.problem,
  s.cost_micros, s.cost_currency, s.first_clicked_at`;

/** Messages about the cart, sent or not. */
export async function readCartSends(db: Db, { workspaceId, cartId }: StoryRef): Promise<SendRow[]> {
  const { rows } = await sql`select ${sendColumns} from send s where s.workspace_id = ${workspaceId} and s.cart_id = ${cartId} order by s.planned_at, s.id limit 50`.execute(db);
  return SendRow.array().parse(rows);
}

/** What else we wrote in the conversation meanwhile. */
export async function readAnswers(db: Db, workspaceId: string, { conversationId, from, to }: Talk): Promise<SendRow[]> {
  const { rows } = await sql`
    select ${sendColumns} from send s where s.workspace_id = ${workspaceId} and s.conversation_id = ${conversationId} and s.cart_id is null and s.planned_at >= ${from} and s.planned_at <= ${to}
    order by s.planned_at, s.id limit 100`.execute(db);
  return SendRow.array().parse(rows);
}

const MessageRow = z.object({ at: z.date(), direction: z.enum(['in', 'out']), content: IncomingContent.nullable() });
export type MessageRow = z.infer<typeof MessageRow>;

/** What the shopper wrote, and what a person answered in the vendor's own app. */
export async function readMessages(db: Db, workspaceId: string, { conversationId, from, to }: Talk): Promise<MessageRow[]> {
  const { rows } = await sql`
    select at, direction, case when is_revoked then null else content end as content from message
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and author <> 'history' and at >= ${from} and at <= ${to} order by at, id limit 100`.execute(db);
  return MessageRow.array().parse(rows);
}

const EventRow = z.object({ at: z.date(), kind: z.string(), actor: z.string(), details: z.record(z.string(), z.unknown()) });
export type EventRow = z.infer<typeof EventRow>;

export async function readConversationEvents(db: Db, workspaceId: string, { conversationId, from, to }: Talk): Promise<EventRow[]> {
  const { rows } = await sql`
    select at, kind, actor, details from conversation_event where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and at >= ${from} and at <= ${to}
    order by at, id limit 100`.execute(db);
  return EventRow.array().parse(rows);
}

const ActivityRow = z.object({ at: z.date(), kind: z.string(), name: z.string().nullable(), title: z.string().nullable() });
export type ActivityRow = z.infer<typeof ActivityRow>;

/** What was done on the shop's pages with this cart, oldest first; the last two hundred acts. */
export async function readActivity(db: Db, { workspaceId, cartId }: StoryRef): Promise<ActivityRow[]> {
  const { rows } = await sql`
    select * from (
      select a.at, a.kind, a.name, (select d.title from product d where d.workspace_id = a.workspace_id and d.connection_id = a.connection_id and d.product_key = a.product_key) as title
      from cart_key k join activity a on a.workspace_id = k.workspace_id and a.cart_key = k.key and a.connection_id = k.connection_id
      where k.workspace_id = ${workspaceId} and k.cart_id = ${cartId} order by a.at desc limit 200) acts order by at`.execute(db);
  return ActivityRow.array().parse(rows);
}

const OrderRow = z.object({ id: z.string(), number: z.string(), placed_at: z.date(), total_minor: z.int(), currency: z.string(), counts: z.boolean() });
export type OrderRow = z.infer<typeof OrderRow>;

/** Orders of the cart, and the one that ended its case. */
export async function readOrders(db: Db, { workspaceId, cartId }: StoryRef): Promise<OrderRow[]> {
  const { rows } = await sql`
    select o.id, o.number, o.placed_at, o.total_minor, o.currency, o.state <> 'cancelled' and o.payment_state not in ('voided', 'failed', 'refunded') as counts
    from shop_order o where o.workspace_id = ${workspaceId} and (o.cart_id = ${cartId} or o.id in (
      select order_id from flow_run where workspace_id = ${workspaceId} and subject_id = ${cartId} and order_id is not null
      union all select order_id from cart where workspace_id = ${workspaceId} and id = ${cartId} and order_id is not null))
    order by o.placed_at, o.id limit 20`.execute(db);
  return OrderRow.array().parse(rows);
}

const CountedRow = z.object({ order_id: z.string(), rule: z.string(), window_ms: z.int(), amount_minor: z.int(), currency: z.string(), ordered_at: z.date(), is_reversed: z.boolean() });
export type CountedRow = z.infer<typeof CountedRow>;

export async function readCounted(db: Db, workspaceId: string, sendIds: string[]): Promise<CountedRow[]> {
  const { rows } = await sql`
    select order_id, rule, window_ms, amount_minor, currency, ordered_at, is_reversed from attribution
    where workspace_id = ${workspaceId} and send_id = any(${sendIds}::uuid[]) order by ordered_at, order_id limit 20`.execute(db);
  return CountedRow.array().parse(rows);
}

const EditDetail = z.object({ title: z.string().default(''), variantTitle: z.string().nullable().default(null), from: z.int().default(0), to: z.int().default(0), code: z.string().optional() });
const EditRow = z.object({ at: z.date(), kind: z.enum(['changed', 'code', 'saved', 'shared']), conversation_id: z.string(), details: z.array(EditDetail) });
export type EditRow = z.infer<typeof EditRow>;

/** What was done with the cart in a conversation. */
export async function readEdits(db: Db, { workspaceId, cartId }: StoryRef): Promise<EditRow[]> {
  const { rows } = await sql`select at, kind, conversation_id, details from cart_edit where workspace_id = ${workspaceId} and cart_id = ${cartId} order by at, id limit 100`.execute(db);
  return EditRow.array().parse(rows);
}

const PaymentRow = z.object({
  at: z.date(),
  link_id: z.string(),
  kind: z.enum(['link_opened', 'link_expired', 'link_closed', 'status', 'fault', 'order_by_hand']),
  status: PaymentStatusWord.nullable(),
  fault: PaymentFault.nullable(),
  amount_minor: z.int(),
  currency: z.string(),
});
export type PaymentRow = z.infer<typeof PaymentRow>;

/** What was paid for the cart in a chat, and what was only tried. */
export async function readPayments(db: Db, { workspaceId, cartId }: StoryRef): Promise<PaymentRow[]> {
  const { rows } = await sql`
    select e.at, e.link_id, e.kind, case e.kind when 'status' then e.details ->> 'status' end as status, e.details ->> 'fault' as fault,
      coalesce((e.details ->> 'amountMinor')::bigint, l.amount_minor) as amount_minor, coalesce(e.details ->> 'currency', l.currency) as currency
    from payment_link l join payment_entry e on e.workspace_id = l.workspace_id and e.link_id = l.id
    where l.workspace_id = ${workspaceId} and l.cart_id in (select c.id from cart c where c.workspace_id = ${workspaceId} and (c.id = ${cartId} or c.merged_into = ${cartId})) and e.kind in ('link_opened', 'link_expired', 'link_closed', 'status', 'fault', 'order_by_hand')
    order by e.at, e.id limit 100`.execute(db);
  return PaymentRow.array().parse(rows);
}
