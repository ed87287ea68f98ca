import type { App } from '#context';
import type { OutgoingContent } from '#contract/message-content';
import { openConnection } from '#modules/connections';
import { inTransaction } from '#platform/database';
import { withSpan } from '#platform/trace';
import { newCourse } from './converse.ts';
import type { Tools } from './define-tool.ts';
import type { Engines } from './engines.ts';
import { hearVoices } from './hear-voices.ts';
import { settleTurn } from './settle-turn.ts';
import { readSituation } from './situation.ts';
import type { Situation } from './situation.ts';
import { think } from './think.ts';
import type { Thought } from './think.ts';
import { turnLimits } from './turn-limits.ts';
import { endTurn, lockTurn, peekTurn, putOffTurn } from './turn-queries.ts';
import type { TakenTurn } from './turn-queries.ts';

/** What the loop is given from outside. */
export interface AssistantParts {
  engines: Engines;
  tools: Tools;
}

/**
 * Answers one turn that was taken. Something said while it is thought makes it think anew, at most so often; the last thought is settled with
 * what it answers, and the rest begins the next turn.
 */
export async function takeTurn(app: App, parts: AssistantParts, taken: TakenTurn): Promise<void> {
  const startedMs = performance.now();
  let turn = taken;
  for (let round = 1; round <= turnLimits.rounds; round += 1) {
    if ((await hearVoices(app, turn)) === 'wait') return putOffTurn(app.db, turn, new Date(app.clock.nowMs() + turnLimits.mediaMs));
    const situation = await readSituation(app, turn, null);
    if (situation === null) return dropTurn(app, turn);
    const mustEnd = round === turnLimits.rounds;
    const hasMore = async () => !mustEnd && hasLater(await peekTurn(app.db, turn), situation);
    const thought = turn.attempts > turnLimits.attempts ? surrender() : await withSpan('assistant.think', { round }, () => think({ app, ...parts, isTryOut: false, hasMore }, situation));
    if (round > 1) thought.course.steps.unshift({ kind: 'note', note: 'more_came', detail: String(situation.messageIds.length) });
    const settled = await settleTurn(app, situation, thought, { contentTypes: await contentTypesOf(app, turn), thinkMs: performance.now() - startedMs, mustEnd });
    if (settled.kind !== 'more') return;
    turn = { ...turn, messageIds: settled.messageIds };
  }
}

/** Taken again and again without an end: whatever it is that kills its workers, a person answers. */
function surrender(): Thought {
  const course = newCourse();
  course.steps.push({ kind: 'note', note: 'gave_up', detail: null });
  return { outcome: { kind: 'hand_over', trigger: 'low_confidence', summary: '', draft: null }, course, thinker: null, fallback: null, pending: null, facts: [] };
}

const hasLater = (messageIds: string[] | null, situation: Situation) => messageIds !== null && messageIds.some((id) => !situation.messageIds.includes(id));

async function contentTypesOf(app: App, turn: TakenTurn): Promise<readonly OutgoingContent['type'][]> {
  const connection = await openConnection(app, turn.connectionId);
  return connection?.definition.port === 'channel' ? connection.definition.contentTypes : ['text'];
}

/** Its conversation is gone: its people were made one, and theirs is another. */
function dropTurn(app: App, turn: TakenTurn): Promise<void> {
  return inTransaction(app.db, async (tx) => {
    const messageIds = await lockTurn(tx, turn);
    if (messageIds === null) return;
    await endTurn(tx, turn, {
      state: 'dropped', reason: 'conversation_gone', messageIds, settledAt: app.clock.now(), engine: null, fallback: null, model: null, inputTokens: 0, outputTokens: 0, costMicros: 0,
      thinkMs: 0, sendId: null, language: null, record: {}, memory: null, pending: null, choices: [], facts: [],
    });
  });
}
