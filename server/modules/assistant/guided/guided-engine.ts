import type { HandoffTrigger } from '#contract/handoff';
import { noUsage } from '../engine.ts';
import type { Draft, Engine, Move, ToolCall, TurnView } from '../engine.ts';
import { chooseWishes, findTrigger } from './choose-wishes.ts';
import { readMemory } from './dialogue-memory.ts';
import type { Asked, DialogueMemory } from './dialogue-memory.ts';
import { describeHandover } from './describe-handover.ts';
import { jobs } from './jobs/index.ts';
import { hashOf } from './plain-words.ts';
import { readTurn } from './read-turn.ts';
import type { Reading } from './read-turn.ts';
import { rememberScript } from './remember.ts';
import { runScript } from './run-script.ts';
import type { Run } from './run-script.ts';
import { choicesOf, makePart, makeTurn } from './turn.ts';
import type { HandOver, Part, Turn, Wish } from './turn.ts';
import { understand } from './understand.ts';
import type { UnderstandingContext } from './understand.ts';
import type { Expected } from './understanding.ts';
import { handoverWords, mayRepeat, timesTold, writeDraft } from './write-draft.ts';

/** The engine without any model: deterministic, no network, always there. */
export const guidedEngine: Engine = { kind: 'guided', move: async (view) => moveGuided(view) };

/** The next move of a turn. Pure: the same view gives the same move. */
export function moveGuided(view: TurnView): Move {
  const memory = readMemory(view.memory);
  const reading = readTurn(view.incoming, (text) => understand(text, contextOf(view, memory)));
  const turn = makeTurn(view, memory, reading.whole, view.language, 0);
  const trigger = findTrigger(view, memory, reading);
  if (trigger) return handOverTo(turn, [], { trigger, part: null, isOwed: false });
  return play(turn, chooseWishes(view, memory, reading), reading);
}

/** Runs the jobs side by side until each has what it needs, then says it in one message. */
function play(turn: Turn, wishes: readonly Wish[], reading: Reading): Move {
  const { view, memory } = turn;
  const aside = runScript(rememberScript(turn, reading.text), 'remember', view.results);
  const runs = wishes.map((wish, index) => runScript(jobs[wish.job](turn, wish), `${wish.job}${index + 1}`, view.results));
  const calls = [aside, ...runs].flatMap((run: Run): ToolCall[] => (run.kind === 'waits' ? [run.call] : []));
  if (calls.length > 0) return { kind: 'call', calls, usage: noUsage };
  const steps = runs.flatMap((run) => (run.kind === 'done' ? [run.step] : []));
  const parts = steps.flatMap((step) => (step.kind === 'part' ? [step.part] : []));
  const leaving = steps.find((step) => step.kind === 'hand_over');
  if (leaving) return handOverTo(turn, parts, leaving.handOver);
  const isStuck = timesTold(memory, parts) >= 2 && !view.switchedOff.includes('repeated_answer');
  if (isStuck) return handOverTo(turn, [], { trigger: 'repeated_answer', part: null, isOwed: false });
  // A courtesy that was heard before is said another way; a fact that a guard would not let pass is not: somebody looks it up.
  if (view.objections.length > 0 && !parts.every(({ about }) => mayRepeat(about))) return handOverTo(turn, [], { trigger: 'low_confidence', part: null, isOwed: false }, turn.say(turn.words.unsureOfFact));
  return { kind: 'say', draft: sayFreshly(turn, wishes, parts), usage: noUsage };
}

/** The same facts in other words, when these were just used. */
function sayFreshly(turn: Turn, wishes: readonly Wish[], parts: readonly Part[]): Draft {
  const draft = writeDraft(turn, parts);
  if (turn.view.objections.length === 0 && turn.memory.told?.textHash !== String(hashOf(draft.text))) return draft;
  const other = makeTurn(turn.view, turn.memory, turn.understanding, turn.language, 1);
  const retold = wishes.flatMap((wish, index) => {
    const run = runScript(jobs[wish.job](other, wish), `${wish.job}${index + 1}`, turn.view.results);
    return run.kind === 'done' && run.step.kind === 'part' ? [run.step.part] : [];
  });
  return writeDraft(other, retold);
}

/** @param words said before the person is announced; null: nothing. */
function handOverTo(turn: Turn, parts: readonly Part[], { trigger, part, isOwed }: HandOver, words: string | null = null): Move {
  const { view } = turn;
  const told = [...parts, ...(part ? [part] : [])];
  if (view.switchedOff.includes(trigger) && !isOwed) return { kind: 'say', draft: writeDraft(turn, told.length > 0 ? told.map((one) => ({ ...one, isUnsure: true })) : [withoutPerson(turn, trigger, words)]), usage: noUsage };
  const said = told.map((one) => ({ ...one, next: null, choices: [] }));
  const draft = said.length > 0 || words ? writeDraft(turn, said) : null;
  const goodbye = handoverWords(turn, view);
  return {
    kind: 'hand_over',
    trigger,
    summary: describeHandover(view, turn.memory, trigger),
    draft: draft && { ...draft, text: [draft.text, words, goodbye].filter(Boolean).join(' ').trim(), choices: [] },
    usage: noUsage,
  };
}

/** Where the merchant wants nobody fetched: what is honest, and a person for whoever asks for one. */
function withoutPerson(turn: Turn, trigger: HandoffTrigger, words: string | null): Part {
  const { words: all } = turn;
  const text = words ?? turn.say(trigger === 'low_confidence' ? all.didNotUnderstand() : trigger === 'complex_product' ? all.doNotKnow() : all.cannotMyself());
  return makePart(`alone:${trigger}`, text, { next: turn.say(all.askPerson()), choices: choicesOf([all.buttons.search, { kind: 'topic', topic: 'find_product' }], [all.buttons.human, { kind: 'human' }]), isUnsure: true, memory: { offer: 'human', asked: null } });
}

const expectedOf: Partial<Record<Asked['slot'], Expected>> = { size: 'size', colour: 'colour', postal_code: 'postalCode', order: 'orderNumber', discount_code: 'discountCode', discount_reason: 'blocker', budget: 'maxPrice', for_whom: 'forWhom', quantity: 'quantity', which: 'reference' };
const facetsRead = ['colour', 'size', 'use', 'forWhom'] as const;

function contextOf(view: TurnView, { asked, offer }: DialogueMemory): UnderstandingContext {
  const expected = asked && (expectedOf[asked.slot] ?? (asked.slot === 'facet' ? facetsRead.find((facet) => facet === asked.facet) : null) ?? null);
  return { language: view.language, country: view.shop.country, expects: view.pending || (offer && !expected) ? 'yes_no' : expected };
}
