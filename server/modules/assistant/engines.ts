import type { App } from '#context';
import type { AssistantSettings, EngineFallback } from '#contract/assistant';
import { openConnection } from '#modules/connections';
import type { OpenConnection } from '#modules/connections';
import { ConnectorError } from '#ports/connector';
import { openMind } from './generative/open-mind.ts';
import { guidedEngine } from './guided/guided-engine.ts';
import type { Engine } from './engine.ts';
import { readSpentToday } from './cost-queries.ts';
import type { SpentOf } from './cost-queries.ts';
import { turnLimits } from './turn-limits.ts';

/** The engines there are. Given to the loop, so that a test can think in their place. */
export interface Engines {
  guided: Engine;
  /** An engine that thinks with the model of this connection; null: this version has none. */
  generative: ((app: App, connection: OpenConnection) => { engine: Engine; model: string | null }) | null;
}

export const engines: Engines = { guided: guidedEngine, generative: openMind };

/** Who thinks a turn, in order: when one fails in the middle, the next begins anew. The last is always the built-in one. */
export interface Thinker {
  engine: Engine;
  model: string | null;
  connectionId: string | null;
}

/**
 * The engines for one turn, and why the wished one is not among them (null: it is, or none was wished). A model is left out when it is
 * disconnected, resting after a failure, or the day's budget is used up.
 */
export async function chooseThinkers(app: App, { guided, generative }: Engines, settings: AssistantSettings, spent: SpentOf): Promise<{ thinkers: Thinker[]; fallback: EngineFallback | null }> {
  const builtIn: Thinker = { engine: guided, model: null, connectionId: null };
  const wished = [settings.modelConnectionId, settings.fallbackConnectionId].filter((id) => id !== null);
  if (wished.length === 0 || generative === null) return { thinkers: [builtIn], fallback: wished.length === 0 ? null : 'disconnected' };
  if (settings.dailyBudgetMicros !== null && (await readSpentToday(app.db, spent, app.clock.now())) >= settings.dailyBudgetMicros) return { thinkers: [builtIn], fallback: 'over_budget' };
  const thinkers: Thinker[] = [];
  let fallback: EngineFallback | null = null;
  for (const id of wished) {
    const connection = await openOrNull(app, id);
    if (connection?.workspaceId !== spent.workspaceId || connection.port !== 'model' || connection.state !== 'active') fallback ??= 'disconnected';
    else if (isResting(id, app.clock.nowMs())) fallback ??= 'resting';
    else thinkers.push({ ...generative(app, connection), connectionId: id });
  }
  return { thinkers: [...thinkers, builtIn], fallback: fallback !== null && thinkers[0]?.connectionId === wished[0] ? null : fallback };
}

/** A connection that this version cannot open (its vendor or settings are of another one) is none. */
export async function openOrNull(app: App, id: string): Promise<OpenConnection | null> {
  try {
    return await openConnection(app, id);
  } catch (error) {
    app.log.warn({ err: error, connection: id }, 'A model cannot be opened');
    return null;
  }
}

/** A model that failed, by connection: of this process only, it is a courtesy to the next shopper. */
const restingUntilMs = new Map<string, number>();
const isResting = (connectionId: string, nowMs: number) => (restingUntilMs.get(connectionId) ?? 0) > nowMs;

/** Leaves a model alone for a moment. What it answered badly is no reason: that was about one turn. */
export function noteFailure(connectionId: string | null, fallback: EngineFallback, nowMs: number): void {
  if (connectionId === null || fallback === 'malformed' || fallback === 'refused') return;
  restingUntilMs.set(connectionId, nowMs + turnLimits.restMs);
}

export function noteSuccess(connectionId: string | null): void {
  if (connectionId !== null) restingUntilMs.delete(connectionId);
}

/** In a word, why an engine did not get to an answer. */
export function fallbackOf(error: unknown): EngineFallback {
  if (error instanceof EngineTrouble) return error.fallback;
  if (!(error instanceof ConnectorError)) return 'failed';
  if (error.kind === 'rate_limited') return 'over_quota';
  if (error.kind === 'unexpected') return 'malformed';
  if (error.kind === 'rejected') return 'refused';
  return error.kind === 'credentials' ? 'disconnected' : 'unavailable';
}

/** What the loop holds against an engine: it is slow, makes no sense, or goes in circles. */
export class EngineTrouble extends Error {
  readonly fallback: EngineFallback;

  constructor(fallback: EngineFallback, message: string) {
    super(message);
    this.name = 'EngineTrouble';
    this.fallback = fallback;
  }
}
