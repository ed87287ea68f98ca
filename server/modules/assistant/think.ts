import type { App } from '#context';
import type { EngineFallback } from '#contract/assistant';
import { mandatoryTriggers } from '#contract/handoff';
import type { HandoffTrigger } from '#contract/handoff';
import { ruleOf } from '#modules/turns';
import { answerWords } from './answer/answer-words.ts';
import { converse, freshFacts, newCourse, stepOf } from './converse.ts';
import type { Course, Outcome } from './converse.ts';
import type { Tools, ToolTurn } from './define-tool.ts';
import type { Draft, ToolResult } from './engine.ts';
import { chooseThinkers, fallbackOf, noteFailure, noteSuccess } from './engines.ts';
import type { Engines, Thinker } from './engines.ts';
import type { Fact } from './facts/fact.ts';
import { makeEffects } from './effects.ts';
import type { PendingCall } from './pending.ts';
import { runCall } from './run-call.ts';
import type { CallContext } from './run-call.ts';
import type { Situation } from './situation.ts';
import { topicOfIntent } from './topics.ts';
import { turnLimits } from './turn-limits.ts';

/** What a turn came to, before it is written down. */
export interface Thought {
  outcome: Outcome;
  course: Course;
  thinker: Thinker | null;
  fallback: EngineFallback | null;
  /** A write that the answer asks about. */
  pending: PendingCall | null;
  facts: Fact[];
}

export interface Thinking {
  app: App;
  engines: Engines;
  tools: Tools;
  isTryOut: boolean;
  hasMore(): Promise<boolean>;
}

/** Thinks one turn: what code decides by itself, then the engines in order until one comes to an answer. Never throws for what an engine or tool does. */
export async function think(thinking: Thinking, situation: Situation): Promise<Thought> {
  const course = newCourse();
  const early = decideEarly(situation);
  if (early) return { ...nothingThought(course, situation), outcome: early };
  const calls = callContext(thinking, situation);
  await runConfirmed(calls, situation, course);
  const { timeZone } = situation.workspace;
  const choice = await chooseThinkers(thinking.app, thinking.engines, situation.settings, { workspaceId: situation.turn.workspaceId, timeZone });
  let { fallback } = choice;
  const startedMs = performance.now();
  for (const thinker of choice.thinkers) {
    const isLast = thinker === choice.thinkers.at(-1);
    const kept = course.results;
    try {
      const deadlineMs = thinker.engine.kind === 'guided' ? null : startedMs + turnLimits.thinkMs;
      const outcome = await converse({ app: thinking.app, situation, calls, course, hasMore: thinking.hasMore, deadlineMs }, thinker.engine);
      noteSuccess(thinker.connectionId);
      return finish(situation, course, outcome, thinker, fallback);
    } catch (error) {
      const why = fallbackOf(error);
      thinking.app.log.warn({ err: error, turn: situation.turn.id, engine: thinker.engine.kind, why }, 'An engine did not come to an answer');
      noteFailure(thinker.connectionId, why, thinking.app.clock.nowMs());
      course.steps.push({ kind: 'note', note: 'fallback', detail: why });
      fallback ??= thinker.connectionId === null ? null : why;
      // What the next one must not look at: it begins anew, and writes that were made are made once.
      if (!isLast) course.results = kept;
    }
  }
  return { ...nothingThought(course, situation), fallback, outcome: { kind: 'hand_over', trigger: 'low_confidence', summary: '', draft: null } };
}

const nothingThought = (course: Course, situation: Situation): Omit<Thought, 'outcome'> => ({ course, thinker: null, fallback: null, pending: null, facts: freshFacts(situation, course.results) });

