import type { App } from '#context';
import type { OutgoingContent } from '#contract/message-content';
import { openConnection } from '#modules/connections';
import { withSpan } from '#platform/trace';
import { addUsage, hasWritten, newCourse } from './converse.ts';
import type { Tools } from './define-tool.ts';
import { noUsage } from './engine.ts';
import type { Engines } from './engines.ts';
import { giveUpTurn } from './give-up-turn.ts';
import { hearVoices } from './hear-voices.ts';
import { reasonToDrop, settleTurn } from './settle-turn.ts';
import { readSituation } from './situation.ts';
import type { Situation } from './situation.ts';
import { think } from './think.ts';
import type { Thought } from './think.ts';
import { turnLimits } from './turn-limits.ts';
import { peekTurn, putOffTurn } from './turn-queries.ts';
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
  if (taken.attempts > turnLimits.attempts) return giveUpTurn(app, taken);
  const startedMs = performance.now();
  let turn = taken;
  let spent = noUsage;
  for (let round = 1; round <= turnLimits.rounds; round += 1) {
    const situation = await readWithVoices(app, turn);
    if (situation === 'wait') return putOffTurn(app.db, turn, new Date(app.clock.nowMs() + turnLimits.mediaMs));
    // Its people were made one: by now the turn is of their other conversation, and is taken as such.
    if (situation === null) return putOffTurn(app.db, turn, app.clock.now());
    const isLast = round === turnLimits.rounds;
    const hasMore = async () => !isLast && hasLater(await peekTurn(app.db, turn), situation);
    const isWanted = reasonToDrop(situation.row.conversation, situation) === null;
    const thought = isWanted ? await withSpan('assistant.think', { round }, () => think({ app, ...parts, isTryOut: false, hasMore }, situation)) : unthought();
    const { course } = thought;
    spent = addUsage(spent, course.usage);
    course.usage = spent;
    const mustEnd = isLast || hasWritten(course, parts.tools);
    if (round > 1) course.steps.unshift({ kind: 'note', note: 'more_came', detail: String(situation.messageIds.length) });
    const settled = await settleTurn(app, situation, thought, { contentTypes: await contentTypesOf(app, turn), thinkMs: performance.now() - startedMs, mustEnd });
    if (settled.kind !== 'more') return;
    turn = { ...turn, messageIds: settled.messageIds };
  }
}

/** What surrounds the turn, its voice notes in words. `wait`: one of them is still on its way; null: the conversation is gone. */
async function readWithVoices(app: App, turn: TakenTurn): Promise<Situation | 'wait' | null> {
  const situation = await readSituation(app, turn, null);
  if (situation === null) return null;
  const voices = await hearVoices(app, situation);
  if (voices === 'wait') return 'wait';
  return voices === 'heard' ? readSituation(app, turn, null) : situation;
}

/** Nobody is to be answered: no engine is asked, and the settling says why. */
const unthought = (): Thought => ({ outcome: { kind: 'more' }, course: newCourse(), thinker: null, fallback: null, pending: null, facts: [] });

/** A turn that is another worker's by now counts as well: this thought changes nothing any more. */
const hasLater = (messageIds: string[] | null, situation: Situation) => messageIds === null || messageIds.some((id) => !situation.messageIds.includes(id));

async function contentTypesOf(app: App, turn: TakenTurn): Promise<readonly OutgoingContent['type'][]> {
  const connection = await openConnection(app, turn.connectionId);
  return connection?.definition.port === 'channel' ? connection.definition.contentTypes : ['text'];
}
