import type { App } from '#context';
import type { TurnStep } from '#contract/assistant';
import type { HandoffTrigger } from '#contract/handoff';
import { disclose } from './answer/disclose.ts';
import type { Tools } from './define-tool.ts';
import type { Draft, Engine, Move, ToolResult, TurnView, Usage } from './engine.ts';
import { noUsage } from './engine.ts';
import { EngineTrouble } from './engines.ts';
import { collectFacts, factsIn } from './facts/collect-facts.ts';
import type { Fact } from './facts/fact.ts';
import { writeSystem } from './generative/write-system.ts';
import { judgeDraft } from './guards/index.ts';
import type { Verdict } from './guards/index.ts';
import { isWrite, malformedCodes, runCall } from './run-call.ts';
import type { AskedCall, CallContext } from './run-call.ts';
import { memoryFor } from './situation.ts';
import type { Situation } from './situation.ts';
import { turnLimits } from './turn-limits.ts';

/** What one engine came to. `more`: the shopper said something else before a write; the turn is thought anew. */
export type Outcome =
  | { kind: 'say'; draft: Draft }
  | { kind: 'hand_over'; trigger: HandoffTrigger; summary: string; draft: Draft | null }
  | { kind: 'more' };

/** What happens while a turn is thought, kept for its record whatever it comes to. */
export interface Course {
  steps: TurnStep[];
  results: ToolResult[];
  usage: Usage;
}

export const newCourse = (): Course => ({ steps: [], results: [], usage: noUsage });

export interface Conversation {
  app: App;
  situation: Situation;
  calls: CallContext;
  course: Course;
  /** The shopper has said something since. */
  hasMore(): Promise<boolean>;
  /** Milliseconds of the machine's own clock after which the engine is given up; null: never. */
  deadlineMs: number | null;
}

/**
 * Lets one engine think the turn to its end: it moves, its tools are run, its draft is judged and sent back while it can be mended. Throws
 * `EngineTrouble` when it makes no sense, goes in circles or is too slow, and whatever the engine throws.
 */
export async function converse(conversation: Conversation, engine: Engine): Promise<Outcome> {
  const { situation, course } = conversation;
  const first = course.results.length;
  let objections: string[] = [];
  let [drafts, malformed] = [0, 0];
  for (let moves = 0; moves < turnLimits.moves + drafts; moves += 1) {
    const view = { ...situation.view, results: course.results, memory: memoryFor(situation, engine.kind), objections };
    const move = await moveInTime(engine, view, conversation.deadlineMs);
    course.usage = addUsage(course.usage, move.usage);
    if (move.kind === 'call') {
      if (course.results.length - first + move.calls.length > turnLimits.calls) throw new EngineTrouble('malformed', 'The engine calls tools without end.');
      if (await runCalls(conversation, engine, move.calls)) return { kind: 'more' };
      malformed += course.results.slice(-move.calls.length).filter(({ outcome }) => outcome.kind === 'refused' && malformedCodes.has(outcome.code)).length;
      if (malformed > 2) throw new EngineTrouble('malformed', 'The engine does not know how to call tools.');
      continue;
    }
    const judged = judgeMove(conversation, engine, view, move);
    if (judged.kind === 'accepted') return judged.outcome;
    drafts += 1;
    objections = judged.objections;
    if (drafts >= turnLimits.drafts) return giveUp(judged.verdicts);
  }
  throw new EngineTrouble('malformed', 'The engine does not come to an answer.');
}

