import { sql } from 'kysely';
import { z } from 'zod';
import type { CartLine } from '#contract/inbound-event';
import type { Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import { paymentHold } from '#modules/payments';

/** What the database knows around one send, fresh in the claiming transaction. Instants are epoch milliseconds. */
export interface SendSurroundings {
  sendId: string;
  contact: {
    isErased: boolean;
    mergedInto: string | null;
    isBot: boolean;
    firstName: string | null;
    locale: string | null;
    country: string | null;
    region: string | null;
    timeZone: string | null;
    lastOrderAtMs: number | null;
    /** A payment of theirs is disputed, or was taken back by their bank. */
    hasDispute: boolean;
  };
  addresses: { kind: 'bsuid' | 'phone' | 'email' | 'visitor'; value: string; reported: string | null }[];
  cart: {
    state: 'open' | 'completed' | 'deleted';
    itemCount: number;
    totalMinor: number;
    currency: string;
    /** With the catalogue's picture where the shop's cart has none. */
    lines: CartLine[];
    isBot: boolean;
    activityAtMs: number;
    /** A payment is on its way until then at the longest; null: none is. */
    paymentUntilMs: number | null;
    checkoutUrl: string | null;
    connectionId: string;
    keys: string[];
  } | null;
  flow: { isOn: boolean } | null;
  conversation: { id: string; windowEndsAtMs: number | null; lastInboundAtMs: number | null; handler: string; isOwned: boolean } | null;
  lastFlowSendAtMs: number | null;
  /** Messages that left or may have left in the last 31 days, newest first. */
  recent: { atMs: number; channel: string; purpose: string }[];
  connection: { state: string; facts: Record<string, unknown> };
}

// Keeps the planner from walking through everybody's newest messages: while tables grow it takes them for small, and one person's are few.
const plannedAt = sql`(o.planned_at + interval '0')`;
const leftStates = sql`('claimed', 'in_doubt', 'accepted', 'delivered', 'read')`;

/** One statement for a whole batch. The carts were locked before, so nobody buys one while this is decided. */
export async function gatherSurroundings(tx: Tx, sends: { workspaceId: string; id: string }[], nowMs: number): Promise<Map<string, SendSurroundings>> {
  const since = new Date(nowMs - 31 * 86_400_000);
  const { rows } = await sql<{ facts: SendSurroundings }>`
    select jsonb_build_object(
      'sendId', s.id,
      'contact', jsonb_build_object('isErased', p.erased_at is not null, 'mergedInto', p.merged_into, 'isBot', p.is_bot, 'firstName', p.first_name, 'locale', p.locale,
        'country', p.country, 'region', p.region, 'timeZone', p.time_zone, 'lastOrderAtMs', (extract(epoch from p.last_order_at) * 1000)::bigint,
        'hasDispute', exists (select from payment_link l join payment q on q.workspace_id = l.workspace_id and q.link_id = l.id
          where l.workspace_id = s.workspace_id and l.contact_id = s.contact_id and q.status in ('disputed', 'charged_back'))),
      'addresses', (select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'reported', i.reported) order by i.reported is null, i.created_at), '[]')
        from contact_identity i where i.workspace_id = s.workspace_id and i.contact_id = s.contact_id and i.kind in ('bsuid', 'phone', 'email', 'visitor')
          and (i.unreachable_until is null or i.unreachable_until <= ${new Date(nowMs)})),
      'cart', case when c.id is not null then jsonb_build_object('state', c.state, 'itemCount', c.item_count, 'totalMinor', c.total_minor, 'currency', c.currency,
        'lines', (select coalesce(jsonb_agg(line || jsonb_build_object('imageUrl', coalesce(line->>'imageUrl', g.image_url, d.image_url))), '[]')
          from jsonb_array_elements(c.lines) line
          left join variant g on g.workspace_id = c.workspace_id and g.connection_id = c.connection_id and g.variant_key = line->>'variantKey'
          left join product d on d.workspace_id = g.workspace_id and d.id = g.product_id),
        'isBot', cardinality(c.bot_signs) > 0, 'activityAtMs', (extract(epoch from c.activity_at) * 1000)::bigint, 'checkoutUrl', c.checkout_url,
        'paymentUntilMs', ${paymentHold},
        'connectionId', c.connection_id, 'keys', (select coalesce(jsonb_agg(k.key order by k.key), '[]') from cart_key k where k.workspace_id = c.workspace_id and k.cart_id = c.id)) end,
      'flow', case when f.id is not null then jsonb_build_object('isOn', f.is_on) end,
      'conversation', case when v.id is not null then jsonb_build_object('id', v.id, 'windowEndsAtMs', (extract(epoch from v.window_ends_at) * 1000)::bigint,
        'lastInboundAtMs', (extract(epoch from v.last_inbound_at) * 1000)::bigint, 'handler', v.handler, 'isOwned', v.is_owned) end,
      'lastFlowSendAtMs', (select (extract(epoch from max(o.claimed_at)) * 1000)::bigint from send o
        where o.workspace_id = s.workspace_id and o.contact_id = s.contact_id and o.flow_id = s.flow_id and o.origin_id <> s.origin_id and o.state in ${leftStates} and ${plannedAt} > ${since}),
      'recent', (select coalesce(jsonb_agg(jsonb_build_object('atMs', (extract(epoch from o.claimed_at) * 1000)::bigint, 'channel', o.channel, 'purpose', o.purpose) order by o.claimed_at desc), '[]')
        from (select o.claimed_at, o.channel, o.purpose from send o where o.workspace_id = s.workspace_id and o.contact_id = s.contact_id and o.id <> s.id
          and o.state in ${leftStates} and ${plannedAt} > ${since} order by ${plannedAt} desc limit 100) o),
      'connection', jsonb_build_object('state', n.state, 'facts', n.facts)) as facts
    from jsonb_to_recordset(${rowsOf(sends.map(({ workspaceId, id }) => ({ workspaceId, id })))}) as r("workspaceId" uuid, id uuid)
    join send s on s.workspace_id = r."workspaceId" and s.id = r.id
    join contact p on p.workspace_id = s.workspace_id and p.id = s.contact_id
    join connection n on n.workspace_id = s.workspace_id and n.id = s.connection_id
    left join cart c on c.workspace_id = s.workspace_id and c.id = s.cart_id
    left join flow f on f.workspace_id = s.workspace_id and f.id = s.flow_id
    left join conversation v on v.workspace_id = s.workspace_id and v.connection_id = s.connection_id and v.contact_id = s.contact_id`.execute(tx);
  return new Map(rows.map(({ facts }) => [facts.sendId, facts]));
}

/** What checks and account webhooks left on a connection that the gate and the pace need. */
export const NumberFacts = z.object({
  quality: z.enum(['green', 'yellow', 'red', 'unknown']).catch('unknown').default('unknown'),
  dailyLimit: z.int().nullable().catch(null).default(null),
  messagesPerSecond: z.number().positive().nullable().catch(null).default(null),
  portfolioKey: z.string().nullable().catch(null).default(null),
  restriction: z
    .object({ scope: z.enum(['marketing', 'all', 'none']), until: z.string().nullable().default(null) })
    .catch({ scope: 'none', until: null })
    .default({ scope: 'none', until: null }),
});
