import { foldWords } from '../../server/modules/assistant/guided/features/fold-text.ts';
import type { Example } from './read-examples.ts';

export interface Twin {
  test: Example;
  train: Example;
  /** Share of pieces of three letters that both have; 1: the same words. */
  likeness: number;
}

/** Test lines that a training line of the same language nearly repeats. Of one or two words, such as "gracias", only the same count. */
export function findTwins(train: readonly Example[], test: readonly Example[], from: number): Twin[] {
  return [...Map.groupBy(test, ({ language }) => language)].flatMap(([language, examples]) => {
    const known = train.filter((example) => example.language === language).map((example) => ({ example, folded: foldWords(example.text), pieces: piecesOf(foldWords(example.text)) }));
    const holders = new Map<string, number[]>();
    known.forEach(({ pieces }, place) => {
      for (const piece of pieces) {
        const places = holders.get(piece);
        if (places) places.push(place);
        else holders.set(piece, [place]);
      }
    });
    return examples.flatMap((example) => {
      const twin = closest(example, known, holders);
      return twin && twin.likeness >= from ? [twin] : [];
    });
  });
}

interface Known {
  example: Example;
  folded: string;
  pieces: ReadonlySet<string>;
}

/** @param holders by piece, the places in `known` that have it. */
function closest(test: Example, known: readonly Known[], holders: ReadonlyMap<string, readonly number[]>): Twin | null {
  const folded = foldWords(test.text);
  const same = known.find((other) => other.folded === folded);
  if (same) return { test, train: same.example, likeness: 1 };
  if (folded.split(' ').length <= 2) return null;
  const pieces = piecesOf(folded);
  const shared = new Uint16Array(known.length);
  for (const piece of pieces) for (const place of holders.get(piece) ?? []) shared[place] = (shared[place] ?? 0) + 1;
  let best: Twin | null = null;
  known.forEach((other, place) => {
    const likeness = (shared[place] ?? 0) / (pieces.size + other.pieces.size - (shared[place] ?? 0));
    if (likeness > (best?.likeness ?? 0)) best = { test, train: other.example, likeness };
  });
  return best;
}

function piecesOf(folded: string): Set<string> {
  const framed = ` ${folded} `;
  return new Set(Array.from({ length: Math.max(1, framed.length - 2) }, (_, start) => framed.slice(start, start + 3)));
}
