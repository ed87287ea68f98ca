import type { StoryEntry } from '#contract/cart';
import type { ActivityRow, CountedRow, EditRow, EventRow, MessageRow, OrderRow, PaymentRow, RunRow, SendRow } from './story-queries.ts';

/** Everything that was found about a cart. */
export interface StoryFacts {
  createdAt: Date;
  activityAt: Date;
  activity: ActivityRow[];
  runs: RunRow[];
  sends: SendRow[];
  messages: MessageRow[];
  events: EventRow[];
  edits: EditRow[];
  payments: PaymentRow[];
  orders: OrderRow[];
  counted: CountedRow[];
}

/** Puts everything in order, as it happened. Pure. */
export function tellStory(facts: StoryFacts): StoryEntry[] {
  const isLeft = facts.runs.length > 0;
  const entries: StoryEntry[] = [
    { kind: 'begun', at: iso(facts.createdAt < facts.activityAt ? facts.createdAt : facts.activityAt) },
    ...gatherActivity(facts.activity),
    ...(isLeft ? [{ kind: 'left' as const, at: iso(facts.activityAt) }] : []),
    ...facts.runs.flatMap((run) => tellRun(run, facts.activityAt)),
    ...facts.sends.flatMap(tellSend),
    ...facts.messages.flatMap(tellMessage),
    ...facts.edits.map(tellEdit),
    ...facts.events.map(tellEvent),
    ...facts.payments.map(tellPayment),
    ...facts.orders.map((order): StoryEntry => ({ kind: 'order', at: iso(order.placed_at), orderId: order.id, number: order.number, totalMinor: order.total_minor, currency: order.currency, counts: order.counts })),
    ...facts.counted.map((row): StoryEntry => ({ kind: 'counted', at: iso(row.ordered_at), rule: row.rule, windowMs: row.window_ms, amountMinor: row.amount_minor, currency: row.currency, isReversed: row.is_reversed })),
  ];
  return entries
    .map((entry, place) => ({ entry, place, at: Date.parse(entry.at) }))
    .toSorted((left, right) => left.at - right.at || order(left.entry) - order(right.entry) || left.place - right.place)
    .map(({ entry }) => entry);
}

const iso = (at: Date | number) => new Date(at).toISOString();

/** What comes first when the clock says the same. */
const ranks: StoryEntry['kind'][] = ['begun', 'activity', 'left', 'woke', 'event', 'condition', 'split', 'tagged', 'checked', 'waits', 'message', 'failed', 'delivered', 'read', 'clicked', 'reply', 'edited', 'payment', 'conversation', 'order', 'counted', 'ended'];
const order = (entry: StoryEntry) => ranks.indexOf(entry.kind);

/** The same act several times in a row is told once, with how often: views of one page fill no story. */
function gatherActivity(rows: ActivityRow[]): StoryEntry[] {
  const told: Extract<StoryEntry, { kind: 'activity' }>[] = [];
  for (const row of rows) {
    const last = told.at(-1);
    const title = row.title ?? row.name;
    if (last && last.activity === row.kind && last.title === title) last.count += 1;
    else told.push({ kind: 'activity', at: iso(row.at), activity: row.kind, title, count: 1 });
  }
  return told;
}

function tellRun(run: RunRow, activityAt: Date): StoryEntry[] {
  const lines = run.log.flatMap(({ atMs, kind, detail }): StoryEntry[] => {
    const at = iso(atMs);
    switch (kind) {
      case 'woke':
        return [{ kind: 'woke', at, idleMs: Number(detail['idleMs'] ?? 0), heldOut: detail['heldOut'] === true }];
      case 'waited':
        return [{ kind: 'waits', at, until: iso(Number(detail['untilMs'] ?? atMs)), event: textOf(detail['event']) }];
      case 'event':
        return [{ kind: 'event', at, event: String(detail['event'] ?? '') }];
      case 'condition':
        return [{ kind: 'condition', at, isTrue: detail['isTrue'] === true }];
      case 'split':
        return [{ kind: 'split', at, arm: String(detail['arm'] ?? '') }];
      case 'tagged':
        return [{ kind: 'tagged', at, tags: String(detail['tags'] ?? '') }];
      case 'ended':
        return [{ kind: 'ended', at }];
      // Planned and settled stand in the send itself; what was handed over, in the conversation.
      default:
        return [];
    }
  });
  const isArmed = run.state === 'armed' && run.due_at !== null;
  return isArmed && run.due_at ? [...lines, { kind: 'waits', at: iso(activityAt), until: iso(run.due_at), event: 'abandonment' }] : lines;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

function tellSend(send: SendRow): StoryEntry[] {
  const sendId = send.id;
  // An answer in the conversation is asked the gate too; its checks are told only when it objected.
  const answers = send.origin === 'flow' || send.origin === 'campaign' ? send.decisions : send.decisions.filter(({ decision }) => decision.kind !== 'send');
  const entries: StoryEntry[] = answers.map((answer) => ({ kind: 'checked', at: iso(answer.atMs), sendId, decision: answer.decision, checks: answer.checks, rulesVersion: answer.rulesVersion ?? null }));
  if (send.content && send.accepted_at) {
    const price = send.cost_micros !== null && send.cost_currency !== null ? { micros: send.cost_micros, currency: send.cost_currency } : null;
    entries.push({ kind: 'message', at: iso(send.accepted_at), sendId, origin: send.origin, authorName: send.author_name, content: send.content, price });
  }
  if (send.origin !== 'flow' && send.origin !== 'campaign') return entries;
  if (send.delivered_at) entries.push({ kind: 'delivered', at: iso(notBefore(send.accepted_at, send.delivered_at)), sendId });
  if (send.read_at) entries.push({ kind: 'read', at: iso(notBefore(send.accepted_at, send.read_at)), sendId });
  if (send.first_clicked_at) entries.push({ kind: 'clicked', at: iso(send.first_clicked_at), sendId });
  if (send.state === 'failed') entries.push({ kind: 'failed', at: iso(send.failed_at ?? send.planned_at), sendId, reason: send.reason, problem: send.problem });
  return entries;
}

/** Channels tell time in whole seconds: what became of a message would stand before the message itself. */
const notBefore = (sentAt: Date | null, at: Date) => (sentAt && at < sentAt ? sentAt : at);

function tellMessage(message: MessageRow): StoryEntry[] {
  if (message.direction === 'in') return [{ kind: 'reply', at: iso(message.at), content: message.content }];
  return [{ kind: 'conversation', at: iso(message.at), event: 'answered_in_app', actor: 'app', reason: null }];
}

function tellEdit({ at, kind, details }: EditRow): StoryEntry {
  const changes = kind === 'changed' ? details.map(({ title, variantTitle, from, to }) => ({ title, variantTitle, from, to })) : [];
  return { kind: 'edited', at: iso(at), act: kind, changes, code: details[0]?.code ?? null };
}

function tellEvent(event: EventRow): StoryEntry {
  return { kind: 'conversation', at: iso(event.at), event: event.kind.replace(/^conversation\./, ''), actor: event.actor, reason: textOf(event.details['reason']) };
}

const tellPayment = ({ at, link_id, kind, status, fault, amount_minor, currency }: PaymentRow): StoryEntry => ({ kind: 'payment', at: iso(at), linkId: link_id, step: kind, status, fault, amountMinor: amount_minor, currency });
