import { sql } from 'kysely';
import type { App } from '#context';
import type { FlowDefinition } from '#contract/flow';
import type { Consequence, RehearsedCart, RehearsedWeek } from '#contract/flow-management';
import type { Actor } from '#platform/actor';
import { dayMs } from '#platform/clock';
import type { Db } from '#platform/database';
import { AppError } from '#platform/errors';
import { isHeldOut } from '#modules/experiments';
import { askRehearsed, findNumbers, priceOf, rehearseSends, vendorsOf } from '#modules/sends';
import type { PastSend, PlannedSend, Rehearsal } from '#modules/sends';
import type { WorkspaceFacts } from '#modules/workspaces';
import type { RunFacts } from './conditions.ts';
import { requireFlow, requireWorkspace } from './edit-flows.ts';
import { rehearseCart } from './rehearse-cart.ts';
import type { RehearsalSubject } from './rehearse-cart.ts';
import { writeSend } from './write-send.ts';

/** As many carts are played at once as a page can wait for. */
const mostPlayed = 400;
const mostShown = 60;
const weekDays = 7;
const consequenceDays = 30;

/** Plays a flow against one cart, as it would go from the moment the cart was left. Sends and writes nothing. */
export async function rehearseOneCart(app: App, actor: Actor, flowId: string, input: { cartId: string; definition?: FlowDefinition | undefined }): Promise<RehearsedCart> {
  const flow = await requireFlow(app, actor, flowId);
  const workspace = await requireWorkspace(app, actor);
  const subjects = await findSubjects(app.db, workspace, { cartId: input.cartId, since: null, limit: 1 });
  if (subjects.length === 0) throw new AppError('not_found', 'cart_unknown', 'There is no such cart in this workspace.');
  const [played] = await play(app, workspace, flowId, input.definition ?? flow.definition, subjects);
  return (played as Played).cart;
}

/** Plays the carts of the last seven days, in the order in which they were left. Sends and writes nothing. */
export async function rehearseWeek(app: App, actor: Actor, flowId: string, definition: FlowDefinition | undefined): Promise<RehearsedWeek> {
  const flow = await requireFlow(app, actor, flowId);
  const workspace = await requireWorkspace(app, actor);
  const since = new Date(app.clock.nowMs() - weekDays * dayMs);
  const subjects = await findSubjects(app.db, workspace, { cartId: null, since, limit: mostPlayed });
  const played = await play(app, workspace, flowId, definition ?? flow.definition, subjects);
  const isMessaged = played.filter(({ cart }) => cart.messages > 0);
  return {
    days: weekDays,
    carts: await countCarts(app.db, workspace.id, since),
    played: played.length,
    messages: played.reduce((sum, { cart }) => sum + cart.messages, 0),
    people: new Set(isMessaged.map(({ subject }) => subject.contactId)).size,
    outcomes: countOutcomes(played),
    items: played.map(({ cart }) => cart).toReversed().slice(0, mostShown),
  };
}

/** What switching on would mean: the carts of the last 30 days as the gate would have judged them, a day of it, and its price by the rate card. */
export async function estimateConsequence(app: App, actor: Actor, flowId: string): Promise<Consequence> {
  const flow = await requireFlow(app, actor, flowId);
  const workspace = await requireWorkspace(app, actor);
  const nowMs = app.clock.nowMs();
  const since = new Date(nowMs - consequenceDays * dayMs);
  const carts = await countCarts(app.db, workspace.id, since);
  const subjects = await findSubjects(app.db, workspace, { cartId: null, since, limit: mostPlayed });
  const played = await play(app, workspace, flowId, flow.definition, subjects);
  const first = Math.min(nowMs, ...subjects.map(({ facts }) => facts.cart.activityAtMs));
  // A sample of the newest carts covers fewer days; a shop that began last week is not divided by thirty.
  const days = Math.max(1, Math.ceil((nowMs - first) / dayMs));
  const messages = played.flatMap(({ sent, subject }) => sent.map(() => subject.facts.contact?.country ?? workspace.country));
  const prices = messages.map((country) => priceOf({ country, category: 'marketing', atMs: nowMs, currency: 'USD' }));
  const isPriced = prices.every((price) => price !== null);
  return {
    days: Math.min(days, consequenceDays),
    carts,
    played: played.length,
    peoplePerDay: new Set(played.filter(({ cart }) => cart.messages > 0).map(({ subject }) => subject.contactId)).size / days,
    messagesPerDay: messages.length / days,
    costPerDay: isPriced ? { micros: Math.round(prices.reduce((sum, price) => sum + (price?.micros ?? 0), 0) / days), currency: 'USD' } : null,
  };
}

interface Played {
  subject: RehearsalSubject;
  cart: RehearsedCart;
  sent: PastSend[];
}

