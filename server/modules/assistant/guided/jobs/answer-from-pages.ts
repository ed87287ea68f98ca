import type { Passage } from '#contract/knowledge';
import { answerThreshold } from '#contract/knowledge';
import { quoteBest, shorten } from '../plain-words.ts';
import { ask, choicesOf, say } from '../turn.ts';
import type { Part, Script, Step, Turn } from '../turn.ts';
import { human, searchButton } from './pick-target.ts';

export interface PageQuestion {
  question: string;
  kind: Passage['kind'] | null;
  /** What the matter is called, asked when the shopper's own words find nothing; null: the matter is too wide for that. */
  topic?: string | null;
  /** Names the matter, for telling repeats apart. */
  about: string;
  /** A few words that tie the answer to this shopper; null: none. */
  intro: string | null;
  /** What follows an answer. */
  then?: Partial<Pick<Part, 'next' | 'choices' | 'memory'>>;
}

const mostQuoted = 280;

/** Answers from what the merchant wrote, with where it stands; what is not written there is not known. */
export function* answerFromPages(turn: Turn, asked: PageQuestion): Script {
  const best = (yield* findPassage(asked.question, asked.kind)) ?? (asked.topic && asked.topic !== asked.question ? yield* findPassage(asked.topic, asked.kind) : null);
  return best ? tellPassage(turn, asked, best) : notKnown(turn, asked.about);
}

export function* findPassage(question: string, kind: Passage['kind'] | null): Script<Passage | null> {
  const outcome = yield* ask('find_policy', { question: question.slice(0, 500), kind });
  return outcome.kind === 'done' ? bestOf(outcome.output.passages) : null;
}

export function bestOf(passages: readonly Passage[]): Passage | null {
  const best = passages.toSorted((left, right) => right.score - left.score)[0];
  return best && best.score >= answerThreshold ? best : null;
}

export function tellPassage(turn: Turn, { question, about, intro, then }: PageQuestion, passage: Passage): Step {
  return say(`${about}:${passage.passageId}`, [intro, quotePassage(turn, passage, question)].filter(Boolean).join(' '), { choices: choicesOf(human(turn)), ...then });
}

export function quotePassage(turn: Turn, passage: Passage, question: string, most = mostQuoted): string {
  return `${quoteBest(passage.text, question, most)} (${turn.words.source({ source: shorten(passage.source, 60) })})`;
}

export function notKnown(turn: Turn, about: string): Step {
  const { words } = turn;
  return say(`unknown:${about}`, turn.say(words.doNotKnow()), { next: turn.say(words.askPerson()), choices: choicesOf(human(turn), searchButton(turn)), isUnsure: true, memory: { offer: 'human', asked: null } });
}
