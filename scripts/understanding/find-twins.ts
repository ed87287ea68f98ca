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
  const known = train.map((example) => ({ example, folded: foldWords(example.text), pieces: piecesOf(foldWords(example.text)) }));
  return test.flatMap((example) => {
    const folded = foldWords(example.text);
    const pieces = piecesOf(folded);
    const isShort = folded.split(' ').length <= 2;
    const best = known
      .filter((other) => other.example.language === example.language)
      .map((other) => ({ test: example, train: other.example, likeness: other.folded === folded ? 1 : isShort ? 0 : likeness(pieces, other.pieces) }))
      .reduce<Twin | null>((top, twin) => (twin.likeness > (top?.likeness ?? 0) ? twin : top), null);
    return best && best.likeness >= from ? [best] : [];
  });
}

function piecesOf(folded: string): Set<string> {
  const framed = ` ${folded} `;
  return new Set(Array.from({ length: Math.max(1, framed.length - 2) }, (_, start) => framed.slice(start, start + 3)));
}

function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (Math.min(left.size, right.size) * 2 < Math.max(left.size, right.size)) return 0;
  let shared = 0;
  for (const piece of left) if (right.has(piece)) shared += 1;
  return shared / (left.size + right.size - shared);
}