async function moveInTime(engine: Engine, view: TurnView, deadlineMs: number | null): Promise<Move> {
  if (deadlineMs === null) return engine.move(view);
  const leftMs = Math.min(turnLimits.moveMs, deadlineMs - performance.now());
  if (leftMs <= 0) throw new EngineTrouble('slow', 'The engine takes too long.');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_settle, fail) => {
    timer = setTimeout(() => fail(new EngineTrouble('slow', 'The engine takes too long for a move.')), leftMs);
  });
  try {
    return await Promise.race([engine.move(view), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs the calls one after the other; true: something else was said before a write, which was then not made. */
async function runCalls({ calls: context, course, hasMore }: Conversation, engine: Engine, calls: readonly AskedCall[]): Promise<boolean> {
  for (const call of calls) {
    if (isRepeated(course.results, call)) throw new EngineTrouble('malformed', 'The engine goes in circles.');
    if (isWrite(context.tools, call) && !hasWritten(course, context.tools) && (await hasMore())) return true;
    const startedMs = performance.now();
    const result = await runCall(context, call, false);
    course.results = [...course.results, result];
    course.steps.push(stepOf(engine.kind, result, performance.now() - startedMs));
  }
  return false;
}

/** Something was changed for the shopper: what they said since is the next turn's, for this one has to tell them. */
export const hasWritten = ({ steps }: Course, tools: Tools) => steps.some((step) => step.kind === 'call' && step.outcome.kind === 'done' && isWrite(tools, step));

const mostRepeats = 2;

/** The same question with the same words again brings the same answer. */
function isRepeated(results: readonly ToolResult[], call: AskedCall): boolean {
  const words = JSON.stringify(call.input);
  return results.filter(({ name, input }) => name === call.name && JSON.stringify(input) === words).length >= mostRepeats;
}

export function stepOf(engine: 'guided' | 'generative', { name, input, outcome }: ToolResult, ms: number): TurnStep {
  return {
    kind: 'call',
    engine,
    name,
    input,
    outcome: {
      kind: outcome.kind,
      code: outcome.kind === 'refused' ? outcome.code : null,
      message: outcome.kind === 'refused' ? outcome.message : outcome.kind === 'to_confirm' ? outcome.summary : null,
      output: outcome.kind === 'done' ? outcome.output : null,
    },
    ms: Math.round(ms),
  };
}

type Judged = { kind: 'accepted'; outcome: Outcome } | { kind: 'objected'; objections: string[]; verdicts: Verdict[] };

function judgeMove(conversation: Conversation, engine: Engine, view: TurnView, move: Exclude<Move, { kind: 'call' }>): Judged {
  if (move.kind === 'hand_over' && move.draft === null) return { kind: 'accepted', outcome: { kind: 'hand_over', trigger: move.trigger, summary: move.summary, draft: null } };
  const draft = move.draft as Draft;
  const verdicts = judge(conversation, engine.kind, view, draft);
  conversation.course.steps.push({ kind: 'draft', engine: engine.kind, text: draft.text, verdicts });
  const objections = verdicts.flatMap(({ objection }) => objection ?? []);
  // Whoever hands over is not asked again: the rule's own words are always true.
  if (move.kind === 'hand_over') return { kind: 'accepted', outcome: { kind: 'hand_over', trigger: move.trigger, summary: move.summary, draft: objections.length > 0 ? null : draft } };
  return objections.length > 0 ? { kind: 'objected', objections, verdicts } : { kind: 'accepted', outcome: { kind: 'say', draft } };
}

function judge({ situation, course }: Conversation, engine: 'guided' | 'generative', view: TurnView, draft: Draft): Verdict[] {
  const { settings, understanding, row, earlierFacts } = situation;
  return judgeDraft({
    draft: disclose(draft, view, settings),
    facts: { fresh: freshFacts(situation, course.results), earlier: earlierFacts },
    view,
    engine,
    understanding,
    settings,
    knownAddresses: row.contact.addresses,
    secrets: secretsOf(engine, view, settings.guidance),
  });
}

/** What an engine is told and nobody else is to read. What the merchant wrote in quotation marks is meant to be said. */
function secretsOf(engine: 'guided' | 'generative', view: TurnView, guidance: string): string[] {
  const unspoken = guidance.replaceAll(/["“«][^"”»]*["”»]/g, ' ');
  return engine === 'generative' ? [unspoken, writeSystem({ ...view, voice: { ...view.voice, guidance: '' } }).split('\nFACTS')[0] ?? ''] : [unspoken];
}

/** What a draft may stand on in this turn: the tools' results, the cart as it is, and the flow's own offer. */
export function freshFacts({ view }: Situation, results: readonly ToolResult[]): Fact[] {
  return [...collectFacts(results, view.timeZone), ...factsIn({ cart: view.cart, flow: view.flow && { offerCode: view.flow.offerCode }, viewed: view.viewed }, view.timeZone)];
}

/** Nobody can say it in a way that holds: a person answers. */
function giveUp(verdicts: Verdict[]): Outcome {
  const failed = verdicts.filter(({ objection }) => objection !== null);
  const isStuck = failed.every(({ guard }) => guard === 'no_repeat');
  return { kind: 'hand_over', trigger: isStuck ? 'repeated_answer' : 'low_confidence', summary: '', draft: null };
}

export function addUsage(left: Usage, right: Usage): Usage {
  return { inputTokens: left.inputTokens + right.inputTokens, outputTokens: left.outputTokens + right.outputTokens, costMicros: left.costMicros + right.costMicros };
}
