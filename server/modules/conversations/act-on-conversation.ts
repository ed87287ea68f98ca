import { sql } from 'kysely';
import { z } from 'zod';
import type { BulkAction } from '#contract/conversation';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { enqueueJob } from '#platform/jobs';
import { changeConversation } from './change-conversation.ts';
import type { ConversationRow } from './conversation-row.ts';
import { sendReceipt } from './send-receipt.ts';

/**
 * What a member does to a conversation that they locked; the same for one and for many. Gives the action that takes it back, or null when
 * it changed nothing: a repeat does not.
 */
export async function actOnConversation(app: App, tx: Tx, actor: Actor, row: ConversationRow, action: BulkAction): Promise<BulkAction | null> {
  switch (action.kind) {
    case 'assign':
      return assign(app, tx, actor, row, action.assigneeId);
    case 'add_tags':
      return setTags(app, tx, actor, row, [...row.tags, ...action.tags]);
    case 'set_tags':
      return setTags(app, tx, actor, row, action.tags);
    case 'snooze':
      return snooze(app, tx, actor, row, new Date(action.until));
    case 'close':
      return close(app, tx, actor, row);
    case 'reopen':
      return reopen(app, tx, actor, row, action.asBefore);
    case 'read':
      return markRead(app, tx, row);
    case 'unread':
      return markUnread(tx, row);
  }
}

async function assign(app: App, tx: Tx, actor: Actor, row: ConversationRow, assigneeId: string | null): Promise<BulkAction | null> {
  if (row.assignee_id === assigneeId) return null;
  if (assigneeId !== null) await requireTeammates(tx, actor.workspaceId, [assigneeId]);
  await changeConversation(app, tx, row, { set: { assignee_id: assigneeId }, event: 'conversation.assigned', actor: actor.name, details: { assigneeId } });
  if (assigneeId !== null && assigneeId !== actor.id) {
    await app.receivers.membersConcerned(app, tx, [{ workspaceId: row.workspace_id, conversationId: row.id, kind: 'assigned', memberIds: [assigneeId] }]);
  }
  return { kind: 'assign', assigneeId: row.assignee_id };
}

/** Everybody named answers shoppers in this workspace, or `member_unknown`. */
export async function requireTeammates(tx: Tx, workspaceId: string, userIds: readonly string[]): Promise<void> {
  const { rows } = await sql`select from member where workspace_id = ${workspaceId} and user_id = any(${[...userIds]})`.execute(tx);
  if (rows.length < new Set(userIds).size) throw new AppError('invalid', 'member_unknown', 'There is no such member in this workspace.');
}

async function setTags(app: App, tx: Tx, actor: Actor, row: ConversationRow, tags: readonly string[]): Promise<BulkAction | null> {
  const next = [...new Set(tags)];
  if (next.join('\n') === row.tags.join('\n')) return null;
  if (next.length > 20) throw new AppError('invalid', 'too_many_tags', 'A conversation has at most 20 tags.');
  await changeConversation(app, tx, row, { set: { tags: next }, event: 'conversation.tagged', actor: actor.name, details: { tags: next } });
  return { kind: 'set_tags', tags: row.tags };
}

/** Out of sight until then, or until the shopper writes. Lists show it again by its time, no job is needed. */
async function snooze(app: App, tx: Tx, actor: Actor, row: ConversationRow, until: Date): Promise<BulkAction | null> {
  if (until <= app.clock.now()) throw new AppError('invalid', 'snooze_past', 'Choose a time in the future.');
  if (row.state === 'snoozed' && row.snoozed_until?.getTime() === until.getTime()) return null;
  await changeConversation(app, tx, row, { set: { state: 'snoozed', snoozed_until: until }, event: 'conversation.snoozed', actor: actor.name, details: { until: until.toISOString() } });
  return stateAsBefore(app, row);
}

function stateAsBefore(app: App, row: ConversationRow): BulkAction {
  if (row.state === 'closed') return { kind: 'close' };
  if (row.state === 'snoozed' && row.snoozed_until && row.snoozed_until > app.clock.now()) return { kind: 'snooze', until: row.snoozed_until.toISOString() };
  return { kind: 'reopen', asBefore: false };
}