/** Whom no engine is asked about: words that demand a person, high values, topics that people deal with, a tap on the way to a person. Pure. */
export function decideEarly({ view, understanding, handoffRules, settings, workspace }: Situation): Outcome | null {
  const handOver = (trigger: HandoffTrigger): Outcome => ({ kind: 'hand_over', trigger, summary: '', draft: null });
  if (view.incoming.some(({ tap }) => tap?.action === 'human')) return handOver('asked_for_person');
  const trigger = understanding?.trigger ?? null;
  if (trigger !== null && ((mandatoryTriggers as readonly HandoffTrigger[]).includes(trigger) || ruleOf(handoffRules, trigger).isOn)) return handOver(trigger);
  const { highValueMinor } = handoffRules;
  if (highValueMinor !== null && view.cart?.currency === workspace.currency && view.cart.totalMinor >= highValueMinor && ruleOf(handoffRules, 'high_value').isOn) return handOver('high_value');
  const topic = topicOfIntent(understanding?.intent ?? null);
  const isTapped = view.incoming.some(({ tap }) => tap !== null);
  return topic !== null && !isTapped && !settings.topics.includes(topic) && (understanding?.confidence ?? 0) >= 0.6 ? handOver('needs_owner') : null;
}

function callContext({ app, tools, isTryOut }: Thinking, { turn, view, settings, workspace, isVerified }: Situation): CallContext {
  const toolTurn: ToolTurn = {
    app,
    workspaceId: turn.workspaceId,
    turnId: turn.id,
    conversationId: turn.conversationId,
    contactId: turn.contactId,
    connectionId: turn.connectionId,
    channel: turn.channel,
    isVerified,
    now: view.now,
    language: view.language,
    locale: view.locale,
    timeZone: workspace.timeZone,
    country: workspace.country,
    currency: workspace.currency,
    shopName: workspace.name,
    limits: view.limits,
    isTryOut,
    ...makeEffects(app, { workspaceId: turn.workspaceId, turnId: turn.id, isTryOut }),
  };
  return { app, tools, turn: toolTurn, topics: settings.topics };
}

/** The shopper said yes: the write is made with the very input that they were asked about. Code decides that, never an engine. */
async function runConfirmed(calls: CallContext, { pending, view }: Situation, course: Course): Promise<void> {
  if (pending === null || view.pending?.answer !== 'yes') return;
  const startedMs = performance.now();
  const result = await runCall(calls, pending, true);
  course.results = [result];
  course.steps.push({ kind: 'note', note: 'confirmed', detail: pending.summary }, stepOf('guided', result, performance.now() - startedMs));
}

function finish(situation: Situation, course: Course, outcome: Outcome, thinker: Thinker, fallback: EngineFallback | null): Thought {
  const allowed = obeyRules(situation, outcome);
  const pending = allowed.kind === 'say' ? pendingOf(situation, course.results, allowed.draft) : null;
  const draft = allowed.kind === 'say' && pending !== null ? askFor(pending, allowed.draft, situation) : null;
  return { outcome: draft === null ? allowed : { kind: 'say', draft }, course, thinker, fallback, pending, facts: freshFacts(situation, course.results) };
}

/** A trigger that the merchant switched off hands nobody over as long as there is something to say. */
function obeyRules({ handoffRules }: Situation, outcome: Outcome): Outcome {
  if (outcome.kind !== 'hand_over' || ruleOf(handoffRules, outcome.trigger).isOn || outcome.draft === null) return outcome;
  return { kind: 'say', draft: outcome.draft };
}

/** The last write of this turn that waits for a yes; else the one before, when the answer asks about it again. */
function pendingOf({ pending, view }: Situation, results: readonly ToolResult[], draft: Draft): PendingCall | null {
  const asked = results.findLast(({ outcome }) => outcome.kind === 'to_confirm');
  if (asked?.outcome.kind === 'to_confirm') return { id: asked.id, name: asked.name, input: asked.input, summary: asked.outcome.summary };
  // "It still waits" holds only while the shopper is asked: a later yes must not be an answer to something else.
  return pending !== null && view.pending?.answer === 'unclear' && draft.text.includes(pending.summary) ? pending : null;
}

/** Whoever is to say yes must read to what, and have both buttons. */
function askFor({ summary }: PendingCall, draft: Draft, { view }: Situation): Draft {
  const words = answerWords[view.language];
  const text = draft.text.includes(summary) ? draft.text : `${draft.text}\n\n${summary}`;
  const others = draft.choices.filter(({ action }) => action !== 'confirm' && action !== 'cancel').slice(0, 1);
  return { ...draft, text, choices: [{ action: 'confirm', title: words.confirm, description: null }, { action: 'cancel', title: words.cancel, description: null }, ...others] };
}
