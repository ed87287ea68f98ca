import { sql } from 'kysely';
import type { App, HandoffAsk } from '#context';
import { AssignmentSettings } from '#contract/assignment';
import { ConsentChannel } from '#contract/inbound-event';
import type { HandoffPackage, HandoffRule } from '#contract/handoff';
import type { Language } from '#contract/language';
import { chooseAssignee, handToPerson, lockConversation, whoIsThere } from '#modules/conversations';
import { languageOfContact, planAnswer } from '#modules/sends';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { WorkspaceFacts } from '#modules/workspaces';
import { storableJson } from '#platform/database';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { sayWhen } from './expectations.ts';
import { packHandoff } from './handoff-package.ts';
import { ruleOf, storedRulesOf } from './handoff-rules.ts';
import { wordsFor } from './handoff-words.ts';

export interface HandoffDone {
  /** Null: it waits for a person already, and they know. */
  handoffId: string | null;
  /** What the shopper is told; null: they were told before. */
  sendId: string | null;
}

type Conversation = Awaited<ReturnType<typeof lockConversation>>;

/**
 * Gives a conversation to a person, all of it: priority, tags and owner by the trigger's rule, the six things they need to see, and the words to
 * the shopper with when to expect an answer. Asked again while it waits, it only raises the priority: nobody is told the same twice (P7).
 */
export async function handOff(app: App, tx: Tx, ask: HandoffAsk): Promise<HandoffDone> {
  const conversation = await lockConversation(tx, ask.workspaceId, ask.conversationId);
  const workspace = (await readWorkspaceFacts(app.db, [ask.workspaceId], tx)).get(ask.workspaceId);
  if (!workspace) throw new Error(`The workspace ${ask.workspaceId} is gone.`);
  const rule = ruleOf(storedRulesOf(workspace), ask.trigger);
  const tags = [...new Set([...rule.tags, ...(ask.tags ?? [])])];
  const handed = { workspaceId: ask.workspaceId, conversationId: ask.conversationId, reason: ask.trigger, priority: rule.priority, tags };
  if (await isWithPerson(tx, conversation)) {
    await handToPerson(app, tx, { ...handed, assigneeId: conversation.assignee_id });
    return { handoffId: null, sendId: null };
  }
  const { assigneeId, ...presence } = await choose(app, tx, conversation, { ...rule, tags });
  await handToPerson(app, tx, { ...handed, assigneeId });
  // Before the shopper is told: what they need to see is what was said until then.
  const contents = await packHandoff(app, tx, { workspaceId: ask.workspaceId, conversationId: ask.conversationId, contactId: conversation.contact_id, trigger: ask.trigger });
  const sendId = await tell(app, tx, conversation, ask, rule, { workspace, presence });
  const handoffId = await store(app, tx, conversation, ask, { rule: { ...rule, tags }, assigneeId, sendId, contents });
  publishAfterCommit(app.live, tx, 'conversation', [{ workspaceId: ask.workspaceId, id: ask.conversationId }]);
  return { handoffId, sendId };
}

/** A person has it and the shopper knows: it waits since the last handoff, or somebody answered after it and has not left it. */
async function isWithPerson(tx: Tx, { workspace_id, id, contact_id, connection_id, handler, state }: Conversation): Promise<boolean> {
  if (handler !== 'person' || state !== 'open') return false;
  const { rows } = await sql<{ isKnown: boolean }>`
    select exists (select from handoff h where h.workspace_id = ${workspace_id} and h.conversation_id = ${id} and h.at >= coalesce(
        (select max(e.at) from conversation_event e where e.workspace_id = h.workspace_id and e.conversation_id = h.conversation_id and e.kind in ('conversation.handed_back', 'conversation.closed', 'conversation.returned')), '-infinity'))
      or exists (select from send s where s.workspace_id = ${workspace_id} and s.contact_id = ${contact_id} and s.connection_id = ${connection_id} and s.origin = 'person' and s.accepted_at is not null
        and s.planned_at > coalesce((select max(e.at) from conversation_event e where e.workspace_id = s.workspace_id and e.conversation_id = ${id}
          and e.kind in ('conversation.handed_back', 'conversation.closed', 'conversation.returned')), '-infinity')) as "isKnown"`.execute(tx);
  return rows[0]?.isKnown ?? false;
}

/** A conversation that has a member keeps them; otherwise the rule decides, then the workspace's own. */
async function choose(app: App, tx: Tx, conversation: Conversation, rule: HandoffRule) {
  const workspaceId = conversation.workspace_id;
  if (conversation.assignee_id !== null) return { assigneeId: conversation.assignee_id, ...(await whoIsThere(app, tx, workspaceId)) };
  return chooseAssignee(app, tx, { workspaceId, tags: [...new Set([...conversation.tags, ...rule.tags])], ownerRule: rule.owner });
}

async function tell(
  app: App,
  tx: Tx,
  conversation: Conversation,
  ask: HandoffAsk,
  rule: HandoffRule,
  { workspace, presence }: { workspace: WorkspaceFacts; presence: { isSomebodyThere: boolean; backAt: Date | null } },
): Promise<string> {
  const language: Language = ask.language ?? (await languageOfContact(app, tx, ask.workspaceId, conversation.contact_id));
  const { hours } = AssignmentSettings.safeParse(workspace.settings['assignment'] ?? {}).data ?? { hours: null };
  const when = sayWhen({ ...presence, hours, zone: workspace.timeZone, now: app.clock.now() }, language);
  const words = ask.words ?? rule.message?.[language] ?? wordsFor(ask.trigger, language);
  return planAnswer(app, tx, {
    workspaceId: ask.workspaceId,
    // Not the assistant's: the gate lets nothing of its pass once a person has the conversation.
    origin: 'system',
    originId: ask.causeId,
    step: ask.step,
    contactId: conversation.contact_id,
    connectionId: conversation.connection_id,
    channel: ConsentChannel.parse(conversation.channel),
    content: { type: 'text', text: `${words} ${when}`, previewUrl: false },
  });
}

async function store(app: App, tx: Tx, conversation: Conversation, ask: HandoffAsk, { rule, assigneeId, sendId, contents }: { rule: HandoffRule; assigneeId: string | null; sendId: string; contents: HandoffPackage }): Promise<string> {
  const id = app.ids.next();
  await sql`
    insert into handoff (workspace_id, id, conversation_id, contact_id, at, trigger, summary, given_by, turn_id, priority, tags, assignee_id, send_id, package)
    values (${ask.workspaceId}, ${id}, ${ask.conversationId}, ${conversation.contact_id}, ${app.clock.now()}, ${ask.trigger}, ${ask.summary}, ${ask.by}, ${ask.turnId}, ${rule.priority},
      ${rule.tags}, ${assigneeId}, ${sendId}, ${storableJson(contents)}::jsonb)`.execute(tx);
  return id;
}
