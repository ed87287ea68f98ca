import type { App } from '#context';
import { handOff } from '#modules/turns';
import { inTransaction } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { newCourse } from './converse.ts';
import { endTurn, lockTurn } from './turn-queries.ts';
import type { TakenTurn, TurnEnd } from './turn-queries.ts';

/**
 * A turn that was taken again and again without an end goes to a person. Whatever kills its workers may be in what it reads, so nothing of it is
 * read here.
 */
export function giveUpTurn(app: App, turn: TakenTurn): Promise<void> {
  const { workspaceId, conversationId } = turn;
  return inTransaction(app.db, async (tx) => {
    const locked = await lockTurn(tx, turn);
    if (locked === null) return;
    const { messageIds, conversation } = locked;
    const base: TurnEnd = {
      state: 'dropped', reason: 'person_took_over', messageIds, settledAt: app.clock.now(), engine: null, fallback: null, model: null, ...newCourse().usage, thinkMs: 0, sendId: null, language: null,
      record: { version: 1, steps: [{ kind: 'note', note: 'gave_up', detail: null }], sources: [] }, memory: null, pending: null, choices: [], facts: [],
    };
    const isTheirs = conversation.handler === 'person';
    const done = isTheirs ? null : await handOff(app, tx, { workspaceId, conversationId, trigger: 'low_confidence', summary: '', by: 'assistant', turnId: turn.id, causeId: turn.id, step: 'answer', words: null, language: null });
    await endTurn(tx, turn, done === null ? base : { ...base, state: 'handed_over', reason: 'low_confidence', sendId: done.sendId });
    publishAfterCommit(app.live, tx, 'assistant', [{ workspaceId, id: conversationId }]);
  });
}
