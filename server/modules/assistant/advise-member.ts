import { sql } from 'kysely';
import type { AnswerSuggestion, ConversationSummary } from '#contract/agent-assist';
import { ConsentChannel } from '#contract/inbound-event';
import { summarizeContent } from '#contract/message-content';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import type { Tools } from './define-tool.ts';
import { engines } from './engines.ts';
import { draftReply, nextBestAction, summarizeConversation } from './guided/advise-people.ts';
import { readSettings } from './manage-settings.ts';
import { writeDraft } from './settle-turn.ts';
import { readSituation } from './situation.ts';
import type { Situation } from './situation.ts';
import { think } from './think.ts';
import { tools } from './tools/index.ts';
import type { TakenTurn } from './turn-queries.ts';

/** More unanswered messages than this are answered from the newest. */
const mostMessages = 10;

/** Nothing is changed for a draft: only tools that read are there. */
const readingTools = Object.fromEntries(Object.entries(tools).filter(([, tool]) => tool.effect === 'read')) as Tools;

/**
 * What a member could answer: thought by the built-in engine with the real catalogue, policies and orders, held to the same guards as an answer
 * of the assistant, and written nowhere. A person reads it, changes it and sends it. Costs no model; the assistant need not be switched on.
 */
export async function suggestAnswer(app: App, actor: Actor, conversationId: string): Promise<AnswerSuggestion> {
  requireRole(actor, 'agent');
  const situation = await readAdvised(app, actor, conversationId);
  const { view } = situation;
  const { action, why } = nextBestAction(view);
  return { text: view.incoming.length === 0 ? '' : await draft(app, situation), next: action === '' ? null : { action, why } };
}

/** Who it is, what they want, where it stands. */
export async function readSummary(app: App, actor: Actor, conversationId: string): Promise<ConversationSummary> {
  requireRole(actor, 'analyst');
  return { text: summarizeConversation((await readAdvised(app, actor, conversationId)).view) };
}

async function draft(app: App, situation: Situation): Promise<string> {
  const thought = await think({ app, engines, tools: readingTools, isTryOut: true, hasMore: async () => false }, situation);
  // Where the assistant would fetch a person, the person is here already.
  const said = thought.outcome.kind === 'say' ? thought.outcome.draft : draftReply(situation.view);
  return summarizeContent(writeDraft(situation, thought, { ...said, choices: [] }, ['text']).content);
}

/** The conversation as a turn that answers what the shopper said since our last word. Nothing of it is stored. */
async function readAdvised(app: App, actor: Actor, conversationId: string): Promise<Situation> {
  const turn = await findOpenWords(app, actor.workspaceId, conversationId);
  const settings = await readSettings(app, actor);
  const situation = turn && (await readSituation(app, turn, { ...settings, modelConnectionId: null, fallbackConnectionId: null }));
  if (!situation) throw new AppError('not_found', 'conversation_unknown', 'There is no such conversation in this workspace.');
  // A person speaks: they do not say that they are an assistant.
  return { ...situation, view: { ...situation.view, isFirstAnswer: false } };
}

async function findOpenWords(app: App, workspaceId: string, conversationId: string): Promise<TakenTurn | null> {
  const { rows } = await sql<{ contactId: string; connectionId: string; channel: string; messageIds: string[] }>`
    select v.contact_id as "contactId", v.connection_id as "connectionId", v.channel, array(
      select m.id from message m where m.workspace_id = v.workspace_id and m.conversation_id = v.id and m.direction = 'in' and m.author = 'contact' and not m.is_revoked
        and m.at > coalesce((select max(s.accepted_at) from send s where s.workspace_id = v.workspace_id and s.contact_id = v.contact_id and s.connection_id = v.connection_id
          and s.origin in ('person', 'assistant')), '-infinity')
        and m.at > coalesce((select max(o.at) from message o where o.workspace_id = v.workspace_id and o.conversation_id = v.id and o.direction = 'out'), '-infinity')
      order by m.at desc, m.id desc limit ${mostMessages}) as "messageIds"
    from conversation v where v.workspace_id = ${workspaceId} and v.id = ${conversationId}`.execute(app.db);
  const [row] = rows;
  if (!row) return null;
  const { contactId, connectionId, messageIds } = row;
  return { workspaceId, id: app.ids.next(), conversationId, contactId, connectionId, channel: ConsentChannel.parse(row.channel), messageIds: messageIds.toReversed(), startedAt: app.clock.now(), attempts: 1 };
}
