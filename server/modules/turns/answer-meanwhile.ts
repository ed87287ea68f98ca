import { sql } from 'kysely';
import type { App, AskedMessage } from '#context';
import { IncomingContent } from '#contract/message-content';
import { readRatingTap } from '#modules/ratings';
import { hourMs } from '#platform/clock';
import type { Tx } from '#platform/database';
import { decideAnswerer } from './decide-answerer.ts';
import { readWish } from './read-wish.ts';

/** A question of the evening may be answered in the morning; after that it has been settled elsewhere, or an answer would read like a mistake. */
const lateMs = 12 * hourMs;
/** Words that only say that a person will answer are no answer. */
export const handoffStep = 'handoff';
/** More is no question but a quarrel: the assistant reads the rest as what was said before. */
const mostMessages = 20;

/**
 * The receiver of a conversation that a member gave back: what the shopper wrote while a person had it, and nobody answered, becomes one turn of
 * the assistant, where the rule says that it answers here and now. In the transaction of the hand-back, which holds the conversation's lock: a
 * message that comes in the same moment is either found here or finds the assistant. Repeatable. False: the rule leaves it to people.
 */
export async function answerMeanwhile(app: App, tx: Tx, conversation: { workspaceId: string; conversationId: string; contactId: string }): Promise<boolean> {
  if ((await decideAnswerer(app, tx, conversation)).who === 'person') return false;
  await app.receivers.assistantAsked(app, tx, await findUnanswered(app, tx, conversation));
  return true;
}

/**
 * What the shopper wrote since anybody answered, oldest first, as far as it still waits for an answer: not what is old, was taken back, had the
 * product's own words for an answer, asks for nothing or only for a person, nor anything once the channel's window has closed or another application
 * has the thread.
 */
export async function findUnanswered(app: App, tx: Tx, { workspaceId, conversationId }: { workspaceId: string; conversationId: string }): Promise<AskedMessage[]> {
  const now = app.clock.now();
  const since = new Date(now.getTime() - lateMs);
  // By their ids, which sort by when we made them: an answer was given to what its author could have seen. Echoes have only the channel's own time.
  const { rows } = await sql<AskedMessage & { content: unknown }>`
    select v.workspace_id as "workspaceId", v.connection_id as "connectionId", v.id as "conversationId", v.contact_id as "contactId", m.id as "messageId", m.at, m.content
    from conversation v join message m on m.workspace_id = v.workspace_id and m.conversation_id = v.id
    where v.workspace_id = ${workspaceId} and v.id = ${conversationId} and v.is_owned and coalesce(v.window_ends_at > ${now}, true)
      and m.author = 'contact' and not m.is_revoked and m.at > ${since}
      and not exists (select from message a where a.workspace_id = m.workspace_id and a.conversation_id = m.conversation_id and a.author = 'app' and a.at > m.at)
      and not exists (select from send s where s.workspace_id = v.workspace_id and s.contact_id = v.contact_id and s.connection_id = v.connection_id and s.planned_at > ${since}
        and s.origin in ('person', 'assistant') and s.state not in ('refused', 'failed') and s.id > m.id)
      and not exists (select from send w where w.workspace_id = m.workspace_id and w.origin_id = m.id and w.origin = 'system' and w.step <> ${handoffStep})
    order by m.at desc, m.id desc limit ${mostMessages}`.execute(tx);
  return rows.toReversed().flatMap(({ content, ...message }) => (waitsForAnswer(content) ? [message] : []));
}

function waitsForAnswer(stored: unknown): boolean {
  const content = IncomingContent.safeParse(stored).data;
  // How the help was: kept, and thanked for.
  if (content?.type === 'reply' && readRatingTap(content.id)) return false;
  const wish = content && readWish({ content });
  return wish === null || wish?.kind === 'topic' || (wish?.kind === 'person' && !wish.isPlain);
}
