import { sql } from 'kysely';
import type { App, AskedMessage } from '#context';
import { AssistantSettings } from '#contract/assistant';
import { ConversationHandler } from '#contract/conversation';
import { whoIsThere } from '#modules/conversations';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Tx } from '#platform/database';
import { whoAnswers } from './who-answers.ts';
import type { Answerer } from './who-answers.ts';

const off: Answerer = { who: 'person', why: 'off' };

/** Who answers in this conversation, by the one rule, with fresh facts. Costs nothing but a look into a cache while the assistant is off. */
export async function decideAnswerer(app: App, tx: Tx, { workspaceId, conversationId, contactId }: Pick<AskedMessage, 'workspaceId' | 'conversationId' | 'contactId'>): Promise<Answerer> {
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId], tx)).get(workspaceId);
  const settings = AssistantSettings.safeParse(workspace?.settings['assistant'] ?? {}).data;
  if (!workspace || !settings?.isOn) return off;
  const { rows } = await sql<{ handler: string; channel: string }>`select handler, channel from conversation where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx);
  if (!rows[0]) return off;
  const handler = ConversationHandler.parse(rows[0].handler);
  return whoAnswers({
    settings,
    channel: rows[0].channel,
    contactId,
    salt: workspace.holdoutSalt,
    timeZone: workspace.timeZone,
    handler,
    personSeenMs: handler === 'person' ? await findPersonSeen(tx, workspaceId, conversationId) : null,
    isTeamThere: settings.hours.kind === 'team_away' && (await whoIsThere(app, tx, workspaceId)).isSomebodyThere,
    nowMs: app.clock.nowMs(),
  });
}

/** When a person was last seen: given the conversation, taking it, or writing in it. */
async function findPersonSeen(tx: Tx, workspaceId: string, conversationId: string): Promise<number | null> {
  const { rows } = await sql<{ seenMs: number | null }>`
    select (extract(epoch from greatest(
      (select max(e.at) from conversation_event e where e.workspace_id = v.workspace_id and e.conversation_id = v.id
        and e.kind in ('conversation.handed_over', 'conversation.taken_over', 'conversation.assigned', 'conversation.reopened')),
      (select max(m.at) from message m where m.workspace_id = v.workspace_id and m.conversation_id = v.id and m.author = 'app'),
      (select max(s.planned_at) from send s where s.workspace_id = v.workspace_id and s.contact_id = v.contact_id and s.connection_id = v.connection_id and s.origin = 'person'))) * 1000)::float8 as "seenMs"
    from conversation v where v.workspace_id = ${workspaceId} and v.id = ${conversationId}`.execute(tx);
  return rows[0]?.seenMs ?? null;
}
