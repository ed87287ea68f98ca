import { sql } from 'kysely';
import type { App } from '#context';
import type { Db, Tx } from '#platform/database';
import { rowsOf } from '#platform/database';
import type { GateAnswer } from '#modules/gate';
import { askGate } from './ask-gate.ts';
import type { Question } from './ask-gate.ts';
import { askEverything } from './claim-sends.ts';
import { planSends } from './plan-sends.ts';
import type { PlannedSend } from './plan-sends.ts';

/** A message that left, or would have left, to the same person. */
export interface PastSend {
  atMs: number;
  channel: string;
  purpose: string;
  flowId: string | null;
  cartId: string | null;
}

/** What happened around one message, so that the gate can be asked about any moment of the last weeks. */
export interface Rehearsal {
  question: Question;
  flowId: string | null;
  boughtAtMs: number | null;
  orderTimes: number[];
  sends: PastSend[];
  /** The text was never handed in for review, or waits for it: the rehearsal takes it as approved. */
  assumesTemplate: boolean;
}

/**
 * Gathers, with the very reads of a claim, what the gate would be told about these messages. They are planned in a transaction that is
 * rolled back: nothing is kept, claimed or sent.
 */
export async function rehearseSends(app: App, sends: PlannedSend[]): Promise<Rehearsal[]> {
  if (sends.length === 0) return [];
  const tx = await app.db.startTransaction().execute();
  try {
    await planSends(tx, sends);
    const entries = await askEverything(app, tx, sends.map((send) => ({ ...send, attempts: 0 })), app.clock.nowMs());
    const past = await readPast(tx, sends);
    return entries.map(({ question }, index): Rehearsal => ({
      question: { ...question, template: isUnreviewed(question) ? { status: 'approved', category: question.send.purpose === 'marketing' ? 'marketing' : 'utility' } : question.template },
      flowId: (sends[index] as PlannedSend).flowId,
      assumesTemplate: isUnreviewed(question),
      ...(past[index] as Past),
    }));
  } finally {
    await tx.rollback().execute();
  }
}

const isUnreviewed = ({ template }: Question) => template === null || template.status === 'pending' || template.status === 'missing';

/**
 * Asks the one gate about a moment, with the facts as they stood then: what came later is not known yet, and messages of the flow about the
 * carts that are played do not count, because they are what is played.
 * @param played messages that the rehearsal itself has let go so far.
 * @param isReplayed says which real messages are left out.
 */
export function askRehearsed(rehearsal: Rehearsal, nowMs: number, played: PastSend[], isReplayed: (send: PastSend) => boolean): GateAnswer & { wouldSend: boolean } {
  const { question } = rehearsal;
  const { around, send } = question;
  const real = rehearsal.sends.filter((past) => !isReplayed(past));
  const known = [...real, ...played].filter((past) => past.atMs <= nowMs).toSorted((left, right) => right.atMs - left.atMs);
  const firstReplayedMs = Math.min(...rehearsal.sends.filter((past) => isReplayed(past) && past.cartId === send.cartId).map((past) => past.atMs));
  const inboundMs = around.conversation?.lastInboundAtMs ?? null;
  const isInboundKnown = inboundMs !== null && inboundMs <= nowMs && inboundMs < firstReplayedMs;
  const isBoughtLater = rehearsal.boughtAtMs !== null && rehearsal.boughtAtMs > nowMs;
  return askGate(
    {
      ...question,
      around: {
        ...around,
        contact: { ...around.contact, lastOrderAtMs: rehearsal.orderTimes.filter((atMs) => atMs <= nowMs).reduce<number | null>((last, atMs) => Math.max(last ?? atMs, atMs), null) },
        cart: around.cart && { ...around.cart, state: isBoughtLater ? 'open' : around.cart.state },
        flow: { isOn: true },
        conversation: around.conversation && {
          ...around.conversation,
          lastInboundAtMs: isInboundKnown ? inboundMs : null,
          windowEndsAtMs: isInboundKnown ? around.conversation.windowEndsAtMs : null,
          // A reply to a message that is played again would have brought in the person who took over.
          handler: firstReplayedMs === Infinity ? around.conversation.handler : 'assistant',
        },
        lastFlowSendAtMs: known.find((past) => past.flowId !== null && past.flowId === rehearsal.flowId && past.cartId !== send.cartId)?.atMs ?? null,
        recent: known,
      },
    },
    nowMs,
  );
}

type Past = Pick<Rehearsal, 'boughtAtMs' | 'orderTimes' | 'sends'>;

async function readPast(tx: Tx | Db, sends: PlannedSend[]): Promise<Past[]> {
  const { rows } = await sql<{ past: Past }>`
    select jsonb_build_object(
      'boughtAtMs', (select (extract(epoch from c.bought_at) * 1000)::bigint from cart c where c.workspace_id = r."workspaceId" and c.id = r."cartId"),
      'orderTimes', (select coalesce(jsonb_agg((extract(epoch from o.placed_at) * 1000)::bigint), '[]') from shop_order o
        where o.workspace_id = r."workspaceId" and o.contact_id = r."contactId" and o.state <> 'cancelled'),
      'sends', (select coalesce(jsonb_agg(jsonb_build_object('atMs', (extract(epoch from s.claimed_at) * 1000)::bigint, 'channel', s.channel, 'purpose', s.purpose,
          'flowId', s.flow_id, 'cartId', s.cart_id)), '[]') from send s
        where s.workspace_id = r."workspaceId" and s.contact_id = r."contactId" and s.state in ('claimed', 'in_doubt', 'accepted', 'delivered', 'read'))) as past
    from jsonb_to_recordset(${rowsOf(sends.map(({ workspaceId, contactId, cartId }, place) => ({ workspaceId, contactId, cartId, place })))})
      as r("workspaceId" uuid, "contactId" uuid, "cartId" uuid, place integer) order by r.place`.execute(tx);
  return rows.map((row) => row.past);
}