/** What closing takes away, kept with its event so that it can be taken back. */
const BeforeClosing = z.object({
  state: z.enum(['open', 'snoozed']),
  handler: z.enum(['assistant', 'person', 'none']),
  assigneeId: z.string().nullable(),
  waitingSince: z.iso.datetime().nullable(),
  snoozedUntil: z.iso.datetime().nullable(),
  handoffReason: z.string().nullable(),
  priority: z.int(),
  unreadCount: z.int(),
});

/** Done for now; the shopper's next message opens it again, for whoever answers first. */
async function close(app: App, tx: Tx, actor: Actor, row: ConversationRow): Promise<BulkAction | null> {
  if (row.state === 'closed') return null;
  const before: z.infer<typeof BeforeClosing> = {
    state: row.state,
    // The run of a flow has gone on meanwhile: it does not get the conversation back.
    handler: row.handler === 'flow' ? 'none' : row.handler,
    assigneeId: row.assignee_id,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    handoffReason: row.handoff_reason,
    priority: row.priority,
    unreadCount: row.unread_count,
  };
  await changeConversation(app, tx, row, {
    set: { state: 'closed', handler: 'none', handler_run_id: null, assignee_id: null, waiting_since: null, snoozed_until: null, handoff_reason: null, priority: 0, unread_count: 0 },
    event: 'conversation.closed',
    actor: actor.name,
    details: { before },
  });
  await app.receivers.conversationsClosed(app, tx, [{ workspaceId: row.workspace_id, conversationId: row.id }]);
  return { kind: 'reopen', asBefore: true };
}

const dateOf = (at: string | null) => (at === null ? null : new Date(at));

async function reopen(app: App, tx: Tx, actor: Actor, row: ConversationRow, asBefore: boolean): Promise<BulkAction | null> {
  if (row.state === 'open') return null;
  const before = asBefore && row.state === 'closed' ? await findBeforeClosing(tx, row) : null;
  const set = before
    ? {
        state: before.state, handler: before.handler, assignee_id: before.assigneeId, waiting_since: dateOf(before.waitingSince), snoozed_until: dateOf(before.snoozedUntil),
        handoff_reason: before.handoffReason, priority: before.priority, unread_count: before.unreadCount,
      }
    : { state: 'open' as const, snoozed_until: null };
  await changeConversation(app, tx, row, { set, event: 'conversation.reopened', actor: actor.name });
  return stateAsBefore(app, row);
}

/** Of the last thing that happened, when that was its closing. */
async function findBeforeClosing(tx: Tx, row: ConversationRow): Promise<z.infer<typeof BeforeClosing> | null> {
  const { rows } = await sql<{ kind: string; before: unknown }>`
    select kind, details -> 'before' as before from conversation_event where workspace_id = ${row.workspace_id} and conversation_id = ${row.id} order by at desc, id desc limit 1`.execute(tx);
  const before = BeforeClosing.safeParse(rows[0]?.kind === 'conversation.closed' ? rows[0].before : null);
  return before.success ? before.data : null;
}

/** Nothing is unread any more; the shopper sees the blue ticks as soon as the channel took the receipt (poke 'jobs' after the commit). */
async function markRead(app: App, tx: Tx, row: ConversationRow): Promise<BulkAction | null> {
  if (row.unread_count === 0) return null;
  await tx.updateTable('conversation').set({ unread_count: 0 }).where('workspace_id', '=', row.workspace_id).where('id', '=', row.id).execute();
  if (row.is_owned) await enqueueJob(app, tx, sendReceipt, { workspaceId: row.workspace_id, input: { conversationId: row.id }, key: row.id });
  return { kind: 'unread' };
}

/** A reminder to oneself: shown as unread until it is opened again. The channel is told nothing. */
async function markUnread(tx: Tx, row: ConversationRow): Promise<BulkAction | null> {
  if (row.unread_count > 0) return null;
  await tx.updateTable('conversation').set({ unread_count: 1 }).where('workspace_id', '=', row.workspace_id).where('id', '=', row.id).execute();
  return { kind: 'read' };
}
