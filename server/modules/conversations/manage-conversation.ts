import { sql } from 'kysely';
import type { ConversationDetail } from '#contract/conversation';
import type { ConsentChannel } from '#contract/inbound-event';
import { consentChannels } from '#contract/inbound-event';
import type { App } from '#context';
import { readConsentFacts, recordConsents } from '#modules/consent';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Tx } from '#platform/database';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { enqueueJob } from '#platform/jobs';
import { changeConversation, lockConversation, writeConversationEvent } from './change-conversation.ts';
import { readConversationRow, toDetail } from './conversation-row.ts';
import type { ConversationRow } from './conversation-row.ts';
import { sendReceipt } from './send-receipt.ts';

/** What people of the merchant do with a conversation. Each is safe to repeat. */

export async function readConversation(app: App, actor: Actor, conversationId: string): Promise<ConversationDetail> {
  const row = await readConversationRow(app.db, actor.workspaceId, conversationId, { isLocked: false });
  if (!row) throw new AppError('not_found', 'conversation_unknown', 'There is no such conversation in this workspace.');
  const channel = channelOf(row);
  const [facts] = channel === null ? [] : await app.db.transaction().execute((tx) => readConsentFacts(app, tx, [{ workspaceId: row.workspace_id, contactId: row.contact_id, channel, purpose: 'marketing' }]));
  return toDetail(row, facts?.isSuppressed ? 'withdrawn' : (facts?.consent ?? 'none'), app.clock.now());
}

/** Locks the conversation, lets `act` change it, tells the consoles, and answers with what it became. */
async function act(app: App, actor: Actor, conversationId: string, change: (tx: Tx, row: ConversationRow) => Promise<void>): Promise<ConversationDetail> {
  requireRole(actor, 'agent');
  await inTransaction(app.db, async (tx) => change(tx, await lockConversation(tx, actor.workspaceId, conversationId)));
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'conversation', id: conversationId });
  return readConversation(app, actor, conversationId);
}

/** Nothing is unread any more; the shopper sees the blue ticks as soon as the channel took the receipt. */
export async function markRead(app: App, actor: Actor, conversationId: string): Promise<ConversationDetail> {
  const detail = await act(app, actor, conversationId, async (tx, row) => {
    if (row.unread_count === 0) return;
    await tx.updateTable('conversation').set({ unread_count: 0 }).where('workspace_id', '=', row.workspace_id).where('id', '=', row.id).execute();
    if (row.is_owned) await enqueueJob(app, tx, sendReceipt, { workspaceId: row.workspace_id, input: { conversationId: row.id }, key: row.id });
  });
  app.poke('jobs');
  return detail;
}

export function assign(app: App, actor: Actor, conversationId: string, assigneeId: string | null): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    if (assigneeId !== null) await requireMember(tx, actor.workspaceId, assigneeId);
    if (row.assignee_id === assigneeId) return;
    await changeConversation(app, tx, row, { set: { assignee_id: assigneeId }, event: 'conversation.assigned', actor: actor.name, details: { assigneeId } });
  });
}

