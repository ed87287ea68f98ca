import type { BulkAction, ConversationDetail } from '#contract/conversation';
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
import { actOnConversation } from './act-on-conversation.ts';
import { changeConversation, lockConversation, readOwnConversation, writeConversationEvent } from './change-conversation.ts';
import { toDetail } from './conversation-row.ts';
import type { ConversationRow } from './conversation-row.ts';

/** What people of the merchant do with a conversation. Each is safe to repeat. */

export async function readConversation(app: App, actor: Actor, conversationId: string): Promise<ConversationDetail> {
  const row = await readOwnConversation(app.db, actor.workspaceId, conversationId);
  const channel = channelOf(row);
  const [facts] = channel === null ? [] : await app.db.transaction().execute((tx) => readConsentFacts(app, tx, [{ workspaceId: row.workspace_id, contactId: row.contact_id, channel, purpose: 'marketing' }]));
  return toDetail(row, facts?.isSuppressed ? 'withdrawn' : (facts?.consent ?? 'none'), app.clock.now());
}

/** Locks the conversation, lets `act` change it, tells the consoles, and answers with what it became. */
export async function act(app: App, actor: Actor, conversationId: string, change: (tx: Tx, row: ConversationRow) => Promise<void>): Promise<ConversationDetail> {
  requireRole(actor, 'agent');
  await inTransaction(app.db, async (tx) => change(tx, await lockConversation(tx, actor.workspaceId, conversationId)));
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'conversation', id: conversationId });
  return readConversation(app, actor, conversationId);
}

async function actOn(app: App, actor: Actor, conversationId: string, action: BulkAction): Promise<ConversationDetail> {
  const detail = await act(app, actor, conversationId, async (tx, row) => void (await actOnConversation(app, tx, actor, row, action)));
  if (action.kind === 'read') app.poke('jobs');
  return detail;
}

export const markRead = (app: App, actor: Actor, conversationId: string) => actOn(app, actor, conversationId, { kind: 'read' });
export const markUnread = (app: App, actor: Actor, conversationId: string) => actOn(app, actor, conversationId, { kind: 'unread' });
export const assign = (app: App, actor: Actor, conversationId: string, assigneeId: string | null) => actOn(app, actor, conversationId, { kind: 'assign', assigneeId });
export const close = (app: App, actor: Actor, conversationId: string) => actOn(app, actor, conversationId, { kind: 'close' });
export const reopen = (app: App, actor: Actor, conversationId: string, asBefore = false) => actOn(app, actor, conversationId, { kind: 'reopen', asBefore });
export const snooze = (app: App, actor: Actor, conversationId: string, until: Date) => actOn(app, actor, conversationId, { kind: 'snooze', until: until.toISOString() });
/** These tags and no others. */
export const setTags = (app: App, actor: Actor, conversationId: string, tags: string[]) => actOn(app, actor, conversationId, { kind: 'set_tags', tags });

export function setPriority(app: App, actor: Actor, conversationId: string, priority: number): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    if (row.priority === priority) return;
    await changeConversation(app, tx, row, { set: { priority }, event: 'conversation.prioritized', actor: actor.name, details: { priority } });
  });
}

/**
 * The member answers from now on: automation steps back at once. One that another member answers is taken from them only when that is
 * what is wanted: of two who take it at the same moment, the second is told who was first.
 */
export function takeOver(app: App, actor: Actor, conversationId: string, evenSo = false): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    const isTaken = row.handler === 'person' && row.state !== 'closed' && row.assignee_id !== null && row.assignee_id !== actor.id;
    if (isTaken && !evenSo && actor.kind === 'member') {
      throw new AppError('conflict', 'taken_by_another', 'Another member answers this conversation. Take it from them only if you have agreed on it.', { assigneeId: row.assignee_id });
    }
    await giveToActor(app, tx, row, actor);
  });
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

/** The assistant answers again, also what nobody has answered yet. Where it answers nobody just now, whoever waits keeps their place in the queue, for anybody of the team. */
export function handBack(app: App, actor: Actor, conversationId: string): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    if (row.handler !== 'person') return;
    await changeConversation(app, tx, row, {
      set: { handler: 'assistant', handler_run_id: null, assignee_id: null, waiting_since: null, handoff_reason: null, priority: 0 },
      event: 'conversation.handed_back',
      actor: actor.name,
    });
    const isAnswered = await app.receivers.handedBack(app, tx, { workspaceId: row.workspace_id, conversationId: row.id, contactId: row.contact_id });
    if (isAnswered || row.waiting_since === null) return;
    const { waiting_since, handoff_reason, priority } = row;
    await tx.updateTable('conversation').set({ handler: 'none', waiting_since, handoff_reason, priority }).where('workspace_id', '=', row.workspace_id).where('id', '=', row.id).execute();
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
