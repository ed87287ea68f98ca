import type { App } from '#context';
import { noteUnanswered } from '#modules/knowledge';
import { planAnswer } from '#modules/sends';
import { handOff } from '#modules/turns';
import { afterCommit, inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import type { OutgoingContent } from '#contract/message-content';
import { disclose } from './answer/disclose.ts';
import { writeAnswer } from './answer/write-answer.ts';
import type { WrittenAnswer } from './answer/write-answer.ts';
import type { Draft, ToolResult } from './engine.ts';
import { isLasting } from './facts/fact.ts';
import { sourcesOf, unansweredOf } from './turn-record.ts';
import { variantId, variantsOf } from './shown-variants.ts';
import type { Situation } from './situation.ts';
import type { Thought } from './think.ts';
import { beginNextTurn, endTurn, lockTurn } from './turn-queries.ts';
import type { TurnEnd } from './turn-queries.ts';

/** `more`: something was said that this thought does not answer. `lost`: another worker has the turn. */
export type Settled = { kind: 'done'; end: TurnEnd['state']; content: OutgoingContent | null } | { kind: 'more'; messageIds: string[] } | { kind: 'lost' };

/**
 * Ends a turn in one transaction: the row says what became of it and the ledger holds its one answer (unique by the turn's id), or neither. What
 * came in the meantime is answered too, or by the next turn: never by a second answer of this one.
 * @param mustEnd what came in the meantime waits for the next turn.
 */
export function settleTurn(app: App, situation: Situation, thought: Thought, options: { contentTypes: readonly OutgoingContent['type'][]; thinkMs: number; mustEnd: boolean }): Promise<Settled> {
  const { turn } = situation;
  const { workspaceId, conversationId, contactId, connectionId, channel } = turn;
  return inTransaction(app.db, async (tx): Promise<Settled> => {
    const locked = await lockTurn(tx, turn);
    if (locked === null) return { kind: 'lost' };
    const { messageIds, conversation } = locked;
    const later = messageIds.filter((id) => !situation.messageIds.includes(id));
    const why = reasonToDrop(conversation, situation);
    const base = baseOf(app, situation, thought, options.thinkMs);
    let content: OutgoingContent | null = null;
    let end: TurnEnd;
    if (why !== null) end = { ...base, state: 'dropped', reason: why };
    else if (thought.outcome.kind === 'more' || (later.length > 0 && !options.mustEnd)) return { kind: 'more', messageIds };
    else if (thought.outcome.kind === 'say') {
      const written = writeDraft(situation, thought, thought.outcome.draft, options.contentTypes);
      content = written.content;
      const sendId = await planAnswer(app, tx, { workspaceId, origin: 'assistant', originId: turn.id, step: 'answer', contactId, connectionId, channel, content });
      end = { ...base, state: 'answered', memory: thought.outcome.draft.memory, choices: written.choices, sendId };
    } else end = await handOver(app, tx, situation, thought.outcome, base);
    await endTurn(tx, turn, end);
    if (why === null) await keepUnanswered(app, tx, situation, thought.course.results);
    publishAfterCommit(app.live, tx, 'assistant', [{ workspaceId, id: conversationId }]);
    if (later.length > 0) {
      await beginNextTurn(tx, turn, { id: app.ids.next(), messageIds: later, now: app.clock.now() });
      afterCommit(tx, () => app.poke('assistant'));
    }
    return { kind: 'done', end: end.state, content };
  });
}

/** What the shop was asked of itself and no page says is kept for the merchant, in the shopper's own words. */
async function keepUnanswered(app: App, tx: Tx, { turn: { workspaceId, conversationId }, view }: Situation, results: readonly ToolResult[]): Promise<void> {
  const found = unansweredOf(results, view.incoming.map(({ text }) => text).join(' ').trim());
  if (found) await noteUnanswered(app, tx, { workspaceId, conversationId, language: view.language, ...found });
}

/** Nobody is to be answered any more; null: somebody is. */
export function reasonToDrop(conversation: Situation['row']['conversation'], { row, view }: Situation): string | null {
  if (row.contact.isErased) return 'person_erased';
  if (!conversation.isOwned) return 'thread_not_owned';
  if (conversation.handler === 'person') return 'person_took_over';
  return view.incoming.length === 0 ? 'taken_back' : null;
}

function baseOf(app: App, { turn, messageIds, view, earlierFacts, row }: Situation, { course, thinker, fallback, pending, facts }: Thought, thinkMs: number): TurnEnd {
  const at = app.clock.now();
  const known = new Set(earlierFacts.map((fact) => JSON.stringify(fact)));
  return {
    state: 'dropped',
    reason: null,
    messageIds: row.contact.isErased ? turn.messageIds : messageIds,
    settledAt: at,
    engine: thinker?.engine.kind ?? null,
    fallback,
    model: thinker?.model ?? null,
    ...course.usage,
    thinkMs: Math.round(thinkMs),
    sendId: null,
    language: view.language,
    record: { version: 1, steps: course.steps, sources: sourcesOf(course.results) },
    memory: null,
    pending,
    choices: [],
    facts: facts.filter((fact) => isLasting(fact) && !known.has(JSON.stringify(fact))).slice(0, 200).map((fact) => ({ fact, at: at.toISOString() })),
  };
}

export function writeDraft({ turn, view, settings }: Situation, { course }: Thought, draft: Draft, contentTypes: readonly OutgoingContent['type'][]): WrittenAnswer {
  const known = variantsOf(course.results);
  const variants = draft.products.flatMap((ref) => known.get(variantId(ref)) ?? []);
  return writeAnswer(disclose(draft, view, settings), { turnId: turn.id, contentTypes, language: view.language, locale: view.locale, variants });
}

async function handOver(app: App, tx: Tx, situation: Situation, outcome: Extract<Thought['outcome'], { kind: 'hand_over' }>, base: TurnEnd): Promise<TurnEnd> {
  const { turn, view, settings } = situation;
  const done = await handOff(app, tx, {
    workspaceId: turn.workspaceId,
    conversationId: turn.conversationId,
    trigger: outcome.trigger,
    summary: outcome.summary,
    by: 'assistant',
    turnId: turn.id,
    causeId: turn.id,
    step: 'answer',
    words: outcome.draft === null ? null : disclose(outcome.draft, view, settings).text,
    language: view.language,
  });
  return { ...base, state: 'handed_over', reason: outcome.trigger, sendId: done.sendId, pending: null };
}