/** Plays carts one after the other, each knowing the messages that the ones before would have sent. */
async function play(app: App, workspace: WorkspaceFacts, flowId: string, definition: FlowDefinition, found: Subject[]): Promise<Played[]> {
  const subjects = found.map((subject) => ({ ...subject, heldOut: subject.contactId !== null && isHeldOut(workspace.holdoutSalt, subject.contactId, definition.holdoutShare) }));
  const people = subjects.flatMap(({ contactId }) => (contactId ? [{ workspaceId: workspace.id, contactId }] : []));
  const numbers = await findNumbers(app.db, vendorsOf(app, 'whatsapp'), people);
  const rehearsals = await gatherRehearsals(app, workspace, flowId, definition, subjects, numbers);
  const playedCarts = new Set(subjects.map(({ cartId }) => cartId));
  const sentSoFar = new Map<string, PastSend[]>();
  return subjects.map((subject) => {
    const before = sentSoFar.get(subject.contactId ?? '') ?? [];
    const own: PastSend[] = [];
    const startedAtMs = subject.facts.cart.activityAtMs;
    const played = rehearseCart(definition, flowId, subject, (effect, nowMs, plannedForMs) => {
      const rehearsal = rehearsals.get(`${subject.cartId} ${effect.messageKey}`);
      if (!rehearsal) return null;
      const { send } = rehearsal.question;
      const moved: Rehearsal = { ...rehearsal, question: { ...rehearsal.question, send: { ...send, plannedForMs, heldOut: subject.heldOut, intent: startedThen(send.intent, startedAtMs) } } };
      const answer = askRehearsed(moved, nowMs, [...before, ...own], (past) => past.flowId === flowId && past.cartId !== null && playedCarts.has(past.cartId));
      if (answer.decision.kind === 'send') own.push({ atMs: nowMs, channel: send.channel, purpose: send.purpose, flowId, cartId: subject.cartId });
      return { decision: answer.decision, checks: answer.checks, channel: send.channel, purpose: send.purpose, assumesTemplate: rehearsal.assumesTemplate };
    });
    if (subject.contactId) sentSoFar.set(subject.contactId, [...before, ...played.sent]);
    return { subject, ...played };
  });
}

/** As though the flow had always been on, and the case had begun when the cart was left. */
function startedThen(intent: Rehearsal['question']['send']['intent'], startedAtMs: number): Rehearsal['question']['send']['intent'] {
  return intent.kind === 'flow_message' ? { ...intent, runStartedAtMs: startedAtMs, activatedAtMs: 0 } : intent;
}

/** The gate's facts for every message that a cart could get, in one set of reads. */
async function gatherRehearsals(app: App, workspace: WorkspaceFacts, flowId: string, definition: FlowDefinition, subjects: Subject[], numbers: Map<string, string>): Promise<Map<string, Rehearsal>> {
  const nowMs = app.clock.nowMs();
  const flow = { id: flowId, activatedAtMs: 0, messages: definition.messages, limits: definition.limits };
  const used = new Set(Object.values(definition.nodes).flatMap((node) => (node.type === 'send' ? [node.message] : [])));
  const wanted = subjects.flatMap((subject) => {
    const { contactId, cartId } = subject;
    const connectionId = contactId && numbers.get(`${workspace.id} ${contactId}`);
    if (!contactId || !connectionId) return [];
    const run = {
      id: app.ids.next(), workspaceId: workspace.id, workspaceLocale: workspace.locale, contactId, cartId, connectionId, entry: 1, startedAtMs: nowMs,
      language: subject.facts.contact?.language ?? null, cartActivityAtMs: subject.facts.cart.activityAtMs,
      // Stands for the code that would have been made.
      discountCode: 'ABCD2345',
    };
    return [...used].map((messageKey): [string, PlannedSend] => [
      `${cartId} ${messageKey}`,
      writeSend(run, flow, { kind: 'send', sendId: app.ids.next(), node: messageKey, messageKey }, { heldOut: false, arm: null }, nowMs),
    ]);
  });
  const rehearsals = await rehearseSends(app, wanted.map(([, send]) => send));
  return new Map(rehearsals.map((rehearsal, index) => [(wanted[index] as [string, PlannedSend])[0], rehearsal]));
}

type Subject = Omit<RehearsalSubject, 'heldOut'>;

/** Carts of the workspace, the newest of them, in the order in which they were left. */
async function findSubjects(db: Db, workspace: WorkspaceFacts, wanted: { cartId: string | null; since: Date | null; limit: number }): Promise<Subject[]> {
  const { rows } = await sql<Omit<Subject, 'facts'> & { facts: Omit<RunFacts, 'run'> }>`
    select c.id as "cartId", c.contact_id as "contactId", p.name as "contactName", c.currency,
      (extract(epoch from c.bought_at) * 1000)::float8 as "boughtAtMs",
      jsonb_build_object(
        'cart', jsonb_build_object('state', c.state, 'itemCount', c.item_count, 'totalMinor', c.total_minor, 'currency', c.currency, 'checkoutReached', c.checkout_reached,
          'activityAtMs', (extract(epoch from c.activity_at) * 1000)::bigint),
        'contact', case when p.id is not null then jsonb_build_object('orderCount', p.order_count, 'tags', p.tags, 'country', p.country, 'language', p.locale) end) as facts
    from cart c left join contact p on p.workspace_id = c.workspace_id and p.id = c.contact_id
    where c.workspace_id = ${workspace.id} and c.merged_into is null
      and (${wanted.cartId}::uuid is null or c.id = ${wanted.cartId}) and (${wanted.since}::timestamptz is null or c.activity_at >= ${wanted.since})
    order by c.activity_at desc, c.id desc limit ${wanted.limit}`.execute(db);
  return rows.map((row) => ({ ...row, facts: { ...row.facts, run: { replied: false, clicked: false, messagesSent: 0 } } })).toReversed();
}

async function countCarts(db: Db, workspaceId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ carts: number }>`select count(*)::int as carts from cart where workspace_id = ${workspaceId} and merged_into is null and activity_at >= ${since}`.execute(db);
  return rows[0]?.carts ?? 0;
}

function countOutcomes(played: Played[]): RehearsedWeek['outcomes'] {
  const groups = Map.groupBy(played, ({ cart }) => `${cart.outcome} ${cart.reason ?? ''}`);
  return [...groups.values()]
    .map((group) => ({ outcome: (group[0] as Played).cart.outcome, reason: (group[0] as Played).cart.reason, carts: group.length }))
    .toSorted((left, right) => right.carts - left.carts);
}