async function requireMember(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  const { rows } = await sql`select from member where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(tx);
  if (rows.length === 0) throw new AppError('invalid', 'member_unknown', 'There is no such member in this workspace.');
}

/** The member answers from now on: automation steps back at once. */
export function takeOver(app: App, actor: Actor, conversationId: string): Promise<ConversationDetail> {
  return act(app, actor, conversationId, (tx, row) => giveToActor(app, tx, row, actor));
}

/** Makes the actor the one who answers; nothing when they do already. */
export async function giveToActor(app: App, tx: Tx, row: ConversationRow, actor: Actor): Promise<void> {
  const assigneeId = actor.kind === 'member' ? actor.id : row.assignee_id;
  if (row.handler === 'person' && row.assignee_id === assigneeId && row.state === 'open') return;
  await changeConversation(app, tx, row, {
    set: { handler: 'person', handler_run_id: null, assignee_id: assigneeId, state: 'open', snoozed_until: null },
    event: 'conversation.taken_over',
    actor: actor.name,
  });
  await app.receivers.personTookOver(app, tx, [{ workspaceId: row.workspace_id, contactId: row.contact_id }]);
}

/** The assistant answers again. What the shopper waited for counts as settled. */
export function handBack(app: App, actor: Actor, conversationId: string): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    if (row.handler !== 'person') return;
    await changeConversation(app, tx, row, {
      set: { handler: 'assistant', handler_run_id: null, assignee_id: null, waiting_since: null, handoff_reason: null, priority: 0 },
      event: 'conversation.handed_back',
      actor: actor.name,
    });
  });
}

/** Done for now; the shopper's next message opens it again, for whoever answers first. */
export function close(app: App, actor: Actor, conversationId: string): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    if (row.state === 'closed') return;
    await changeConversation(app, tx, row, {
      set: { state: 'closed', handler: 'none', handler_run_id: null, assignee_id: null, waiting_since: null, snoozed_until: null, handoff_reason: null, priority: 0, unread_count: 0 },
      event: 'conversation.closed',
      actor: actor.name,
    });
  });
}

export function reopen(app: App, actor: Actor, conversationId: string): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    if (row.state === 'open') return;
    await changeConversation(app, tx, row, { set: { state: 'open', snoozed_until: null }, event: 'conversation.reopened', actor: actor.name });
  });
}

/** Out of sight until then, or until the shopper writes. Lists show it again by its time, no job is needed. */
export async function snooze(app: App, actor: Actor, conversationId: string, until: Date): Promise<ConversationDetail> {
  if (until <= app.clock.now()) throw new AppError('invalid', 'snooze_past', 'Choose a time in the future.');
  return act(app, actor, conversationId, async (tx, row) => {
    if (row.state === 'snoozed' && row.snoozed_until?.getTime() === until.getTime()) return;
    await changeConversation(app, tx, row, { set: { state: 'snoozed', snoozed_until: until }, event: 'conversation.snoozed', actor: actor.name, details: { until: until.toISOString() } });
  });
}

/** These tags and no others. */
export function setTags(app: App, actor: Actor, conversationId: string, tags: string[]): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    const next = [...new Set(tags)];
    if (next.join('\n') === row.tags.join('\n')) return;
    await changeConversation(app, tx, row, { set: { tags: next }, event: 'conversation.tagged', actor: actor.name, details: { tags: next } });
  });
}

/** Seen by members alone. */
export function addNote(app: App, actor: Actor, conversationId: string, text: string): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    await tx
      .insertInto('conversation_note')
      .values({ workspace_id: row.workspace_id, id: app.ids.next(), conversation_id: row.id, author_id: actor.id, author_name: actor.name, text, created_at: app.clock.now() })
      .execute();
  });
}

/** The shopper asked a member to be left alone: counts on every channel (P6). */
export function optOut(app: App, actor: Actor, conversationId: string, note: string | null): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    const channel = channelOf(row) ?? 'chat';
    const evidence = { conversation_id: row.id, member: actor.name, ...(note ? { note } : {}) };
    const signal = { channel, purpose: 'marketing', state: 'withdrawn', occurredAt: app.clock.now().toISOString(), source: 'member', evidence, doubleOptIn: false } as const;
    await recordConsents(app, tx, [{ workspaceId: row.workspace_id, contactId: row.contact_id, connectionId: row.connection_id, signal, actor: `${actor.kind}:${actor.id}` }]);
    await writeConversationEvent(app, tx, row, { event: 'conversation.opted_out', actor: actor.name });
    await writeAudit(app, tx, actor, 'contact.opted_out', { kind: 'contact', id: row.contact_id });
  });
}

function channelOf(row: ConversationRow): ConsentChannel | null {
  return consentChannels.find((channel) => channel === row.channel) ?? null;
}
