import { sql } from 'kysely';
import { z } from 'zod';
import { IncomingContent } from '#contract/message-content';
import { Language } from '#contract/language';
import { viewedProduct } from '#modules/turns';
import { dayMs } from '#platform/clock';
import type { Db } from '#platform/database';
import { withinParts } from '#platform/partitions';
import type { TakenTurn } from './turn-queries.ts';

const Ms = z.number().transform((ms) => new Date(ms));

/** What the database knows around a turn, as stored. */
export const SituationRow = z.object({
  conversation: z.object({ handler: z.string(), isOwned: z.boolean() }),
  contact: z.object({ firstName: z.string().nullable(), locale: z.string().nullable(), orderCount: z.number(), tags: z.array(z.string()), attributes: z.record(z.string(), z.unknown()), isErased: z.boolean(), addresses: z.array(z.string()) }),
  viewed: z.object({ productId: z.string(), title: z.string() }).nullable(),
  flow: z.object({ name: z.string(), messageKey: z.string(), offerCode: z.string().nullable(), arm: z.string().nullable(), sentAt: Ms }).nullable(),
  pieces: z.array(z.object({ messageId: z.string(), at: Ms, content: IncomingContent, transcript: z.string().nullable(), mediaId: z.string().nullable(), mediaState: z.string().nullable(), mediaType: z.string().nullable() })),
  /** Vendors by whom shoppers can pay. */
  tills: z.array(z.string()),
  shopUrl: z.string().nullable(),
  earlier: z.array(
    z.object({
      id: z.string(),
      engine: z.string().nullable(),
      language: Language.nullable(),
      state: z.string(),
      settledAt: Ms,
      memory: z.unknown(),
      pending: z.unknown(),
      choices: z.unknown(),
      facts: z.unknown(),
    }),
  ),
  /** Ids of messages of ours to this person, the last hundred: a tap on one of their buttons is genuine. */
  sendIds: z.array(z.string()),
  /** When somebody of the merchant last had it, or wrote in it this week; null: never. */
  personAt: z.number().nullable(),
});
export type SituationRow = z.infer<typeof SituationRow>;

const ms = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`;

/** Everything around one turn, in one statement. Null: the conversation is gone (its people were made one). */
export async function readSituationRow(db: Db, turn: TakenTurn, now: Date): Promise<SituationRow | null> {
  const since = new Date(now.getTime() - 7 * dayMs);
  const { rows } = await sql<{ found: unknown }>`
    select jsonb_build_object(
      'conversation', jsonb_build_object('handler', v.handler, 'isOwned', v.is_owned),
      'contact', jsonb_build_object('firstName', p.first_name, 'locale', p.locale, 'orderCount', coalesce(p.order_count,
          (select count(*) from shop_order o where o.workspace_id = p.workspace_id and o.contact_id = p.id and o.state <> 'cancelled')), 'tags', p.tags, 'attributes', p.attributes,
        'isErased', p.erased_at is not null, 'addresses', (select coalesce(jsonb_agg(i.value), '[]') from contact_identity i
          where i.workspace_id = p.workspace_id and i.contact_id = p.id and i.kind in ('phone', 'email'))),
      'viewed', (select to_jsonb(d) from (${viewedProduct(turn, now)}) d),
      'flow', (select jsonb_build_object('name', coalesce(f.name, ''), 'messageKey', s.intent->>'messageKey', 'offerCode', s.intent->>'discountCode', 'arm', s.arm, 'sentAt', ${ms('s.accepted_at')})
        from send s left join flow f on f.workspace_id = s.workspace_id and f.id = s.flow_id
        where s.workspace_id = v.workspace_id and s.contact_id = v.contact_id and s.origin = 'flow' and s.accepted_at is not null and s.planned_at > ${since}
        order by s.planned_at desc limit 1),
      'pieces', (select coalesce(jsonb_agg(jsonb_build_object('messageId', m.id, 'at', ${ms('m.at')}, 'content', m.content, 'transcript', m.transcript, 'mediaId', f.id, 'mediaState', f.state, 'mediaType', f.mime_type)
          order by m.at, m.id), '[]')
        from message m left join media f on f.workspace_id = m.workspace_id and f.message_id = m.id and f.at = m.at and f.at > ${withinParts(since)}
        where m.workspace_id = v.workspace_id and m.conversation_id = v.id and m.at > ${withinParts(since)} and m.id = any(${turn.messageIds}::uuid[]) and not m.is_revoked),
      'tills', (select coalesce(jsonb_agg(c.vendor order by c.created_at), '[]') from connection c
        where c.workspace_id = v.workspace_id and c.port = 'payment' and c.state = 'active'),
      'shopUrl', (select c.facts->>'url' from connection c where c.workspace_id = v.workspace_id and c.port = 'storefront' and c.state = 'active' order by c.created_at limit 1),
      'earlier', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'engine', t.engine, 'language', t.language, 'state', t.state, 'settledAt', ${ms('t.settled_at')}, 'memory', t.memory, 'pending', t.pending,
          'choices', t.choices, 'facts', t.facts) order by t.started_at desc, t.id desc), '[]')
        from (select * from assistant_turn t where t.workspace_id = v.workspace_id and t.conversation_id = v.id and t.settled_at > ${since} and t.state <> 'dropped'
          order by t.started_at desc, t.id desc limit 12) t),
      'sendIds', (select coalesce(jsonb_agg(s.id), '[]') from (select s.id from send s where s.workspace_id = v.workspace_id and s.contact_id = v.contact_id and s.connection_id = v.connection_id
        and s.accepted_at is not null order by s.planned_at desc limit 100) s),
      'personAt', (extract(epoch from greatest(
        (select max(e.at) from conversation_event e where e.workspace_id = v.workspace_id and e.conversation_id = v.id and e.kind in ('conversation.handed_over', 'conversation.taken_over')),
        (select max(m.at) from message m where m.workspace_id = v.workspace_id and m.conversation_id = v.id and m.author = 'app' and m.at > ${withinParts(since)}))) * 1000)::float8) as found
    from conversation v
    join contact p on p.workspace_id = v.workspace_id and p.id = v.contact_id
    where v.workspace_id = ${turn.workspaceId} and v.id = ${turn.conversationId}`.execute(db);
  return rows[0] === undefined ? null : SituationRow.parse(rows[0].found);
}

/** The shop that sells each variant of the carts that were sent back from the channel's own catalogue. */
export async function findShopsOf(db: Db, workspaceId: string, pieces: SituationRow['pieces']): Promise<Map<string, string>> {
  const keys = pieces.flatMap(({ content }) => (content.type === 'order' ? content.items.map(({ variantKey }) => variantKey) : []));
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; connectionId: string }>`
    select distinct on (v.variant_key) v.variant_key as key, v.connection_id as "connectionId" from variant v
    join connection c on c.workspace_id = v.workspace_id and c.id = v.connection_id and c.state = 'active'
    where v.workspace_id = ${workspaceId} and v.variant_key = any(${keys}) order by v.variant_key, c.created_at`.execute(db);
  return new Map(rows.map(({ key, connectionId }) => [key, connectionId]));
}
