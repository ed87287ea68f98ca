import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '#context';
import { secondMs } from '#platform/clock';
import { msUntil } from '#platform/due-work';
import type { DueWork } from '#platform/due-work';
import { engines } from './engines.ts';
import { takeTurn } from './take-turn.ts';
import type { AssistantParts } from './take-turn.ts';
import { tools } from './tools/index.ts';
import { turnLimits } from './turn-limits.ts';
import { extendTurn, readNextDue, takeDueTurns } from './turn-queries.ts';
import type { TakenTurn } from './turn-queries.ts';

/** Takes due turns and thinks them, several at a time. @param parts engines and tools; a test thinks in their place. */
export function assistantWork(app: App, parts: AssistantParts = { engines, tools }): DueWork & { drain(): Promise<void> } {
  const working = new Set<Promise<void>>();

  const carry = async (turn: TakenTurn) => {
    // A long thought says again and again that its worker lives; after a kill it is silent, and another takes the turn.
    const heartbeat = setInterval(() => void extendTurn(app.db, turn, app.clock.now()).catch(() => undefined), turnLimits.heartbeatMs);
    try {
      await takeTurn(app, parts, turn);
    } catch (error) {
      // The lease ends and the turn is taken again; after a few times a person answers.
      app.log.error({ err: error, turn: turn.id, attempt: turn.attempts }, 'A turn of the assistant failed and will be taken again');
    } finally {
      clearInterval(heartbeat);
    }
  };

  return {
    name: 'assistant',
    batchSize: turnLimits.inFlight,
    idleMs: secondMs,
    dueInMs: async () => msUntil(await readNextDue(app.db), app.clock),
    runOnce: async (limit) => {
      if (working.size >= turnLimits.inFlight) {
        await Promise.race(working);
        await pause(turnLimits.gatherMs);
      }
      const room = Math.min(limit, turnLimits.inFlight - working.size);
      const turns = await takeDueTurns(app.db, app.clock.now(), room);
      for (const turn of turns) {
        const work = carry(turn).finally(() => working.delete(work));
        working.add(work);
      }
      // As much as fitted: there may be more.
      return turns.length === room ? limit : turns.length;
    },
    drain: async () => {
      await Promise.all(working);
    },
  };
}
