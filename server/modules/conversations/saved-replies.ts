import { sql } from 'kysely';
import { z } from 'zod';
import { SavedReply } from '#contract/saved-reply';
import type { SavedReplyBody } from '#contract/saved-reply';
import type { App } from '#context';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import type { Tx } from '#platform/database';
import { databaseCode, inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';

const mostReplies = 500;
const isoOf = (at: Date) => at.toISOString();
const Row = SavedReply.extend({ lastUsedAt: z.date().transform(isoOf).nullable(), updatedAt: z.date().transform(isoOf) });

const columns = sql`id, language, title, folder, tags, text, use_count as "useCount", last_used_at as "lastUsedAt", author_name as "authorName", updated_at as "updatedAt"`;

/** All of them, most used first: a team has dozens, and the picker searches while one types. */
export async function listSavedReplies(app: App, actor: Actor): Promise<{ items: SavedReply[] }> {
  const { rows } = await sql`select ${columns} from saved_reply where workspace_id = ${actor.workspaceId} order by use_count desc, lower(title), id limit ${mostReplies}`.execute(app.db);
  return { items: Row.array().parse(rows) };
}

export function addSavedReply(app: App, actor: Actor, body: SavedReplyBody): Promise<SavedReply> {
  const { language, title, folder, tags, text } = body;
  const now = app.clock.now();
  return change(app, actor, 'saved_reply.added', async (tx) => {
    const { rows } = await sql`
      insert into saved_reply (workspace_id, id, language, title, folder, tags, text, author_name, created_at, updated_at)
      select ${actor.workspaceId}, ${app.ids.next()}, ${language}, ${title}, ${folder}, ${tags}, ${text}, ${actor.name}, ${now}, ${now}
      where (select count(*) from saved_reply where workspace_id = ${actor.workspaceId}) < ${mostReplies}
      returning ${columns}`.execute(tx);
    if (rows.length === 0) throw new AppError('conflict', 'too_many_saved_replies', `A workspace keeps ${mostReplies} saved replies. Delete some that nobody uses.`);
    return Row.parse(rows[0]);
  });
}

export function changeSavedReply(app: App, actor: Actor, id: string, body: SavedReplyBody): Promise<SavedReply> {
  const { language, title, folder, tags, text } = body;
  return change(app, actor, 'saved_reply.changed', async (tx) => {
    const { rows } = await sql`
      update saved_reply set language = ${language}, title = ${title}, folder = ${folder}, tags = ${tags}, text = ${text}, author_name = ${actor.name}, updated_at = ${app.clock.now()}
      where workspace_id = ${actor.workspaceId} and id = ${id} returning ${columns}`.execute(tx);
    if (rows.length === 0) throw unknownReply();
    return Row.parse(rows[0]);
  });
}

export async function deleteSavedReply(app: App, actor: Actor, id: string): Promise<void> {
  await change(app, actor, 'saved_reply.deleted', async (tx) => {
    const { rows } = await sql`delete from saved_reply where workspace_id = ${actor.workspaceId} and id = ${id} returning ${columns}`.execute(tx);
    if (rows.length === 0) throw unknownReply();
    return Row.parse(rows[0]);
  });
}

const unknownReply = () => new AppError('not_found', 'saved_reply_unknown', 'There is no such saved reply in this workspace.');

/** Whoever answers shoppers keeps the replies; what was changed stands in the log, without the words. */
async function change(app: App, actor: Actor, action: string, write: (tx: Tx) => Promise<SavedReply>): Promise<SavedReply> {
  requireRole(actor, 'agent');
  try {
    const reply = await inTransaction(app.db, async (tx) => {
      const written = await write(tx);
      await writeAudit(app, tx, actor, action, { kind: 'saved_reply', id: written.id }, { title: written.title, language: written.language });
      return written;
    });
    app.live.publish({ workspaceId: actor.workspaceId, topic: 'saved-reply', id: null });
    return reply;
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    throw new AppError('conflict', 'saved_reply_exists', 'There is a saved reply of this name in this language. Choose another name.', { field: 'title' });
  }
}

/** It was sent once more; one that was deleted meanwhile is not missed. */
export async function countSavedReply(tx: Tx, workspaceId: string, id: string, now: Date): Promise<void> {
  await sql`update saved_reply set use_count = use_count + 1, last_used_at = ${now} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}
