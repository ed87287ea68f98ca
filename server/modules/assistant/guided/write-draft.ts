import type { Choice, Draft, TurnView } from '../engine.ts';
import { formatAction } from './actions.ts';
import { emptyMemory } from './dialogue-memory.ts';
import type { DialogueMemory } from './dialogue-memory.ts';
import { hashOf } from './plain-words.ts';
import type { Part, Turn } from './turn.ts';

const mostChoices = 3;
const mostSizes = 10;
const mostProducts = 3;
/** Far below what any channel takes: a message is read on a phone. */
const longestText = 1000;

/** One message out of what the jobs had to say. Parts keep their order; only the last asks on. */
export function writeDraft(turn: Turn, parts: readonly Part[]): Draft {
  const isRepeat = keyOf(parts) === turn.memory.told?.key;
  const texts = parts.map((part, index) => writePart(turn, part, index === parts.length - 1));
  const again = isRepeat && parts.some(({ about }) => !mayRepeat(about)) ? [turn.say(turn.words.again)] : [];
  const text = [...texts, ...again].join('\n\n').slice(0, longestText);
  const draft: Omit<Draft, 'memory'> = {
    text: text.trim(),
    products: parts.flatMap(({ products }) => products).slice(0, mostProducts),
    choices: mergeChoices(turn, parts, again.length > 0),
    link: parts.map(({ link }) => link).find((link) => link !== null) ?? null,
  };
  return { ...draft, memory: nextMemory(turn, parts, draft.text) };
}

/** A warm voice opens with a word of welcome, a brief one leaves out what the buttons say anyway. */
function writePart({ view }: Turn, { text, next, opener, choices }: Part, isLast: boolean): string {
  const { tone } = view.voice;
  const asks = isLast && next !== null && (tone !== 'brief' || choices.length === 0) ? next : null;
  const isList = text.includes('\n');
  const start = tone === 'warm' && opener ? `${opener} ${text}` : text;
  return asks ? `${start}${isList ? '\n' : ' '}${asks}` : start;
}

/** The buttons of all parts, the later ones not crowded out; where something is unsure, a person is one of them. */
function mergeChoices({ words }: Turn, parts: readonly Part[], isStuck: boolean): Choice[] {
  const isSizes = parts.length === 1 && (parts[0]?.choices.length ?? 0) > mostChoices;
  const room = isSizes ? mostSizes : mostChoices;
  const turns = parts.map(({ choices }) => [...choices]);
  const merged: Choice[] = [];
  while (merged.length < room && turns.some((left) => left.length > 0)) for (const left of turns) add(merged, left.shift(), room);
  const person = formatAction({ kind: 'human' });
  if (person && (isStuck || parts.some(({ isUnsure }) => isUnsure)) && !merged.some(({ action }) => action === person)) {
    const twin = merged.findIndex(({ title }) => title === words.buttons.human);
    if (twin >= 0) merged.splice(twin, 1);
    else if (merged.length >= room) merged.pop();
    merged.push({ action: person, title: words.buttons.human, description: null });
  }
  return merged;
}

/** Buttons of one message need different words. */
function add(merged: Choice[], choice: Choice | undefined, room: number): void {
  if (choice && merged.length < room && !merged.some(({ action, title }) => action === choice.action || title === choice.title)) merged.push(choice);
}

export const keyOf = (parts: readonly Part[]) => String(hashOf(parts.map(({ about }) => about).join('+')));

/** Courtesies and things that were asked for again in so many words are no loop. */
export const mayRepeat = (about: string) => /^(thanks|bye|confirm:|cart:)/.test(about);

/** How often this would be told in a row; 0: it is new. */
export function timesTold({ told }: DialogueMemory, parts: readonly Part[]): number {
  return told && told.key === keyOf(parts) && !parts.every(({ about }) => mayRepeat(about)) ? told.count : 0;
}

function nextMemory(turn: Turn, parts: readonly Part[], text: string): DialogueMemory {
  const { memory, understanding, language } = turn;
  const changes: Partial<DialogueMemory> = Object.assign({}, ...parts.map((part) => part.memory));
  const key = keyOf(parts);
  return {
    ...emptyMemory, ...memory,
    // A question of ours outlives an aside by a turn or two, then it is dropped.
    asked: memory.asked && { ...memory.asked, age: memory.asked.age + 1 },
    offer: null, unclear: 0,
    ...changes,
    language,
    confused: understanding.mood === 'confused' ? memory.confused + 1 : 0,
    told: { key, textHash: String(hashOf(text)), count: memory.told?.key === key ? memory.told.count + 1 : 1 },
  };
}

/** What is said when a person comes, after what could still be answered. */
export function handoverWords({ words, say }: Turn, view: TurnView): string {
  return !view.people.areThere && view.people.nextHours ? words.personLater({ hours: view.people.nextHours }) : say(words.personComes);
}
