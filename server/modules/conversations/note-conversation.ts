import { sql } from 'kysely';
import type { ConversationDetail, Mention } from '#contract/conversation';
import { Mention as MentionSchema } from '#contract/conversation';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { requireTeammates } from './act-on-conversation.ts';
import { requireConversation } from './change-conversation.ts';
import { act } from './manage-conversation.ts';

/** Seen by members alone. Those whom it names are told, the author left out. */
export function addNote(app: App, actor: Actor, conversationId: string, text: string, mentions: readonly string[] = []): Promise<ConversationDetail> {
  return act(app, actor, conversationId, async (tx, row) => {
    const named = [...new Set(mentions)].filter((userId) => userId !== actor.id);
    await requireTeammates(tx, actor.workspaceId, named);
    const noteId = app.ids.next();
    const now = app.clock.now();
    await tx.insertInto('conversation_note').values({ workspace_id: row.workspace_id, id: noteId, conversation_id: row.id, author_id: actor.id, author_name: actor.name, text, created_at: now }).execute();
    if (named.length === 0) return;
    await tx.insertInto('mention').values(named.map((userId) => ({ workspace_id: row.workspace_id, user_id: userId, note_id: noteId, conversation_id: row.id, created_at: now }))).execute();
    await app.receivers.membersConcerned(app, tx, [{ workspaceId: row.workspace_id, conversationId: row.id, kind: 'mentioned', memberIds: named }]);
  });
}

const mostMentions = 50;

/** Notes that name the reader. */
export async function listMentions(app: App, actor: Actor): Promise<{ items: Mention[] }> {
  const { rows } = await sql<Omit<Mention, 'at'> & { at: Date }>`
    select n.id as "noteId", n.conversation_id as "conversationId", p.name as "contactName", n.author_name as "authorName", n.text, n.created_at as at, t.read_at is not null as "isRead"
    from mention t
    join conversation_note n on n.workspace_id = t.workspace_id and n.id = t.note_id
    join conversation v on v.workspace_id = n.workspace_id and v.id = n.conversation_id
    join contact p on p.workspace_id = v.workspace_id and p.id = v.contact_id
    where t.workspace_id = ${actor.workspaceId} and t.user_id = ${actor.id} order by t.read_at is not null, n.created_at desc limit ${mostMentions}`.execute(app.db);
  return { items: rows.map((row) => MentionSchema.parse({ ...row, at: row.at.toISOString() })) };
}

/** The reader has seen the notes of this conversation. */
export async function readMentions(app: App, actor: Actor, conversationId: string): Promise<{ items: Mention[] }> {
  requireRole(actor, 'agent');
  await requireConversation(app.db, actor.workspaceId, conversationId);
  const { numAffectedRows = 0n } = await inTransaction(app.db, (tx) =>
    sql`update mention set read_at = ${app.clock.now()} where workspace_id = ${actor.workspaceId} and user_id = ${actor.id} and conversation_id = ${conversationId} and read_at is null`.execute(tx),
  );
  if (numAffectedRows > 0n) app.live.publish({ workspaceId: actor.workspaceId, topic: 'conversation', id: conversationId });
  return listMentions(app, actor);
}
