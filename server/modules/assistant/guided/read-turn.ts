import type { IncomingPiece } from '../engine.ts';
import { parseAction } from './actions.ts';
import type { Action } from './actions.ts';
import type { Understanding } from './understanding.ts';

/** Words with the turn's context already given. */
type Understand = (text: string) => Understanding;

/** Everything of one turn, read: pieces that came together are one saying. */
export interface Reading {
  /** All words, a line for each piece. */
  text: string;
  whole: Understanding;
  /** The parts that can be wishes of their own; one when there is one. */
  clauses: { text: string; understanding: Understanding }[];
  /** Taps that fit our grammar. */
  actions: Action[];
  items: IncomingPiece['items'];
  /** Something came that this engine cannot take in, with no words to it. */
  unseen: 'image' | 'voice' | 'file' | 'location' | 'other' | null;
}

/** Longer sayings carry nothing more that this engine could use. */
const maxLength = 1200;
const maxClauses = 4;

export function readTurn(incoming: readonly IncomingPiece[], understand: Understand): Reading {
  const actions: Action[] = [];
  const words: string[] = [];
  for (const piece of incoming) {
    const action = piece.tap ? parseAction(piece.tap.action) : null;
    if (action) actions.push(action);
    // Those of an understood button add nothing.
    else if (piece.text.trim()) words.push(piece.text.trim());
  }
  const text = withoutGreeting(withoutAsides(words.join('\n').slice(0, maxLength)));
  const whole = understand(text);
  return { text, whole, clauses: splitClauses(text, whole, understand), actions, items: incoming.flatMap(({ items }) => items), unseen: text || actions.length > 0 ? null : findUnseen(incoming) };
}

/** What stands in square, curly or angle brackets is no part of what is asked; alone it is all there is. */
function withoutAsides(text: string): string {
  const rest = text.replaceAll(/\[[^\]]*\]?|\{[^}]*\}?|<[^>]{2,}>/gu, ' ').trim();
  return countWords(rest) > 0 ? rest : text;
}

const greeting = /^\s*(?:(?:hola|holis|buenas(?: (?:tardes|noches))?|buen(?:os)? d[ií]as?|oi+e?|ol[aá]|bom dia|boa (?:tarde|noite)|hi+|hello|hey|good (?:morning|afternoon|evening)|tudo bem|todo bien|qu[eé] tal|c[oó]mo est[aá]s?|como vai|how are you|do you speak (?:english|spanish|portuguese))(?![\p{L}\p{N}])[\s,.!¡?¿:)]*)+(?=\S)/iu;

/** A wish that begins with a greeting is read as the wish; a greeting with a word or two stays one. */
function withoutGreeting(text: string): string {
  const rest = text.replace(greeting, '');
  return countWords(rest) >= 3 ? rest : text;
}

function findUnseen(incoming: readonly IncomingPiece[]): Reading['unseen'] {
  const kind = incoming.find((piece) => !['text', 'tap', 'order'].includes(piece.kind))?.kind;
  return kind === 'image' || kind === 'voice' || kind === 'file' || kind === 'location' ? kind : kind ? 'other' : null;
}

const ends = /[.?!;…\n]+|,\s+(?=(?:y|e|and|ademas|además|tambem|também|also|tambien|también)\s)/iu;
const joins = /\s+(?:y|e|and|ademas|además|tambem|também|also|tambien|también)\s+/iu;

/** Sentences, and halves of a sentence that are long enough to stand alone. */
function splitClauses(text: string, whole: Understanding, understand: Understand): Reading['clauses'] {
  const parts = text.split(ends).flatMap(splitJoined).map((part) => part.trim()).filter((part) => countWords(part) > 0);
  if (parts.length < 2) return [{ text, understanding: whole }];
  return parts.slice(0, maxClauses).map((part) => ({ text: part, understanding: understand(part) }));
}

function splitJoined(sentence: string): string[] {
  const halves = sentence.split(joins);
  return halves.length > 1 && halves.every((half) => countWords(half) > 2 || isCounted.test(half)) ? halves : [sentence];
}

/** "2 meias" stands alone. */
const isCounted = /^\s*\d{1,2}\s+\p{L}{3,}/u;

const countWords = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
